import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ButtonClient } from '../button.ts';
import { listenLocally } from '../local-server.ts';
import { SECRET } from '../rig.ts';
import { openPseudoTerminal } from '../../usb/stand-in/pseudo-terminal.ts';

/** What happens around a relay while it runs: its log's reader, its terminal and its disk go, and somebody ends it. */

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const RELAY = [process.execPath, join(ROOT, 'src/launch.js'), join(ROOT, 'src/relay-main.ts')];
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A chat, and what a relay in front of it runs with. */
async function surroundings() {
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
  const file = join(folder, 'config.json');
  const journal = join(folder, 'journal.jsonl');
  writeFileSync(
    file,
    JSON.stringify({
      wifi: { ssid: 'net' },
      webhook: `http://127.0.0.1:${chat.port}/hook`,
      relay: { url: `http://127.0.0.1:${free.port}`, secret: SECRET },
    }),
  );
  const env = { ...process.env, BUTTON_CONFIG: file };
  return { got, port: free.port, journal, env };
}

type Surroundings = Awaited<ReturnType<typeof surroundings>>;

async function run(
  [command = '', ...args]: string[],
  { env, journal, port }: Surroundings,
  stdio: StdioOptions,
) {
  const child = spawn(command, [...args, '--journal', journal], { cwd: ROOT, env, stdio, detached: true });
  closers.push(() => {
    endGroup(child);
  });
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error('The relay ended before it listened.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return child;
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  const isThere = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isThere;
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

test('it runs from its bundle alone, where nothing can be written but its journal', async () => {
  const around = await surroundings();
  const bundled = spawn(process.execPath, [join(ROOT, 'src/bundled.js'), join(ROOT, 'src/relay-main.ts')]);
  expect(await once(bundled, 'exit')).toEqual([0, null]);
  const alone = join(mkdtempSync(join(tmpdir(), 'button-alone-')), 'relay.mjs');
  copyFileSync(join(ROOT, 'dist/relay-main.mjs'), alone);
  const env = { ...around.env, TMPDIR: '/nonexistent', HOME: '/nonexistent' };
  await run([process.execPath, alone, '--host', '0.0.0.0'], { ...around, env }, ['ignore', 'pipe', 'pipe']);
  await pressTwice(around);
}, 60_000);

describe('a relay that is told to end', () => {
  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)(
    'by %s ends in an orderly way',
    async (signal) => {
      const around = await surroundings();
      const child = await run(RELAY, around, ['ignore', 'ignore', 'pipe']);
      const said = text(child.stderr!);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(await said).toContain(`${signal}: the relay lets what it sent come to its end`);
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
