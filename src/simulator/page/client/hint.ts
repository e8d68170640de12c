import type { State, World } from '../wire.ts';
import { LETTERS } from './letters.ts';

/** The one line that says what to do next. */
export function hintFor(
  { pins }: World,
  { lamp, wifi, stuck }: State,
  touch: boolean,
  armed: boolean,
): string {
  const letters = LETTERS.slice(0, pins.length).join(' ');
  const how = touch
    ? `Press all ${pins.length} keys at once, or tap the space bar.`
    : `Press ${letters} together, or the space bar.`;
  if (!armed) return 'Live, and not armed: the keys of this page do nothing yet.';
  if (stuck.length > 0) return 'A key is stuck down. Let it go again under Trouble.';
  switch (lamp?.state) {
    case 'ready':
      return `Ready. ${how}`;
    case 'sending':
      return 'The press is on its way. Now let go.';
    case 'accepted':
      return 'Deployed. Let go, and try some trouble.';
    case 'failed':
    case 'expired':
      return `Not deployed. ${how}`;
    case 'unknown':
      return 'Maybe deployed: look at the channel before you smash again.';
    default:
      return wifi === 'on'
        ? 'Joining Wi-Fi: wait until the red lamp stays lit.'
        : 'No Wi-Fi. Smash all the same, and give it back within half a minute.';
  }
}
