import { expect, test } from '@jest/globals';
import { HostScripts, type Speed } from '../../src/simulator/index.ts';
import { RelayStandIn } from '../soak/relay-stand-in.ts';
import { ALERT, Button, DEPLOY, shippedScript } from './shipped.ts';
import { HOST } from './workbench.ts';

const SECRET = 'a secret for schedules that nobody else has';
const PINS = [4, 5, 12, 13, 14, 0, 2, 15];
/** Of the processor, at rest: what is left is for Wi-Fi. */
const BUSY = 0.9;

const CASES = (['flash 40', 'a third slower'] as const).flatMap((speed) =>
  [5, 10, 25, 50].flatMap((pollMs) =>
    [2, 4, 8].flatMap((keys) => [false, true].map((relay) => ({ speed, pollMs, keys, relay }))),
  ),
);

/** A smash as a fist does it: all down within a moment, for a fifth of a second. */
test.each(CASES)(
  'with its $speed, polls of $pollMs ms, $keys keys and relay $relay a button keeps up and fires',
  async ({ speed, pollMs, keys, relay }) => {
    const pins = PINS.slice(0, keys);
    const change = {
      ...{ pollMs, pins, led: 16, debounceMs: Math.max(30, pollMs) },
      ...(relay ? { relay: { url: `http://${HOST}`, secret: SECRET } } : {}),
    };
    const fires = await smash(await shippedScript(change), pins, speed, relay);
    expect(fires).toEqual({ keepsUp: true, delivered: [ALERT, DEPLOY] });
  },
);

async function smash(
  script: string,
  pins: readonly number[],
  speed: Speed,
  withRelay: boolean,
): Promise<{ readonly keepsUp: boolean; readonly delivered: readonly string[] }> {
  const button = new Button(script, { speed, pins, scripts: new HostScripts() });
  const { board, chat, clock, network } = button.bench;
  const relay = new RelayStandIn(SECRET, 30_000, clock);
  if (withRelay) network.listen(HOST, 80, relay);
  button.wait(6000);
  const [sinceMs, busyMs] = [clock.nowMs, board.busyMs];
  button.wait(2000);
  const share = (board.busyMs - busyMs) / (clock.nowMs - sinceMs);
  button.smash(200);
  button.wait(3000);
  const delivered = withRelay ? relay.log.map(({ request }) => request.body) : chat.messages;
  return Promise.resolve({ keepsUp: share < BUSY, delivered });
}
