import { execSync, spawn, type SpawnOptions, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, copyFileSync, existsSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { LEAN } from '../../../src/relay/command/process.ts';
import { ButtonClient } from '../button.ts';
import { listenLocally } from '../local-server.ts';
import { SECRET } from '../rig.ts';
import { openPseudoTerminal } from '../../usb/stand-in/pseudo-terminal.ts';
import { answers, configured, endGroup, RELAY, ROOT, startProgram } from './program.ts';

/** What happens around a relay while it runs: its log's reader, its terminal and its disk go, and somebody ends it. */

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/**
 * A chat, and what a relay in front of it runs with.
 * @param host of the webhook, where it is not the chat itself
 */
async function surroundings(host?: string) {
  const got: string[] = [];
  const chat = await listenLocally(
    createHttpServer((request, response) => {
      void text(request).then((body) => {
        got.push(body);
        response.end('ok');
      });
    }),
  );
  closers.push(() => chat.close());
  const free = await listenLocally(createServer());
  await free.close();
  const folder = mkdtempSync(join(tmpdir(), 'button-around-'));
  const journal = join(folder, 'journal.jsonl');
  const own = `http://127.0.0.1:${chat.port}`;
  const env = configured(folder, `${host ?? own}/hook`, free.port);
  return { got, chat: own, port: free.port, journal, env };
}

type Surroundings = Awaited<ReturnType<typeof surroundings>>;

async function run(
  command: readonly string[],
  around: Surroundings,
  stdio: StdioOptions,
  options: SpawnOptions = {},
) {
  const child = await startProgram(command, around, { stdio, ...options });
  closers.push(() => {
    endGroup(child);
  });
  return child;
}

async function pressTwice({ port, got, journal }: Surroundings): Promise<void> {
  const button = new ButtonClient(SECRET, port, () => new Promise(setImmediate));
  expect(await button.deliver('press-1', '{"text":"alert"}')).toBe('delivered');
  expect(await button.deliver('press-2', '{"text":"deploy"}')).toBe('delivered');
  expect(got).toEqual(['{"text":"alert"}', '{"text":"deploy"}']);
  expect(readFileSync(journal, 'utf8').match(/"outcome":"delivered"/g)).toHaveLength(2);
}

describe('a log that can not be written', () => {
  test('because its reader has gone, costs neither the command nor the relay', async () => {
    const around = await surroundings();
    const child = await run(RELAY, around, ['ignore', 'pipe', 'pipe']);
    child.stdout?.destroy();
    child.stderr?.destroy();
    await pressTwice(around);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 60_000);

  test('because its terminal was closed, costs neither', async () => {
    const around = await surroundings();
    const terminal = openPseudoTerminal();
    let seen = '';
    terminal.onData((bytes) => (seen += bytes.toString()));
    const screen = openSync(terminal.path, 'r+');
    const child = await run(RELAY, around, ['ignore', screen, screen]);
    closeSync(screen);
    while (!seen.includes('The relay listens on')) await new Promise(setImmediate);
    await terminal.unplug();
    await pressTwice(around);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 60_000);

  const onFullDisk = existsSync('/dev/full') ? test : test.skip;
  onFullDisk(
    'because the disk is full, costs neither',
    async () => {
      const around = await surroundings();
      const full = openSync('/dev/full', 'w');
      const child = await run(RELAY, around, ['ignore', full, full]);
      closeSync(full);
      await pressTwice(around);
      expect(child.exitCode).toBeNull();
    },
    60_000,
  );
});

/** As a container has it: another user, if only root may choose one, for whom nothing is there and all is read-only. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

const CONTAINERFILE = readFileSync(join(ROOT, 'docs/Containerfile'), 'utf8');

/** What follows an instruction of the last stage of the Containerfile, its paths put into a folder. */
function instruction(name: string, folder: string): string {
  const [, words = ''] =
    new RegExp(`^${name} (.*)$`, 'm').exec(CONTAINERFILE.split(/^FROM /m).at(-1) ?? '') ?? [];
  return words.replaceAll(/\/(?=data|relay\.mjs)/g, `${folder}/`);
}

test('however a relay is started, its Node keeps to little memory', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { relay: string };
  };
  const [, unit = ''] =
    /^ExecStart=(.*)$/m.exec(readFileSync(join(ROOT, 'docs/deploy-button-relay.service'), 'utf8')) ?? [];
  for (const call of [scripts.relay, unit]) expect(call).toContain(`node ${LEAN.join(' ')} src/launch.js `);
  const [, ...args] = JSON.parse(instruction('ENTRYPOINT', '')) as string[];
  expect(args.slice(0, LEAN.length + 1)).toEqual([...LEAN, '/relay.mjs']);
});

/** What docs/Containerfile makes, in a folder: the bundle of the relay, a place for its journal, and nothing else. */
async function container(around: Surroundings) {
  const bundled = spawn(process.execPath, [join(ROOT, 'src/bundled.js'), join(ROOT, 'src/relay-main.ts')]);
  expect(await once(bundled, 'exit')).toEqual([0, null]);
  const folder = mkdtempSync(join(tmpdir(), 'button-alone-'));
  copyFileSync(join(ROOT, 'dist/relay-main.mjs'), join(folder, 'relay.mjs'));
  copyFileSync(around.env['BUTTON_CONFIG'] ?? '', join(folder, 'config.json'));
  execSync(instruction('RUN', folder));
  chmodSync(folder, 0o555);
  const [node, ...args] = JSON.parse(instruction('ENTRYPOINT', folder)) as string[];
  expect(node).toBe('node');
  const env = { ...around.env, BUTTON_CONFIG: 'config.json', TMPDIR: '/nonexistent', HOME: '/nonexistent' };
  return {
    command: [process.execPath, ...args],
    around: { ...around, env, journal: join(folder, 'data/journal.jsonl') },
    user: { cwd: folder, ...NOBODY },
  };
}

describe('in a container it runs from its bundle alone, by any user, where nothing can be written but its journal', () => {
  test('straight to the webhook', async () => {
    const { command, around, user } = await container(await surroundings());
    await run(command, around, 'ignore', user);
    await pressTwice(around);
  }, 60_000);

  test('by the proxy that the environment names, and so does the check', async () => {
    // What the chat gets here it gets as a proxy: of a host that nobody else knows.
    const { command, around, user } = await container(await surroundings('http://chat.test'));
    const env = { ...around.env, http_proxy: around.chat };
    await run(command, { ...around, env }, 'ignore', user);
    await pressTwice({ ...around, env });
    const check = spawn(process.execPath, ['relay.mjs', '--check'], { env, ...user });
    expect(await text(check.stdout)).toMatch(/^ok: the relay at .*\nok: chat\.test:80 takes connections/);
    expect(await text(check.stderr)).toBe('');
  }, 60_000);
});

describe('a relay that is told to end', () => {
  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)(
    'by %s ends in an orderly way',
    async (signal) => {
      const around = await surroundings('http://127.0.0.1:1');
      const child = await run(RELAY, around, ['ignore', 'ignore', 'pipe']);
      let said = '';
      child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
      // Better known now than at the first press.
      while (!said.includes('Warning: No connection to "127.0.0.1:1"')) await new Promise(setImmediate);
      child.kill(signal);
      expect(await once(child, 'close')).toEqual([0, null]);
      expect(said).toContain(`${signal}: the relay lets what it sent come to its end`);
      expect(await answers(around.port)).toBe(false);
    },
    60_000,
  );

  test.each([
    ['npm', 'SIGTERM', (pid: number) => pid],
    ['npm', 'SIGHUP', (pid: number) => pid],
    ['its group', 'SIGTERM', (pid: number) => -pid],
    ['its group', 'SIGHUP', (pid: number) => -pid],
  ] as const)(
    'where %s gets %s ends as well, and leaves its port',
    async (_whom, signal, target) => {
      const around = await surroundings();
      const child = await run(['npm', 'run', 'relay', '--'], around, ['ignore', 'ignore', 'pipe']);
      const said = text(child.stderr!);
      process.kill(target(child.pid ?? 0), signal);
      // It goes on until the last process of it has let go of its standard error.
      expect(await said).toContain('the relay lets what it sent come to its end');
      expect(await answers(around.port)).toBe(false);
    },
    60_000,
  );
});
