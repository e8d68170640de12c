import { BoardError, type Native } from '../language/realm.ts';

/** What the chip has besides: a program that calls it must not take its silence for an answer of the board's. */
export function notModelled(owner: string, names: readonly string[]): Record<string, Native> {
  const fail = (name: string) => (): never => {
    throw new BoardError(`${owner}.${name} is not in the virtual board`);
  };
  return Object.fromEntries(names.map((name) => [name, fail(name)]));
}
