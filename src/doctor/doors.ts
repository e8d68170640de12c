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

/** Espruino's console on the network, which the script turns off before anything else. */
export function checkTelnet(address: string, knockAt: Knock): Promise<Outcome> {
  return checkShut(knockAt(address, 23), "Espruino's console is not on the network", (facts) =>
    bad(
      "open: everybody on this network has Espruino's console, and with it your secrets.",
      "The button's script turns that off, so another one runs: `npm run upload`.",
      facts,
    ),
  );
}

/** The firmware's update over the network, which no script can turn off (docs/security.md). */
export function checkUpdates(address: string, knockAt: Knock): Promise<Outcome> {
  return checkShut(knockAt(address, 88), 'this Espruino takes no firmware from the network', (facts) =>
    note(
      'open, as with every stock Espruino on this chip: whoever reaches it can put other firmware on the board.',
      'No script can close it: put the button into a network of its own (docs/security.md).',
      facts,
    ),
  );
}

async function checkShut(
  knocked: Promise<Door>,
  whenClosed: string,
  whenOpen: (facts: { door: string }) => Outcome,
): Promise<Outcome> {
  const door = await knocked;
  if (door === 'silent') {
    return untried('the board does not answer from here: this machine may be on another network.');
  }
  return door === 'closed' ? good(`closed: ${whenClosed}`, { door }) : whenOpen({ door });
}
