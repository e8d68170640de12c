import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, jest, test } from '@jest/globals';
import { checkConfig } from '../../../src/config/files/load.ts';
import { Session } from '../../../src/simulator/faces/session.ts';

const { config } = checkConfig({ wifi: { ssid: 'büro' }, webhook: 'http://chat.lan/x' }, 'test');

const open = (script: string): Promise<Session> =>
  Session.open({
    config,
    live: true,
    build: () => Promise.resolve(script),
    stationTimes: { associateMs: 20, dhcpMs: 10 },
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
