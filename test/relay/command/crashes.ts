import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRelayProcess, type RelayProcess } from '../../../src/relay/index.ts';
import { startChat } from '../chat.ts';
import { ButtonClient, type Believed } from '../button.ts';
import { listenLocally } from '../local-server.ts';

export interface CrashReport {
  readonly deliveries: number;
  /** How many ended in what the button believes. */
  readonly believed: Readonly<Record<Believed, number>>;
  /** Messages that the chat got more than once. */
  readonly twice: readonly string[];
  /** Keys of which the button believes what the chat or the journal does not bear out. */
  readonly untrue: readonly string[];
}

/** Longer than a delivery takes, so that some are over when the relay dies. */
const LATEST_KILL_MS = 150;

/**
 * Delivers messages through a relay that dies by SIGKILL at random points, and starts anew on the same port and journal.
 * @param kills how often
 * @param together how many deliveries are under way at each
 */
export async function deliverThroughCrashes(kills: number, together: number): Promise<CrashReport> {
  const folder = await mkdtemp(join(tmpdir(), 'button-crash-'));
  const journalPath = join(folder, 'journal.jsonl');
  const secret = randomBytes(32).toString('base64url');
  const got = new Map<string, number>();
  const chat = await startChat(async (body) => {
    got.set(body, (got.get(body) ?? 0) + 1);
    for (let turns = Math.random() * 8000; turns > 0; turns -= 1) await new Promise(setImmediate);
    return 200;
  });
  const free = await listenLocally(createServer());
  await free.close();

  let up: Promise<RelayProcess>;
  const start = () =>
    startRelayProcess(
      {
        webhook: { url: chat.webhookUrl, headers: {} },
        secret,
        pressTtlMs: 30_000,
        host: '127.0.0.1',
        port: free.port,
        journalPath,
      },
      { authority: chat.authority, log: { write: () => undefined } },
    );
  const button = () =>
    new ButtonClient(secret, free.port, async () => {
      await up;
      await new Promise(setImmediate);
    });

  const outcomes = new Map<string, Believed>();
  up = start();
  for (let round = 0; round < kills; round += 1) {
    const relay = await up;
    const deliveries = Array.from({ length: together }, async (_, index) => {
      const key = `crash${round}x${index}-1`;
      outcomes.set(key, await button().deliver(key, JSON.stringify({ text: key })));
    });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * LATEST_KILL_MS));
    up = relay.kill().then(start);
    await up;
    await Promise.all(deliveries);
  }
  await (await up).close();
  await chat.close();
  const journal = await readFile(journalPath, 'utf8');
  await rm(folder, { recursive: true });

  const believed = { delivered: 0, refused: 0, unknown: 0, failed: 0 };
  for (const outcome of outcomes.values()) believed[outcome] += 1;
  const isTrue = ([key, outcome]: [string, Believed]): boolean => {
    const count = got.get(JSON.stringify({ text: key })) ?? 0;
    const written = journal.includes(
      `"key":"${key}","message":1,"address":"127.0.0.1","outcome":"delivered"`,
    );
    return outcome === 'delivered' ? count === 1 && written : outcome === 'unknown' && count <= 1 && !written;
  };
  return {
    deliveries: outcomes.size,
    believed,
    twice: [...got].filter(([, count]) => count > 1).map(([body]) => body),
    untrue: [...outcomes].filter((entry) => !isTrue(entry)).map(([key]) => key),
  };
}
