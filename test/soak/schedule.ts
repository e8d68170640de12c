import fc from 'fast-check';
import { BEHAVIOURS, type BehaviourName } from '../../src/simulator/index.ts';

/** Keys are counted from 0, in the configuration's order. */
export const KEYS = 4;

/** A contact that opens or closes for a moment, `afterMs` after its event began. */
export interface Bounce {
  readonly key: number;
  readonly afterMs: number;
  readonly forMs: number;
}

/** What becomes of a message that the relay forwards; `crash` is a relay that dies between sending and knowing. */
export type Upstream = 'taken' | 'refused' | 'unknown' | 'notDelivered' | 'tooMany' | 'crash';

/** How the webhook treats one message of the relay's. */
export interface Forwarding {
  readonly outcome: Upstream;
  /** The time until the relay knows. */
  readonly afterMs: number;
}

/** What somebody between button and relay does with one request; `which` picks from what he has heard. */
export type Trick =
  | { readonly how: 'drop' | 'swallow' }
  | { readonly how: 'hold' | 'delay'; readonly forMs: number }
  | { readonly how: 'repeat' | 'replayRequest'; readonly which: number }
  /** `passes`: the relay gets the request all the same. */
  | { readonly how: 'replayAnswer'; readonly which: number; readonly passes: boolean }
  /** Status 0 is an answer to a heartbeat. */
  | { readonly how: 'own'; readonly status: number; readonly which: number; readonly passes: boolean };

/** One thing that happens to the button. Nothing here knows of the firmware. */
export type Happening =
  /** All keys, each a little later than the other, bouncing. */
  | {
      readonly kind: 'smash';
      readonly skewMs: readonly number[];
      readonly holdMs: number;
      readonly bounces: readonly Bounce[];
    }
  /** One key, slow or stuck. */
  | { readonly kind: 'hold'; readonly key: number; readonly forMs: number }
  | { readonly kind: 'chatter'; readonly key: number; readonly times: number; readonly everyMs: number }
  | { readonly kind: 'routerDown' | 'noAddresses'; readonly forMs: number }
  /** What the server does to the next connections. */
  | { readonly kind: 'server'; readonly ways: readonly BehaviourName[] }
  /** What it does to all connections for some time. */
  | { readonly kind: 'serverTrouble'; readonly way: BehaviourName; readonly forMs: number }
  /** The chip neither joins nor tells: a connect that stays silent, or a loss without an event. */
  | { readonly kind: 'radioQuiet' }
  | { readonly kind: 'powerCut'; readonly forMs: number }
  | { readonly kind: 'stall'; readonly forMs: number }
  /** Without a relay these three are nothing. */
  | { readonly kind: 'relayRestart' }
  | { readonly kind: 'stranger'; readonly tricks: readonly Trick[] }
  | { readonly kind: 'webhook'; readonly forwardings: readonly Forwarding[] };

export interface Schedule {
  /** Keys that are down when the power comes on, and how long they stay so. */
  readonly heldAtBoot: readonly number[];
  readonly heldForMs: number;
  readonly happenings: readonly (readonly [gapMs: number, happening: Happening])[];
}

const WAYS = Object.keys(BEHAVIOURS).filter((name): name is BehaviourName => name in BEHAVIOURS);

const ms = (...ranges: readonly (readonly [min: number, max: number])[]): fc.Arbitrary<number> =>
  fc.oneof(...ranges.map(([min, max]) => fc.integer({ min, max })));

const key = fc.nat(KEYS - 1);
const way = fc.constantFrom(...WAYS);
const bounce: fc.Arbitrary<Bounce> = fc.record({
  key,
  afterMs: ms([0, 40], [0, 600]),
  forMs: ms([1, 9], [1, 40]),
});

const smash: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constant('smash'),
  skewMs: fc.array(ms([0, 8], [0, 60]), { minLength: KEYS, maxLength: KEYS }),
  holdMs: ms([0, 60], [40, 300], [40, 300]),
  bounces: fc.array(bounce, { maxLength: 6 }),
});

const forwarding: fc.Arbitrary<Forwarding> = fc.record({
  outcome: fc.constantFrom<Upstream[]>(
    'taken',
    'taken',
    'refused',
    'unknown',
    'notDelivered',
    'tooMany',
    'crash',
  ),
  afterMs: ms([0, 0], [1, 3000], [3000, 40_000]),
});

const which = fc.nat(40);
const passes = fc.boolean();
const heldMs = ms([0, 3000], [0, 31_000], [20_000, 70_000]);
const trick: fc.Arbitrary<Trick> = fc.oneof(
  fc.record({ how: fc.constantFrom('drop' as const, 'swallow' as const) }),
  { weight: 2, arbitrary: fc.record({ how: fc.constant('hold' as const), forMs: heldMs }) },
  fc.record({ how: fc.constant('delay' as const), forMs: ms([0, 3000], [0, 31_000]) }),
  fc.record({ how: fc.constantFrom('repeat' as const, 'replayRequest' as const), which }),
  fc.record({ how: fc.constant('replayAnswer' as const), which, passes }),
  {
    weight: 3,
    arbitrary: fc.record({
      how: fc.constant('own' as const),
      status: fc.constantFrom(0, 200, 401, 401, 401, 429, 500, 502, 503, 504),
      which,
      passes,
    }),
  },
);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: smash },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hold'), key, forMs: ms([1, 500], [500, 15_000]) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('chatter'),
      key,
      times: fc.integer({ min: 1, max: 30 }),
      everyMs: fc.integer({ min: 1, max: 25 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('routerDown'), forMs: ms([1, 6000], [3000, 30_000]) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('noAddresses'), forMs: ms([100, 30_000]) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('server'),
      ways: fc.array(way, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('serverTrouble'),
      way,
      forMs: ms([100, 8000], [100, 8000], [8000, 40_000]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('powerCut'), forMs: ms([0, 10], [1, 3000]) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('stall'), forMs: ms([1, 60], [20, 3400]) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'radioQuiet' }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'relayRestart' }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('stranger'),
      tricks: fc.array(trick, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('webhook'),
      forwardings: fc.array(forwarding, { minLength: 1, maxLength: 3 }),
    }),
  },
);

