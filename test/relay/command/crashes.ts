import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChat } from '../chat.ts';
import { ButtonClient, type Believed } from '../button.ts';
import { listenLocally } from '../local-server.ts';
import { SECRET } from '../rig.ts';
import { configured, endGroup, RELAY, startProgram } from './program.ts';

export interface CrashReport {
  readonly deliveries: number;
  /** How many ended in what the button believes. */
  readonly believed: Readonly<Record<Believed, number>>;
  /** What else went wrong around the relay, and how often. */
  readonly troubles: Readonly<Record<'clock' | 'disk' | 'log', number>>;
  /** Messages that the chat got more than once. */
  readonly twice: readonly string[];
  /** Keys of which button or journal say what the chat does not bear out. */
  readonly untrue: readonly string[];
  /** How often the relay ended though nobody ended it. */
  readonly endedByItself: number;
}

/** Longer than a delivery takes, so that some are over when the relay dies. */
const LATEST_KILL_MS = 150;
const TROUBLES = new URL('troubles.js', import.meta.url).href;
const FULL = '/dev/full';
/** How often a press hears that it was not delivered before it is over. */
const PATIENCE = 5;

/**
 * Delivers messages through a relay that dies by SIGKILL at random points, and starts anew on the same port and journal.
 * @param kills how often
 * @param together how many deliveries are under way at each
 * @param troubled whether its clock steps, its disk fills and its log breaks as well, at random
 */
export async function deliverThroughCrashes(
  kills: number,
  together: number,
  troubled: boolean,
): Promise<CrashReport> {
  const folder = await mkdtemp(join(tmpdir(), 'button-crash-'));
  const journal = join(folder, 'journal.jsonl');
  const tally = join(folder, 'troubles');
  await writeFile(tally, '');
  const got = new Map<string, number>();
  const chat = await startChat(async (body) => {
    got.set(body, (got.get(body) ?? 0) + 1);
    for (let turns = Math.random() * 8000; turns > 0; turns -= 1) await new Promise(setImmediate);
    return 200;
  });
  const free = await listenLocally(createServer());
  await free.close();
  const { port } = free;
  const authority = join(folder, 'authority.pem');
  await writeFile(authority, chat.authority);
  const env = {
    ...configured(folder, chat.webhookUrl, port),
    NODE_EXTRA_CA_CERTS: authority,
    BUTTON_TROUBLES: tally,
  };
  const [node = '', ...program] = RELAY;
  const command = [node, ...(troubled ? ['--import', TROUBLES] : []), ...program];
  const troubles = { clock: 0, disk: 0, log: 0 };
  const start = async (): Promise<ChildProcess> => {
    const relay = await withLog(troubled ? Math.random() : 1, (output) =>
      startProgram(command, { env, journal, port }, { stdio: ['ignore', output, 'ignore'] }),
    );
    if (troubled) troubles.log += 1;
    return relay;
  };

  let endedByItself = 0;
  let up: Promise<ChildProcess>;
  const restart = async (relay: ChildProcess): Promise<ChildProcess> => {
    if (relay.exitCode !== null || relay.signalCode !== null) endedByItself += 1;
    else {
      const gone = once(relay, 'exit');
      endGroup(relay);
      await gone;
    }
    return start();
  };
  const button = () =>
    new ButtonClient(SECRET, port, async () => {
      await up;
      await new Promise(setImmediate);
    });

  const outcomes = new Map<string, Believed>();
  up = start();
  for (let round = 0; round < kills; round += 1) {
    const relay = await up;
    const deliveries = Array.from({ length: together }, async (_, index) => {
      const key = `crash${round}x${index}-1`;
      const patience = troubled ? PATIENCE : Infinity;
      outcomes.set(key, await button().deliver(key, JSON.stringify({ text: key }), patience));
    });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * LATEST_KILL_MS));
    up = restart(relay);
    await up;
    await Promise.all(deliveries);
  }
  endGroup(await up);
  await once(await up, 'exit');
  await chat.close();
  const written = await readFile(journal, 'utf8');
  for (const letter of await readFile(tally, 'utf8')) troubles[letter === 'c' ? 'clock' : 'disk'] += 1;
  await rm(folder, { recursive: true });

  const believed = { delivered: 0, refused: 0, unknown: 0, failed: 0, expired: 0 };
  for (const outcome of outcomes.values()) believed[outcome] += 1;
  const isTrue = ([key, outcome]: [string, Believed]): boolean => {
    const count = got.get(JSON.stringify({ text: key })) ?? 0;
    const saysDelivered = written.includes(
      `"key":"${key}","message":1,"address":"127.0.0.1","outcome":"delivered"`,
    );
    if (saysDelivered && count !== 1) return false;
    // On a full disk an outcome can't be written, and is true all the same.
    if (outcome === 'delivered') return count === 1 && (saysDelivered || troubled);
    return !saysDelivered && (outcome === 'unknown' ? count <= 1 : outcome === 'expired' && count === 0);
  };
  return {
    deliveries: outcomes.size,
    believed,
    troubles,
    twice: [...got].filter(([, count]) => count > 1).map(([body]) => body),
    untrue: [...outcomes].filter((entry) => !isTrue(entry)).map(([key]) => key),
    endedByItself,
  };
}

/**
 * Gives a program a log that is read, one whose reader goes at once or later, or one on a full disk.
 * @param luck from 0 to 1
 */
async function withLog(
  luck: number,
  start: (output: 'pipe' | number) => Promise<ChildProcess>,
): Promise<ChildProcess> {
  if (luck < 0.3 && existsSync(FULL)) {
    const full = openSync(FULL, 'w');
    const child = await start(full);
    closeSync(full);
    return child;
  }
  const child = await start('pipe');
  if (luck < 0.6) child.stdout?.destroy();
  else if (luck < 1) setTimeout(() => child.stdout?.destroy(), luck * LATEST_KILL_MS);
  child.stdout?.resume();
  return child;
}
