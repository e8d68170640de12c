import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { listenLocally } from './relay/local-server.ts';

/** Pipes whose reader goes while a command still has something to say. */

const MESSAGES = ['{"text":"alert"}', '{"text":"deploy"}'];
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A chat, and a configuration that posts to it. */
async function chatAndConfig(): Promise<{ got: string[]; env: NodeJS.ProcessEnv; folder: string }> {
  const got: string[] = [];
  const chat = await listenLocally(
    createServer((request, response) => {
      void text(request).then((body) => {
        got.push(body);
        response.end('ok');
      });
    }),
  );
  closers.push(() => chat.close());
  const folder = mkdtempSync(join(tmpdir(), 'button-pipe-'));
  const file = join(folder, 'config.json');
  const messages = MESSAGES.map((body) => JSON.parse(body) as object);
  const webhook = `http://127.0.0.1:${chat.port}/hook`;
  writeFileSync(file, JSON.stringify({ wifi: { ssid: 'net' }, webhook, messages }));
  return { got, env: { BUTTON_CONFIG: file, npm_config_update_notifier: 'false' }, folder };
}

/**
 * Runs a command until it ends, and reads no more of it once it has said `last`.
 * @returns how it ended, and what it said aside
 */
async function readUntil(last: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn('npm', args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const aside = text(child.stderr);
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString();
    if (output.includes(last)) child.stdout.destroy();
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const [status] = await ended;
  expect(output).toContain(last);
  return { status, aside: await aside };
}

const QUIETLY = { status: 0, aside: '' };

describe('a smash whose reader goes', () => {
  test.each([
    ['at npm’s own first words', '> '],
    ['before the alert', 'board | generating request'],
    ['between alert and command', 'board | 200'],
  ])('%s posts both messages, and ends quietly', async (_when, last) => {
    const { got, env } = await chatAndConfig();
    expect(await readUntil(last, ['start', '--', '--smash', '--live'], env)).toEqual(QUIETLY);
    expect(got).toEqual(MESSAGES);
  });

  test.each([
    ['before the alert', 'board | generating request'],
    ['at the relay’s first line', 'relay | '],
  ])('%s does so through a relay too', async (_when, last) => {
    const { env } = await chatAndConfig();
    // It ends with 0 when both messages are in the stand-in channel, in order.
    expect(await readUntil(last, ['start', '--', '--smash', '--relay'], env)).toEqual(QUIETLY);
  });
});

test.each([[['run', 'ports']], [['start', '--', '--help']], [['run', 'relay', '--', '--log', '--journal']]])(
  'npm %j behind `| head -1` ends quietly',
  async (args) => {
    const { env, folder } = await chatAndConfig();
    const journal = join(folder, 'journal.jsonl');
    const time = new Date().toISOString();
    const whose = { time, message: 1, address: '10.0.0.9', event: 'intent', bodyHash: 'ab'.repeat(32) };
    // More than a pipe holds.
    const lines = Array.from({ length: 2000 }, (_, count) => JSON.stringify({ ...whose, key: `${count}-1` }));
    writeFileSync(journal, `${lines.join('\n')}\n`);
    const all = args.at(-1) === '--journal' ? [...args, journal] : args;
    expect(await readUntil('\n', all, env)).toEqual(QUIETLY);
  },
);
