import { join } from 'node:path';
import { expect } from '@jest/globals';
import { BEHAVIOURS } from '../../src/simulator/world/behaviour.ts';
import { Chat } from '../../src/simulator/world/chat.ts';
import { ask, visitor } from '../simulator/faces/page/caller.ts';
import { StandInBoard } from '../usb/stand-in/board.ts';
import { HEADER, HOOK_PATH, PASSWORD, SECRET } from './canaries.ts';
import type { Run } from './run.ts';

const WIFI = { ssid: 'office', password: PASSWORD };

/** Everything of the firmware, the page and the stand-ins: what needs no relay of its own. */
export async function withoutRelay(run: Run): Promise<string> {
  const chat = await Chat.open();
  const webhook = { url: `http://127.0.0.1:${chat.port}${HOOK_PATH}`, headers: { Authorization: HEADER } };
  const config = { wifi: WIFI, webhook, requestTimeoutMs: 2000, pressTtlMs: 5000 };
  run.project.write('direct.json', config);
  run.project.write('broken.json', JSON.stringify(config).replace(/}}?$/, ', }'));
  run.project.write('wrong.json', {
    ...config,
    wifi: { ...WIFI, password: PASSWORD.repeat(4) },
    webhook: { url: `ftp://x${HOOK_PATH}`, headers: { 'Bad name': HEADER, Good: `${HEADER}\n` } },
    relay: { url: 'nonsense', secret: `${SECRET}\n` },
    pins: [6],
    pasword: PASSWORD,
  });

  expect(await run.finish('build', run.project.run(['build'], 'direct.json'))).toBe(0);
  expect(run.project.read('dist/firmware.js')).toContain(PASSWORD.slice(-10));
  expect(await run.finish('build (no JSON)', run.project.run(['build'], 'broken.json'))).toBe(2);
  expect(await run.finish('build (wrong)', run.project.run(['build'], 'wrong.json'))).toBe(2);

  const [token] = await Promise.all([liveRuns(run, chat), realBoard(run)]);
  await chat.close();
  searchReceived(run, 'what the chat gets of the board', chat);
  return token;
}

/** The chat is told its own secrets, and no other. */
export function searchReceived(run: Run, what: string, { requests }: Chat): void {
  expect(requests.length).toBeGreaterThan(1);
  const seen = requests.map(({ path, headers: { authorization, ...headers }, body }) => {
    expect([path, authorization]).toEqual([HOOK_PATH, HEADER]);
    return [headers, body];
  });
  run.search(what, JSON.stringify(seen));
}

/** @returns the token of the page */
async function liveRuns(run: Run, chat: Chat): Promise<string> {
  expect(
    await run.finish('start --smash --live', run.project.run(['start', '--smash', '--live'], 'direct.json')),
  ).toBe(0);
  expect(chat.requests.map(({ path }) => path)).toEqual([HOOK_PATH, HOOK_PATH]);
  expect(chat.requests[0]?.headers['authorization']).toBe(HEADER);
  chat.behaviour = BEHAVIOURS.notFound;
  expect(
    await run.finish(
      'start --smash --live (404)',
      run.project.run(['start', '--smash', '--live'], 'direct.json'),
    ),
  ).toBe(4);

  return livePage(run);
}

async function livePage(run: Run): Promise<string> {
  const page = run.project.run(['start', '--live', '--open', '--port', '0'], 'direct.json');
  await page.says(/http:\/\/127\.0\.0\.1:\d+\/#\S+/);
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(page.said()) ?? [];
  const served = { url, close: () => Promise.resolve() };
  for (const path of ['/', '/page.js', '/page.css', '/bench', '/none']) {
    run.search(`the page: ${path}`, JSON.stringify(await ask(served, path)));
  }
  const me = await visitor(served);
  const frames = [JSON.stringify(me.first)];
  me.socket.on('message', (data: Buffer) => frames.push(data.toString()));
  const failed = me.until(({ console }) => console.some(({ text }) => text === 'failed'));
  let booted = false;
  const ready = me.until(({ console, state }) => {
    booted ||= console.some(({ text }) => text === 'power off and on');
    return booted && state.online && state.lamp?.state === 'ready';
  });
  me.send({ do: 'arm', armed: true });
  me.send({ do: 'powerCycle' });
  await ready;
  me.send({ do: 'hold', pins: [4, 5, 12, 13] });
  await failed;
  // A rebuild that fails tells the pages why.
  const unbuilt = me.until(({ state }) => state.buildFailure !== null);
  run.project.write('direct.json', run.project.read('broken.json'));
  await unbuilt;
  run.project.write('direct.json', run.project.read('wrong.json').replace('[6]', '[4,5]'));
  await me.until(({ state }) => state.buildFailure?.includes('pasword') === true);
  run.search("the page's frames", frames.join('\n'));
  me.close();
  await run.stop('start --live --open', page, 'SIGTERM');
  // The printed address alone has the token.
  run.search('start --live, but for the address', page.said().replaceAll(url, ''));
  return new URL(url).hash.slice(1);
}

/** The stand-in can't run the firmware: it fails at its start, and the board quotes it in a stack trace. */
async function realBoard(run: Run): Promise<void> {
  const webhook = { url: `http://192.0.2.1${HOOK_PATH}`, headers: { Authorization: HEADER } };
  run.project.write('board.json', { wifi: WIFI, webhook });
  const board = new StandInBoard();
  try {
    await onBoard(run, board);
  } finally {
    await board.end();
  }
  const gone = ['--port', join(run.project.folder, 'no-such-port')];
  expect(await run.finish('upload (no port)', run.project.run(['upload', ...gone], 'board.json'))).toBe(22);
  expect(await run.finish('ports', run.project.run(['ports'], 'board.json'))).toBe(0);
  expect(await run.finish('flash (no file)', run.project.run(['flash'], 'board.json'))).toBe(36);
  const noTerminal = run.project.run(['start', '--terminal', '--live'], 'board.json');
  expect(await run.finish('start --terminal --live (no terminal)', noTerminal)).toBe(5);
}

async function onBoard(run: Run, board: StandInBoard): Promise<void> {
  const at = ['--port', board.path];
  expect(await run.finish('upload', run.project.run(['upload', ...at], 'board.json'))).toBe(34);
  expect(board.started.at(-1)).toContain('Canary');
  const doctor = run.project.run(['doctor', '--report', ...at], 'board.json');
  expect(await run.finish('doctor --report', doctor)).toBe(70);
  expect(doctor.said()).toContain('✔ Script: the board has what this configuration builds');
  const dev = run.project.run(['dev', ...at], 'board.json');
  await dev.says(/connected/);
  expect(await run.stop('dev', dev, 'SIGINT')).not.toBe(1);
  const monitor = run.project.run(['monitor', ...at], 'board.json');
  await monitor.says(/connected/);
  await board.powerCycle();
  await monitor.says(/code not shown/);
  await run.stop('monitor', monitor, 'SIGINT');
}
