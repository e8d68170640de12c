import { textVariables } from '../memory.ts';
import type { RealmObject } from '../../language/realm.ts';

/** Variables that an answer's parsed headers take: a name and a value are two texts each. */
export function variablesOf(headers: RealmObject): number {
  const texts = Object.entries(headers).flat().map(String);
  return texts.reduce((sum, text) => sum + 1 + textVariables(text.length), 0);
}

/** Looks a header up as the board's library does: whatever its case, the first of several (jsvObjectGetChildI). */
export function headerOf(headers: RealmObject, name: string): unknown {
  const wanted = name.toLowerCase();
  return Object.entries(headers).find(([key]) => key.toLowerCase() === wanted)?.[1];
}
