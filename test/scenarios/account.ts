import type { Subject } from './subject.ts';

/**
 * What the Linux build says for the chip's "connection reset": its sockets connect while the script waits, so a refusal is
 * thrown at once, and a reset looks to it like a close (Espruino's libs/network/linux/network_linux.c), of which the script
 * says "no answer".
 */
const NO_CONNECTION = ['Unable to create socket', 'no answer', 'connection reset'];
/** Printed by that file itself, beside the error; and by the Linux build's restart, which is an end (its jshardware.c). */
const DRIVERS_OWN = ['ERROR: Connect failed', 'Not implemented'];
/** Whether this line comes, and how it is split, hangs on which allocation was the one too many. */
const MEMORY_GONE = ['OUT OF MEMORY', 'Execution Interrupted', 'New interpreter error'];
/** A rebound that comes while a board is busy is not seen: whether one is told hangs on the board's speed. */
const REBOUND = 'ignored: timing';
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
      // The real board's console leaves empty lines out.
      .filter(
        (line) =>
          line !== '' && ![...DRIVERS_OWN, ...MEMORY_GONE, REBOUND].some((own) => line.startsWith(own)),
      )
      .filter((line) => !ADDRESSES.test(line))
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
