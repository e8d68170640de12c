import { describe, expect, test } from '@jest/globals';
import { hintFor, type Hands } from '../../../../src/simulator/faces/page/client/panels/hint.ts';
import type { State, World } from '../../../../src/simulator/faces/page/wire.ts';
import { STATE, WORLD } from './world.ts';

type LampState = NonNullable<State['lamp']>['state'];

type Change = Partial<State & Pick<World, 'live' | 'practice' | 'withRelay' | 'pins'> & Hands>;

function hint(lamp: LampState, change: Change = {}): string {
  const { live = false, practice = false, withRelay = true, pins = WORLD.pins, ...more } = change;
  const { armed = true, touch = false, ...state } = more;
  const hands = { touch, armed };
  return hintFor(
    { ...WORLD, live, practice, withRelay, pins },
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

  test.each<[LampState, Change, string]>([
    ['sending', { down: [4, 5] }, 'The press is on its way. Now let go.'],
    // A key that is stuck nobody can let go.
    ['sending', { down: [4], stuck: [4] }, 'The press is on its way.'],
    ['sending', { wifi: 'off', relay: 'down', pressEndsMs: 100_001 }, 'No Wi-Fi: tried for 1 s more.'],
    ['sending', { wifi: 'off' }, 'The press is on its way.'],
    ['sending', { relay: 'down', withRelay: false, pressEndsMs: 127_500 }, 'The press is on its way.'],
    ['accepted', { down: [4] }, 'Delivered. Now let go.'],
    ['accepted', { live: true, down: [4] }, 'Delivered. Now let go.'],
    ['accepted', { down: [4], stuck: [4] }, 'Delivered. Now try some trouble.'],
    ['accepted', { practice: true, down: [4] }, 'Delivered, and nothing is deployed: it was for practice.'],
    ['failed', {}, 'Refused: nothing more was sent. Mend it and smash again.'],
    ['expired', {}, 'Not delivered in time. Mend it and smash again.'],
    ['joining', { online: false }, 'Joining: wait until the red lamp stays lit.'],
    ['joining', {}, 'Joining: wait until the red lamp stays lit.'],
    [
      'joining',
      { online: false, wifi: 'off' },
      'No Wi-Fi: smash, and give it back before the press expires.',
    ],
    ['joining', { wifi: 'wrongPassword' }, 'No Wi-Fi: smash, and give it back before the press expires.'],
    ['joining', { relay: 'down' }, 'No relay: smash, and bring it up before the press expires.'],
    ['joining', { webhook: 'down' }, 'Joining: wait until the red lamp stays lit.'],
    ['ready', {}, 'Ready. Press A S D F together, or the space bar.'],
    ['ready', { pins: [4, 5, 15] }, 'Ready. Press A S together, or the space bar.'],
    ['ready', { touch: true }, 'Ready. Press all keys at once, or tap the bar below them.'],
    ['ready', { stuck: [4], down: [4] }, 'A key is stuck down. Let it go again under Trouble.'],
    ['practice', {}, 'Practice: nothing is deployed. Press A S D F together, or the space bar.'],
    ['practice', { stuck: [4] }, 'A key is stuck down. Let it go again under Trouble.'],
    ['stuck', { stuck: [4] }, 'A key is stuck down. Let it go again under Trouble.'],
    ['stuck', { down: [4] }, 'A key was down for too long. Let go.'],
  ])('says what to do next while the lamp says %s: %j', (lamp, change, said) => {
    expect(hint(lamp, change)).toBe(said);
  });

  test('waits for a lamp that says nothing', () => {
    const state = { ...STATE, lamp: null };
    const said = hintFor(WORLD, state, 0, { touch: false, armed: true });
    expect(said).toBe('One moment: the lamp is changing.');
  });
});