const gapMs = fc.oneof(
  { weight: 14, arbitrary: ms([0, 60], [0, 1500], [0, 1500], [1000, 7000]) },
  /** As long as a press, now and then. */
  { weight: 1, arbitrary: ms([9000, 31_000]) },
);

/** Random lives of a button, some ten seconds to minutes each. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  heldAtBoot: fc.oneof(
    { weight: 6, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray([0, 1, 2, 3]) },
  ),
  heldForMs: ms([50, 12_000]),
  happenings: fc.array(fc.tuple(gapMs, happening), { minLength: 1, maxLength: 10 }),
});

/** Something to do to the button or around it at one moment. */
export type Action =
  | { readonly do: 'key'; readonly key: number; readonly down: boolean }
  /** A key that stays down whatever its finger does. */
  | { readonly do: 'stick'; readonly key: number; readonly stuck: boolean }
  /** The radio gives up without a word, until it is told to connect. */
  | { readonly do: 'radioQuiet' }
  | { readonly do: 'router'; readonly up: boolean }
  | { readonly do: 'addresses'; readonly given: boolean }
  | { readonly do: 'queue'; readonly ways: readonly BehaviourName[] }
  | { readonly do: 'server'; readonly way: BehaviourName }
  | { readonly do: 'power'; readonly on: boolean }
  | { readonly do: 'stall'; readonly forMs: number }
  | { readonly do: 'webhook'; readonly forwardings: readonly Forwarding[] }
  | { readonly do: 'stranger'; readonly tricks: readonly Trick[] }
  | { readonly do: 'relayRestart' };

export interface TimedAction {
  readonly atMs: number;
  readonly action: Action;
}

/** Lays a schedule out in time; what overlaps, overlaps. */
export function timeline(schedule: Schedule): TimedAction[] {
  const actions: TimedAction[] = schedule.heldAtBoot.map((held) => ({
    atMs: schedule.heldForMs,
    action: { do: 'key', key: held, down: false },
  }));
  let nowMs = 0;
  for (const [gapMs, happening] of schedule.happenings) {
    nowMs += gapMs;
    for (const { atMs, action } of parts(happening)) actions.push({ atMs: nowMs + atMs, action });
  }
  return actions.sort((one, other) => one.atMs - other.atMs);
}

function parts(happening: Happening): TimedAction[] {
  const during = (forMs: number, first: Action, last: Action): TimedAction[] => [
    { atMs: 0, action: first },
    { atMs: forMs, action: last },
  ];
  switch (happening.kind) {
    case 'smash':
      return smashParts(happening);
    case 'hold':
      return during(
        happening.forMs,
        { do: 'stick', key: happening.key, stuck: true },
        { do: 'stick', key: happening.key, stuck: false },
      );
    case 'chatter':
      return Array.from({ length: 2 * happening.times }, (_, index) => ({
        atMs: index * happening.everyMs,
        action: keyAction(happening.key, index % 2 === 0),
      }));
    case 'routerDown':
      return during(happening.forMs, { do: 'router', up: false }, { do: 'router', up: true });
    case 'noAddresses':
      return during(happening.forMs, { do: 'addresses', given: false }, { do: 'addresses', given: true });
    case 'server':
      return [{ atMs: 0, action: { do: 'queue', ways: happening.ways } }];
    case 'serverTrouble':
      return during(happening.forMs, { do: 'server', way: happening.way }, { do: 'server', way: 'ok' });
    case 'powerCut':
      return during(happening.forMs, { do: 'power', on: false }, { do: 'power', on: true });
    case 'radioQuiet':
      return [{ atMs: 0, action: { do: 'radioQuiet' } }];
    case 'stall':
      return [{ atMs: 0, action: { do: 'stall', forMs: happening.forMs } }];
    case 'webhook':
      return [{ atMs: 0, action: { do: 'webhook', forwardings: happening.forwardings } }];
    case 'stranger':
      return [{ atMs: 0, action: { do: 'stranger', tricks: happening.tricks } }];
    case 'relayRestart':
      return [{ atMs: 0, action: { do: 'relayRestart' } }];
  }
}

function smashParts({ skewMs, holdMs, bounces }: Extract<Happening, { kind: 'smash' }>): TimedAction[] {
  const strokes = skewMs.flatMap((afterMs, key) => [
    { atMs: afterMs, action: keyAction(key, true) },
    { atMs: afterMs + holdMs, action: keyAction(key, false) },
  ]);
  const jumps = bounces.flatMap(({ key, afterMs, forMs }) => {
    const downMs = skewMs[key] ?? 0;
    const isDown = afterMs >= downMs && afterMs < downMs + holdMs;
    return [
      { atMs: afterMs, action: keyAction(key, !isDown) },
      { atMs: afterMs + forMs, action: keyAction(key, isDown && afterMs + forMs < downMs + holdMs) },
    ];
  });
  return [...strokes, ...jumps];
}

function keyAction(key: number, down: boolean): Action {
  return { do: 'key', key, down };
}
