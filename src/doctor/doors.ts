import { connect } from 'node:net';
import { codeOf } from '../reason.ts';
import { bad, good, note, untried, type Outcome } from './finding.ts';

/** How a port of the board answers to this machine. */
export type Door = 'open' | 'closed' | 'silent';

/** @returns what came of a TCP connection, on which nothing is said */
export type Knock = (address: string, port: number) => Promise<Door>;

const KNOCK_MS = 2000;

export const knock: Knock = (host, port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: KNOCK_MS });
    const end = (door: Door) => () => {
      socket.destroy();
      resolve(door);
    };
    socket.once('connect', end('open'));
    socket.once('timeout', end('silent'));
    socket.on('error', (error) => {
      end(codeOf(error) === 'ECONNREFUSED' ? 'closed' : 'silent')();
    });
  });

const SILENT = 'the board does not answer from here: this machine may be on another network.';

/** Espruino's console on the network, which the script turns off before anything else. */
export async function checkTelnet(address: string, knockAt: Knock): Promise<Outcome> {
  const door = await knockAt(address, 23);
  if (door === 'silent') return untried(SILENT);
  if (door === 'closed') return good("closed: Espruino's console is not on the network", { door });
  return bad(
    "open: everybody on this network has Espruino's console, and with it your secrets.",
    "The button's script turns that off, so another one runs: `npm run upload`.",
    { door },
  );
}

/** The firmware's update over the network, which no script can turn off (docs/security.md). */
export async function checkUpdates(address: string, knockAt: Knock): Promise<Outcome> {
  const door = await knockAt(address, 88);
  if (door === 'silent') return untried(SILENT);
  if (door === 'closed') return good('closed: this Espruino takes no firmware from the network', { door });
  return note(
    'open, as with every stock Espruino on this chip: whoever reaches it can put other firmware on the board.',
    'No script can close it: put the button into a network of its own (docs/security.md).',
    { door },
  );
}
