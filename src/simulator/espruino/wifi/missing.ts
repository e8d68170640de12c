import { BoardError, type Native } from '../../language/realm.ts';

/** What the chip has besides: a program that calls it must not take its silence for an answer of the board's. */
export function notModelled(): Record<string, Native> {
  const names = ['scan', 'getHostByName', 'ping', 'setIP', 'setAPIP', 'turbo'];
  const fail = (name: string) => (): never => {
    throw new BoardError(`Wifi.${name} is not in the virtual board`);
  };
  return Object.fromEntries(names.map((name) => [name, fail(name)]));
}
