import type { Subject } from './subject.ts';

/**
 * What the Linux build says for the chip's "connection reset": its sockets connect while the script waits, so a refusal is
 * thrown at once, and a reset looks to it like a close (Espruino's libs/network/linux/network_linux.c).
 */
const NO_CONNECTION = ['Unable to create socket', 'no response', 'connection reset'];
/** Printed by that file itself, beside the error. */
const DRIVERS_OWN = 'ERROR: Connect failed';
/** Lines of the network's addresses, which are each network's own. */
const ADDRESSES = /^\s*("\w+":|\})/;
const HEADERS_OF_ITS_OWN = ['host', 'user-agent'];

/** A button's life as console and webhook have it, for one board to be held against another. */
export interface Account {
  readonly said: readonly string[];
  readonly posted: readonly object[];
}

export function accountOf({ lines, requests }: Subject): Account {
  return {
    said: lines
      .filter((line) => !line.startsWith(DRIVERS_OWN) && !ADDRESSES.test(line))
      .map((line) => (NO_CONNECTION.includes(line) ? 'no connection' : line)),
    posted: requests.map(({ method, path, headers, body, status }) => ({
      method,
      path,
      headers: Object.entries(headers).filter(([name]) => !HEADERS_OF_ITS_OWN.includes(name)),
      body,
      status,
    })),
  };
}
