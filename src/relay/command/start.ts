import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../failure.ts';
import { createClock, type Clock } from '../delivery/clock.ts';
import { forwardTo } from '../http/forward.ts';
import { openJournal, type OpenedJournal } from '../journal/file.ts';
import { Ledger } from '../journal/ledger.ts';
import { reasonOf } from '../../reason.ts';
import { Relay } from '../delivery/relay.ts';
import type { Log } from '../delivery/log.ts';
import { createServer, type RelayServer } from '../http/server.ts';
import type { RelaySettings } from './settings.ts';

export interface RunningRelay {
  /** `http://host:port`, with the port that it really listens on. */
  readonly url: string;
  /** Ends gracefully: what was sent comes to its end, nothing new is taken. */
  close(): Promise<void>;
}

/**
 * Starts a relay in this process.
 * @param settings port 0 picks a free one
 * @param log is told of each delivery and each thing that goes wrong
 * @throws Failure 'relayPort' or 'relayJournal'
 */
export async function startRelay(settings: RelaySettings, log: Log): Promise<RunningRelay> {
  const clock = createClock();
  const app = createServer(() => relay, log);
  // Port before journal: a second relay by mistake must not compact the journal under the first one.
  const ledger = new Ledger();
  const opened = listen(app, settings).then(() =>
    openJournal(settings.journalPath, clock.wallMs(), (record) => {
      ledger.learn(record, clock);
    }),
  );
  const relay = opened.then((journal) => createRelay(settings, journal, ledger, clock, log));
  try {
    await relay;
  } catch (error) {
    await app.close();
    throw error;
  }
  const { journal } = await opened;
  // It listens, and on a port.
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://${settings.host}:${port}`,
    close: async () => {
      await app.close();
      await journal.close();
    },
  };
}

function createRelay(
  { webhook, secret, pressTtlMs, journalPath }: RelaySettings,
  { journal, notes, find }: OpenedJournal,
  ledger: Ledger,
  clock: Clock,
  log: Log,
): Relay {
  for (const note of notes) log.warn({ journal: journalPath }, note);
  return new Relay({
    secret,
    pressTtlMs,
    clock,
    journal,
    ledger,
    recall: find,
    log,
    random: randomBytes,
    expected: webhook.expected,
    forward: forwardTo(webhook, clock.wallMs),
    sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
  });
}

async function listen(app: RelayServer, { host, port }: RelaySettings): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const code = reasonOf(cause);
    throw new Failure(
      'relayPort',
      `The relay can't listen on "${host}:${port}" (${code}). ${mendPort(code)}`,
      { cause },
    );
  }
}

function mendPort(code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'Something else does, maybe another relay. Stop it, or name another port with --port and in "relay.url".';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `"relay.url" must name an address of this machine; --host 0.0.0.0 listens on all it has.`;
    case 'EACCES':
      return 'The system keeps that port: one below 1024, or on Windows one of a range. Name another with --port and in "relay.url".';
    default:
      return 'Check --host and --port, or "relay.url".';
  }
}
