import { lookup, type LookupAddress } from 'node:dns';
import { connect, isIPv6, type Socket } from 'node:net';
import { promisify } from 'node:util';

/** How long an address has the field to itself (RFC 8305, 5). It stays in the race after that. */
const HEAD_START_MS = 250;

export interface RaceParts {
  readonly addressesOf: (host: string) => Promise<readonly LookupAddress[]>;
  readonly dial: (address: string, port: number) => Socket;
}

const SYSTEM: RaceParts = {
  addressesOf: (host) => promisify(lookup)(host, { all: true }),
  dial: (host, port) => connect({ host, port, noDelay: true, keepAlive: true }),
};

/**
 * Connects to whichever address of a host answers first. Node's own way gives up each address after a quarter of a second
 * for the next one, so a host that is further away than that, or has an address that leads nowhere, may never be reached.
 * @throws the last address's error, or the signal's reason
 */
export async function connectToAny(
  host: string,
  port: number,
  signal: AbortSignal,
  { addressesOf, dial }: RaceParts = SYSTEM,
): Promise<Socket> {
  const addresses = inTurn(await addressesOf(host.replace(/[[\]]/g, '')));
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const running = new Set<Socket>();
    let started = 0;
    let timer: NodeJS.Timeout | undefined;

    const end = (winner?: Socket): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      for (const socket of running) if (socket !== winner) socket.destroy();
    };
    const abort = (): void => {
      end();
      reject(signal.reason as Error);
    };
    const startNext = (): void => {
      clearTimeout(timer);
      const address = addresses[started];
      if (address === undefined) return;
      started += 1;
      const socket = dial(address, port);
      running.add(socket);
      socket.once('connect', () => {
        // Whoever takes it over hears of what comes later by its end.
        socket.off('error', fail).on('error', () => undefined);
        end(socket);
        resolve(socket);
      });
      const fail = (error: Error): void => {
        running.delete(socket);
        if (running.size === 0 && started === addresses.length) {
          end();
          reject(error);
        } else startNext();
      };
      socket.on('error', fail);
      if (started < addresses.length) timer = setTimeout(startNext, HEAD_START_MS);
    };
    signal.addEventListener('abort', abort);
    startNext();
  });
}

/** The families by turns, beginning with the one that the system prefers. */
function inTurn(addresses: readonly LookupAddress[]): string[] {
  const texts = addresses.map(({ address }) => address);
  const isFirstKind = (text: string): boolean => isIPv6(text) === isIPv6(texts[0] ?? '');
  const [first, second] = [texts.filter(isFirstKind), texts.filter((text) => !isFirstKind(text))];
  return first
    .flatMap((text, place) => [text, ...second.slice(place, place + 1)])
    .concat(second.slice(first.length));
}
