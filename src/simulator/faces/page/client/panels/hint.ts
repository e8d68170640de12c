import { ALWAYS_LOW_PIN } from '../../../../../config/rules/pins.ts';
import { keyRow } from '../drawing/key-row.ts';
import type { State, World } from '../../wire.ts';

/** How the user works the page. */
export interface Hands {
  /** With fingers, and no keyboard to speak of. */
  readonly touch: boolean;
  /** False while the keys of a live page do nothing. */
  readonly armed: boolean;
}

const LET_GO = 'A key is stuck down. Let it go again under Trouble.';

/**
 * The one line that says what to do next.
 * @param nowMs of the bench
 */
export function hintFor(world: World, state: State, nowMs: number, { touch, armed }: Hands): string {
  const { lamp, stuck, down } = state;
  const holds = down.length > stuck.length;
  switch (lamp?.state) {
    case 'sending':
      return `${whileSending(world, state, nowMs)}${holds ? ' Now let go.' : ''}`;
    case 'accepted':
      if (world.practice) return 'Delivered, and nothing is deployed: it was for practice.';
      if (holds) return 'Delivered. Now let go.';
      return world.live ? 'Delivered.' : 'Delivered. Now try some trouble.';
    case 'failed':
      return 'Refused: nothing more was sent. Mend it and smash again.';
    case 'expired':
      return 'Not delivered in time. Mend it and smash again.';
    case 'unknown':
      return 'Unknown: look at the channel before you smash again.';
  }
  if (!armed) return 'Live, and not armed: the keys of this page do nothing.';
  switch (lamp?.state) {
    case undefined:
      return 'One moment: the lamp is changing.';
    case 'joining':
      return whileJoining(world, state);
    case 'ready':
      return stuck.length > 0 ? LET_GO : `Ready. ${howToSmash(world, touch)}`;
    case 'practice':
      return stuck.length > 0 ? LET_GO : `Practice: nothing is deployed. ${howToSmash(world, touch)}`;
    case 'stuck':
      return stuck.length > 0 ? LET_GO : 'A key was down for too long. Let go.';
  }
}

/** What keeps the press, as far as it is known, and how long that may last. */
function whileSending(world: World, state: State, nowMs: number): string {
  const missing = missingOf(world, state);
  if (missing === null || state.pressEndsMs === null) return 'The press is on its way.';
  const left = Math.max(0, Math.ceil((state.pressEndsMs - nowMs) / 1000));
  return `${missing}: tried for ${left} s more.`;
}

function whileJoining(world: World, state: State): string {
  switch (missingOf(world, state)) {
    case 'No Wi-Fi':
      if (state.wifi === 'on') return 'Joining: wait until the red lamp stays lit.';
      return 'No Wi-Fi: smash, and give it back before the press expires.';
    case 'No relay':
      return 'No relay: smash, and bring it up before the press expires.';
    default:
      return 'Joining: wait until the red lamp stays lit.';
  }
}

/** @returns what a press must wait for */
function missingOf({ withRelay }: World, { online, wifi, relay, webhook }: State): string | null {
  if (!online || wifi !== 'on') return 'No Wi-Fi';
  if (withRelay && relay === 'down') return 'No relay';
  return webhook === 'down' ? 'The webhook is down' : null;
}

/** A key that always reads low needs nobody to press it. */
function howToSmash({ pins }: World, touch: boolean): string {
  if (touch) return 'Press all keys at once, or tap the bar below them.';
  const letters = keyRow(pins).flatMap(({ pin, letter }) => (pin === ALWAYS_LOW_PIN ? [] : [letter]));
  return `Press ${letters.join(' ')} together, or the space bar.`;
}
