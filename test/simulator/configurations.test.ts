import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HostScripts, type Speed } from '../../src/simulator/index.ts';
import { RelayStandIn } from '../soak/relay-stand-in.ts';
import { ALERT, Button, DEPLOY, shippedScript } from './shipped.ts';
import { HOST } from './workbench.ts';

const SECRET = 'a secret for schedules that nobody else has';
const PINS = [4, 5, 12, 13, 14, 0, 2, 15];
/** Of the processor, at rest: what is left is for Wi-Fi. */
const BUSY = 0.9;

const CASES = (['flash 40', 'a third slower'] as const).flatMap((speed) =>
  [5, 10, 40].flatMap((pollMs) =>
    [2, 4, 8].flatMap((keys) => [false, true].map((relay) => ({ speed, pollMs, keys, relay }))),
  ),
);

/** By what is not the default in their configuration: one goes onto chips of several speeds. */
const SCRIPTS = new Map<string, string>();

/** A smash as a fist does it: all down within a moment, for a fifth of a second. */
test.each(CASES)(
  'with its $speed, polls of $pollMs ms, $keys keys and relay $relay a button keeps up and fires',
  async (one) => {
    expect(await smash(one)).toEqual({ keepsUp: true, delivered: [ALERT, DEPLOY] });
  },
);

test('whatever the schema lets through keeps up and fires', async () => {
  const cases = fc.record({
    speed: fc.constantFrom<Speed>('flash 80', 'flash 40', 'a third slower'),
    pollMs: fc.integer({ min: 5, max: 40 }),
    keys: fc.integer({ min: 2, max: 8 }),
    relay: fc.boolean(),
    debounceMs: fc.integer({ min: 5, max: 200 }),
  });
  const holds = fc.asyncProperty(cases, async (one) => {
    fc.pre(one.debounceMs >= one.pollMs);
    expect(await smash(one)).toEqual({ keepsUp: true, delivered: [ALERT, DEPLOY] });
  });
  await fc.assert(holds, { numRuns: 12, seed: 2026 });
});

interface Case {
  readonly speed: Speed;
  readonly pollMs: number;
  readonly keys: number;
  readonly relay: boolean;
  readonly debounceMs?: number;
}

async function smash({
  speed,
  pollMs,
  keys,
  relay: withRelay,
  debounceMs = Math.max(30, pollMs),
}: Case): Promise<{
  readonly keepsUp: boolean;
  readonly delivered: readonly string[];
}> {
  const pins = PINS.slice(0, keys);
  const change = {
    ...{ pollMs, pins, led: 16, debounceMs },
    ...(withRelay ? { relay: { url: `http://${HOST}`, secret: SECRET } } : {}),
  };
  const key = JSON.stringify(change);
  const script = SCRIPTS.get(key) ?? (await shippedScript(change));
  SCRIPTS.set(key, script);
  const button = new Button(script, { speed, pins, scripts: new HostScripts() });
  const { board, chat, clock, network } = button.bench;
  const relay = new RelayStandIn(SECRET, 30_000, clock);
  if (withRelay) network.listen(HOST, 80, relay);
  button.wait(6000);
  const [sinceMs, busyMs] = [clock.nowMs, board.busyMs];
  button.wait(2000);
  const share = (board.busyMs - busyMs) / (clock.nowMs - sinceMs);
  button.smash(debounceMs + 200);
  button.wait(3000);
  const delivered = withRelay ? relay.log.map(({ request }) => request.body) : chat.messages;
  return { keepsUp: share < BUSY, delivered };
}
