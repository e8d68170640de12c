import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, jest, test } from '@jest/globals';
import type { ButtonConfig } from '../../../src/config/config.ts';
import { checkConfig } from '../../../src/config/files/load.ts';
import { type RunSettings, Session } from '../../../src/simulator/faces/session.ts';

const { config } = checkConfig({ wifi: { ssid: 'büro' }, webhook: 'http://chat.lan/x' }, 'test');

const open = (script: string, change: Partial<RunSettings> = {}): Promise<Session> =>
  Session.open({
    config,
    live: true,
    build: () => Promise.resolve(script),
    stationTimes: { associateMs: 20, dhcpMs: 10 },
    ...change,
  });

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

test('its time goes on with the host’s, slower after a sleep, and not at all after its end', async () => {
  const session = await open('');
  jest.useFakeTimers();
  const host = jest.spyOn(performance, 'now').mockReturnValue(1000);
  const ticks: number[] = [];
  session.start();
  // To start takes time of its own.
  const { clock } = session.board;
  const atStartMs = clock.nowMs;
  session.onTick = () => ticks.push(Math.round(clock.nowMs - atStartMs));
  for (const nowMs of [1005, 1015, 9000, 9005]) {
    host.mockReturnValue(nowMs);
    jest.advanceTimersByTime(5);
  }
  expect(ticks).toEqual([5, 15, 65, 70]);
  expect(session.board.isOn).toBe(true);
  await session.close();
  jest.advanceTimersByTime(1000);
  expect(ticks).toHaveLength(4);
  expect(session.board.isOn).toBe(false);
});

test('its end lets go of what the board is connected to', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const session = await open(
    `require('Wifi').connect('b\\xc3\\xbcro', {}, () => require('net').connect({ host: '127.0.0.1', port: ${port} }))`,
  );
  session.start();
  const [caller] = (await once(server, 'connection')) as [Socket];
  const over = new Promise((resolve) => caller.once('close', resolve).once('error', () => undefined));
  await session.close();
  await over;
  server.close();
});

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}`).then(
    () => true,
    () => false,
  );

test('without anything at stake it has a world of its own, which ends with it', async () => {
  let used: ButtonConfig | undefined;
  const session = await open('', {
    live: false,
    build: (given) => {
      used = given;
      return Promise.resolve('');
    },
  });
  const { board, chat, relay, wifiPassword } = session;
  expect(board.accessPoint.settings).toMatchObject({ ssid: 'stand-in', password: '' });
  expect({ relay, wifiPassword }).toEqual({ relay: null, wifiPassword: '' });
  expect(used?.webhook).toMatchObject({ host: '127.0.0.1', port: chat?.port });
  expect(await answers(chat!.port)).toBe(true);
  await session.close();
  expect(await answers(chat!.port)).toBe(false);
});

test('whose script can not be built leaves nothing of its world', async () => {
  let port = 0;
  const fault = new Error('too large');
  for (const live of [false, true]) {
    const opening = open('', {
      live,
      build: ({ webhook }) => {
        ({ port } = webhook);
        return Promise.reject(fault);
      },
    });
    await expect(opening).rejects.toBe(fault);
    if (!live) expect(await answers(port)).toBe(false);
  }
});

test('live it has the configured Wi-Fi, and nothing of ours to look at', async () => {
  const { wifi } = checkConfig(
    { wifi: { ssid: 'büro', password: 'pässwort' }, webhook: 'http://chat.lan/x' },
    'test',
  ).config;
  const { board, chat, relay, wifiPassword } = await open('', { config: { ...config, wifi } });
  expect({ chat, relay }).toEqual({ chat: null, relay: null });
  const asBytes = { ssid: 'b\xc3\xbcro', password: 'p\xc3\xa4sswort' };
  expect(board.accessPoint.settings).toMatchObject(asBytes);
  expect(wifiPassword).toBe(asBytes.password);
  expect((await open('')).wifiPassword).toBe('');
});

test('live with values of the example is refused before anything is built', async () => {
  const example = checkConfig({ wifi: { ssid: 'your-wifi' }, webhook: 'http://chat.lan/x' }, 'test').config;
  const build = jest.fn(() => Promise.resolve(''));
  await expect(open('', { config: example, build })).rejects.toMatchObject({ exit: 'config' });
  expect(build).not.toHaveBeenCalled();
  const session = await open('', { config: example, build, live: false });
  await session.close();
  expect(build).toHaveBeenCalledTimes(1);
});

test('its board is wired as configured', async () => {
  const wired = { ...config, pins: [4, 12], led: 14 };
  const { board } = await open('setInterval(() => digitalWrite(14, 0), 10)', { config: wired });
  board.powerOn();
  board.advance(1000);
  expect({ keys: board.keys.pins, lit: board.lamp.isOn, klaxon: board.klaxon }).toEqual({
    keys: [4, 12],
    lit: true,
    klaxon: null,
  });
  board.powerOff();
  expect((await open('', { config: { ...wired, klaxonPin: 5 } })).board.klaxon).not.toBeNull();
});
