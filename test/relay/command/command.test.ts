import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';
import { ButtonClient } from '../button.ts';
import { startChat } from '../chat.ts';
import { listenLocally } from '../local-server.ts';
import { SECRET } from '../rig.ts';

const CLI = new URL('../../../src/cli.ts', import.meta.url).pathname;
const LAUNCH = new URL('../../../src/launch.js', import.meta.url).pathname;
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Runs the command line in a folder. */
function command(folder: string, args: readonly string[]) {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'), BUTTON_CONFIG: '' };
  const child = spawn(process.execPath, [LAUNCH, CLI, ...args], { cwd: folder, env });
  const output: string[] = [];
  const said = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        output.push(line);
        if (line.includes('The relay listens on')) resolve();
      });
    }
  });
  const ended = once(child, 'close').then(([code]: unknown[]) => code);
  return { child, output, ended, listening: Promise.race([said, ended]) };
}

test('a laptop with nothing but the repository: run, check, deliver over HTTPS, read the journal, end', async () => {
  const chat = await startChat();
  closers.push(() => chat.close());
  const free = await listenLocally(createServer());
  await free.close();
  const folder = mkdtempSync(join(tmpdir(), 'button-command-'));
  const wifi = { ssid: 'net', password: 'correct horse' };
  const relay = { url: `http://127.0.0.1:${free.port}`, secret: SECRET };
  writeFileSync(join(folder, 'authority.pem'), chat.authority);
  writeFileSync(join(folder, 'espruino.config.json'), JSON.stringify({ wifi, webhook: chat.webhookUrl }));
  writeFileSync(join(folder, 'espruino.config.local.json'), JSON.stringify({ relay }));

  const running = command(folder, ['relay', '--journal', 'audit.jsonl']);
  closers.push(() => {
    running.child.kill('SIGKILL');
    return running.ended;
  });
  await running.listening;
  const check = command(folder, ['relay', '--check']);
  expect(await check.ended).toBe(0);
  expect(check.output).toEqual([
    expect.stringContaining('both sides know the same secret'),
    expect.stringContaining('Nothing was posted'),
  ]);
  const button = new ButtonClient(SECRET, free.port, () => new Promise(setImmediate));
  expect(await button.deliver('press-1', '{"text":"alert"}')).toBe('delivered');
  expect(await button.deliver('press-2', '{"text":"deploy"}')).toBe('delivered');
  expect(chat.got).toEqual(['{"text":"alert"}', '{"text":"deploy"}']);

  running.child.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  // Its log is whole, to the last line.
  expect(running.output.filter((line) => line.includes('The webhook took the message.'))).toHaveLength(2);
  const journal = readFileSync(join(folder, 'audit.jsonl'), 'utf8');
  expect(
    journal.match(/"key":"press-\d","message":\d,"address":"127.0.0.1","outcome":"delivered"/g),
  ).toHaveLength(2);
  const everything = [...running.output, ...check.output, journal].join('\n');
  const { pathname } = new URL(chat.webhookUrl);
  for (const secret of [SECRET, pathname, 'deploy"']) expect(everything).not.toContain(secret);
  for (const line of running.output.filter((each) => each.startsWith('{')))
    expect(() => void JSON.parse(line)).not.toThrow();
}, 60_000);

test('a relay whose log nobody reads any more goes on', async () => {
  const free = await listenLocally(createServer());
  await free.close();
  const folder = mkdtempSync(join(tmpdir(), 'button-command-'));
  const relay = { url: `http://127.0.0.1:${free.port}`, secret: SECRET };
  writeFileSync(join(folder, 'authority.pem'), '');
  const webhook = `http://127.0.0.1:${free.port}/nonce`;
  writeFileSync(
    join(folder, 'espruino.config.json'),
    JSON.stringify({ wifi: { ssid: 'net' }, webhook, relay }),
  );
  const running = command(folder, ['relay']);
  closers.push(() => {
    running.child.kill('SIGKILL');
    return running.ended;
  });
  await running.listening;
  running.child.stdout.destroy();
  running.child.stderr.destroy();
  const button = new ButtonClient(SECRET, free.port, () => new Promise(setImmediate));
  // The webhook is the relay itself, which takes no POST there: each is logged, and answered.
  for (const press of ['press-1', 'press-2', 'press-3']) {
    expect(await button.deliver(`${press}-1`, '{"text":"alert"}')).toBe('refused');
  }
  running.child.kill('SIGTERM');
  expect(await running.ended).toBe(0);
}, 60_000);

test('the check of a relay that does not run ends with an exit code of its own', async () => {
  const free = await listenLocally(createServer());
  await free.close();
  const folder = mkdtempSync(join(tmpdir(), 'button-command-'));
  const wifi = { ssid: 'net', password: 'correct horse' };
  const relay = { url: `http://127.0.0.1:${free.port}`, secret: SECRET };
  const webhook = `https://127.0.0.1:${free.port}/`;
  writeFileSync(join(folder, 'authority.pem'), '');
  writeFileSync(join(folder, 'espruino.config.json'), JSON.stringify({ wifi, webhook, relay }));
  const check = command(folder, ['relay', '--check']);
  expect(await check.ended).toBe(42);
  expect(check.output.join('\n')).toMatch(/No relay answers.*npm run relay/);
}, 60_000);
