import type { LampState } from '../../../../../config/lamp.ts';

/** What the lamp says, in the order of a press's life; the page is the lamp's manual. */
export const MEANINGS: readonly {
  readonly state: LampState;
  readonly name: string;
  readonly means: string;
}[] = [
  { state: 'joining', name: 'Joining', means: 'It looks for Wi-Fi, or for its relay. A smash waits for it.' },
  { state: 'ready', name: 'Ready', means: 'A smash goes out at once.' },
  { state: 'practice', name: 'Practice', means: 'As ready, and a smash deploys nothing.' },
  { state: 'sending', name: 'Sending', means: 'A smash is on its way. Another one is ignored.' },
  { state: 'accepted', name: 'Accepted', means: 'The channel took every message.' },
  { state: 'failed', name: 'Failed', means: 'Refused: nothing more is sent. Mend it and smash again.' },
  { state: 'expired', name: 'Expired', means: 'It did not get through in time, and will not any more.' },
  {
    state: 'unknown',
    name: 'Unknown',
    means: 'It may have got through. Look at the channel before you smash again.',
  },
  {
    state: 'stuck',
    name: 'Key stuck',
    means: 'As many blinks as the number of the key that does not come up.',
  },
];

/**
 * @param pins of the keys, by their number
 * @returns what the lamp says now, as a sentence
 */
export function sayLamp(
  lamp: { readonly state: LampState; readonly key: number | null } | null,
  pins: readonly number[],
): string {
  const meaning = MEANINGS.find(({ state }) => state === lamp?.state);
  const key = lamp?.key ?? null;
  if (!meaning) return 'The lamp is dark, or not to be read yet.';
  if (key !== null) return `Key ${key}, on D${pins[key - 1]}, is stuck: it does not come up.`;
  return `${meaning.name}. ${meaning.means}`;
}
