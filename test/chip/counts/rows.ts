import type { Counts, Span, Trace } from './spans.ts';
import { instructionsIn, type FlashMhz } from '../work-folder.ts';

/** What each kind of turn took, least first. */
export interface Rows {
  readonly rows: ReadonlyMap<string, readonly Counts[]>;
  /** The polls of a calm button. */
  readonly idle: readonly Span[];
  readonly callbacks: readonly Span[];
  /** How many smashes fired. */
  readonly fires: number;
  /** How many keys each poll has read. */
  readonly keys: number;
}

/** After a release, and after the boot, a key must be seen up for so long before the next smash: longer than `debounceMs`. */
const ARMING_MS = 25;
/** A join is done, and what it prints. */
const JOINED_MS = 500;

export const IDLE_POLL = 'idle poll, keys up';

/** Names each callback of the firmware by what happened in it and when, and sorts them. */
export function rowsOf({ spans, moments }: Trace, flash: FlashMhz): Rows {
  const callbacks = spans.filter(({ name, inside }) => name === 'callback' && inside === 'loop');
  const polls = callbacks.filter(({ seen }) => seen.has('read'));
  const at = (name: string): readonly number[] => moments.get(name) ?? [];
  const [presses, releases] = [at('press'), at('release')];
  const first = {
    poll: polls[0]?.begin.instructions ?? 0,
    press: presses[0] ?? Infinity,
    joined: at('joined')[0] ?? Infinity,
    request: Math.min(at('connect')[0] ?? Infinity, at('resolve')[0] ?? Infinity),
  };
  const fires: number[] = [];
  const rows = new Map<string, Counts[]>();
  const idle: Span[] = [];

  const nameOfPoll = ({ begin: { instructions: now }, seen }: Span): string => {
    const pressed = presses.findLast((moment) => moment <= now) ?? -Infinity;
    const released = releases.findLast((moment) => moment <= now) ?? -Infinity;
    const isDown = pressed > released;
    const hasFired = (fires.at(-1) ?? -Infinity) > pressed;
    if (startsRequest(seen)) {
      if (!isDown || hasFired) return 'poll that sends the next message';
      fires.push(now);
      return 'poll that fires, with the start of the request';
    }
    const arming = instructionsIn(ARMING_MS, flash);
    if (isDown && hasFired) return 'poll, not all armed, keys down (after a fire)';
    if (isDown) return 'poll, keys down, not fired (yet)';
    if (now < first.poll + arming) return 'poll, not all armed, keys up (boot)';
    if (hasFired && now < released + arming) return 'poll, not all armed, keys up (after a release)';
    if (now > first.press) return 'poll, keys up, later than a press';
    return now > first.joined + instructionsIn(JOINED_MS, flash)
      ? IDLE_POLL
      : 'poll, keys up, before the network';
  };

  const add = (name: string, span: Span): void => {
    if (name === IDLE_POLL) idle.push(span);
    rows
      .set(name, rows.get(name) ?? [])
      .get(name)
      ?.push(span.took);
  };
  for (const span of callbacks)
    add(span.seen.has('read') ? nameOfPoll(span) : nameOf(span, first.request), span);
  for (const span of spans) {
    const name = nameOfRest(span);
    if (name !== undefined) add(name, span);
  }
  for (const took of rows.values()) took.sort((one, other) => one.instructions - other.instructions);
  return { rows, idle, callbacks, fires: fires.length, keys: Math.max(0, ...callbacks.map(keysRead)) };
}

/** Of a callback that doesn't look at the keys. */
function nameOf({ seen, begin }: Span, firstRequest: number): string {
  if (seen.has('hash') && seen.has('clear')) return 'callback that checks an answer of the relay';
  if (seen.has('clear')) return "callback of an answer's end";
  if (seen.has('address')) return 'look at the link';
  if (seen.has('lamp')) return 'frame of the lamp, or another light';
  if (startsRequest(seen)) return 'other callback that sends a request';
  return begin.instructions >= firstRequest
    ? 'other callbacks, of requests mostly'
    : 'other callbacks, before the first request';
}

/** Of what is no callback. */
function nameOfRest({ name, seen }: Span): string | undefined {
  if (name === 'boot') return 'the boot: banner and the script';
  if (name === 'script') return 'the script alone';
  if (name === 'gc') return 'collecting garbage';
  const isEmpty = name === 'loop' && !seen.has('callback') && !seen.has('gc');
  return isEmpty ? 'an empty turn of the loop' : undefined;
}

/** A host that has a name is looked up first. */
function startsRequest(seen: Span['seen']): boolean {
  return seen.has('connect') || seen.has('resolve');
}

function keysRead({ seen }: Span): number {
  return seen.get('read') ?? 0;
}

/** @returns the one in the middle of what was sorted */
export function middle<Value>(sorted: readonly Value[]): Value {
  return sorted[Math.floor(sorted.length / 2)]!;
}
