import { ALWAYS_LOW_PIN } from '../../../../../config/rules/pins.ts';
import type { State, World } from '../../wire.ts';
import { LETTERS } from '../drawing/letters.ts';

/** How the user works the page. */
export interface Hands {
  /** With fingers, and no keyboard to speak of. */
  readonly touch: boolean;
  /** False while the keys of a live page do nothing yet. */
  readonly armed: boolean;
}

const LET_GO = 'A key is stuck down. Let it go again under Trouble.';

/** The one line that says what to do next. */
export function hintFor(world: World, state: State, { touch, armed }: Hands): string {
  const { lamp, stuck, down } = state;
  if (!armed) return 'Live, and not armed: the keys of this page do nothing yet.';
  const holds = down.length > stuck.length;
  switch (lamp?.state) {
    case undefined:
      return 'One moment: the lamp is changing.';
    case 'joining':
      return whileJoining(world, state);
    case 'ready':
      return stuck.length > 0 ? LET_GO : `Ready. ${howToSmash(world, touch)}`;
    case 'practice':
      return stuck.length > 0 ? LET_GO : `Practice: nothing is deployed. ${howToSmash(world, touch)}`;
    case 'sending':
      return holds ? 'The press is on its way. Now let go.' : 'The press is on its way.';
    case 'accepted':
      if (world.practice) return 'Posted, and nothing is deployed: it was for practice.';
      return holds ? 'Deployed. Now let go.' : 'Deployed. Now try some trouble.';
    case 'failed':
      return 'Not deployed: it was refused. Mend it and smash again.';
    case 'expired':
      return 'Not deployed: it took too long. Mend it and smash again.';
    case 'unknown':
      if (world.practice) return 'Maybe posted. Nothing is deployed: it was for practice.';
      return 'Maybe deployed: look at the channel before you smash again.';
    case 'stuck':
      return stuck.length > 0 ? LET_GO : 'A key was down for too long. Let go.';
  }
}

function whileJoining({ withRelay }: World, { wifi, relay }: State): string {
  if (wifi !== 'on') return 'No Wi-Fi. Smash all the same, and give it back before the press expires.';
  if (withRelay && relay === 'down') {
    return 'No relay. Smash all the same, and bring it up before the press expires.';
  }
  return 'Joining: wait until the red lamp stays lit.';
}

/** A key that always reads low needs nobody to press it. */
function howToSmash({ pins }: World, touch: boolean): string {
  if (touch) return 'Press all keys at once, or tap the bar below them.';
  const letters = LETTERS.slice(0, pins.length).filter((_, index) => pins[index] !== ALWAYS_LOW_PIN);
  return `Press ${letters.join(' ')} together, or the space bar.`;
}
