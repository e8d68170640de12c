import { describe, expect, test } from '@jest/globals';
import { hintFor } from '../../../../src/simulator/faces/page/client/panels/hint.ts';
import type { State, World } from '../../../../src/simulator/faces/page/wire.ts';

const WORLD: World = {
  edition: '',
  live: false,
  practice: false,
  pins: [4, 5, 12, 13],
  led: 0,
  klaxonPin: null,
  debounceMs: 30,
  ssid: 'office',
  target: 'the stand-in channel',
  withRelay: true,
  messages: ['one', 'two'],
  warnings: [],
  scriptBytes: 1,
};

const STATE: State = {
  down: [],
  stuck: [],
  lampLit: true,
  lamp: { state: 'ready', key: null },
  pressEndsMs: null,
  online: true,
  klaxonHz: 0,
  busy: 0,
  wifi: 'on',
  webhook: 'answers',
  relay: 'up',
  building: false,
  buildFailure: null,
};

type LampState = NonNullable<State['lamp']>['state'];

function hint(lamp: LampState, change: Partial<State & { live: boolean; armed: boolean }> = {}): string {
  const { live = false, armed = true, ...state } = change;
  const hands = { touch: false, armed };
  return hintFor(
    { ...WORLD, live },
    { ...STATE, lamp: { state: lamp, key: null }, ...state },
    100_000,
    hands,
  );
}

describe('the hint', () => {
  test.each([
    [{ online: false, wifi: 'off' }, 'No Wi-Fi: tried for 28 s more.'],
    [{ online: false }, 'No Wi-Fi: tried for 28 s more.'],
    [{ relay: 'down' }, 'No relay: tried for 28 s more.'],
    [{ webhook: 'down' }, 'The webhook is down: tried for 28 s more.'],
    [{ webhook: 'slow' }, 'The press is on its way.'],
    [{ webhook: 'down', down: [4, 5] }, 'The webhook is down: tried for 28 s more. Now let go.'],
  ] as const)('says what a press waits for, and how long: %j', (state, said) => {
    expect(hint('sending', { pressEndsMs: 127_500, ...state })).toBe(said);
  });

  test('never counts below nothing', () => {
    expect(hint('sending', { pressEndsMs: 99_000, online: false })).toContain('for 0 s more');
  });

  test('says of no press but an accepted one that it was delivered, and of none that it may have deployed', () => {
    for (const lamp of ['failed', 'expired', 'unknown', 'sending', 'joining', 'ready'] as const) {
      expect(hint(lamp)).not.toMatch(/^Delivered|deployed/i);
    }
    expect(hint('unknown')).toBe('Unknown: look at the channel before you smash again.');
    expect(hint('accepted')).toBe('Delivered. Now try some trouble.');
  });

  test('sends nobody into trouble after a real deploy', () => {
    expect(hint('accepted', { live: true, armed: false })).toBe('Delivered.');
  });

  test('tells what became of a press though the page is disarmed, and else that it is', () => {
    const unarmed = { live: true, armed: false };
    expect(hint('sending', unarmed)).toBe('The press is on its way.');
    expect(hint('failed', unarmed)).toContain('Refused');
    for (const lamp of ['ready', 'joining', 'stuck'] as const) {
      expect(hint(lamp, unarmed)).toBe('Live, and not armed: the keys of this page do nothing.');
    }
  });
});
