import { createServer, Socket, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { LoopbackNetwork, type Line } from '../../../src/simulator/index.ts';
import { listenLocally, type LocalServer } from '../../relay/local-server.ts';

let server: LocalServer;
let network: LoopbackNetwork;
/** What the chip is told, and what the server sees. */
let told: string[];
let seen: string[];
/** The server's ends. */
let ends: Socket[];
let line: Line;

beforeEach(async () => {
  told = [];
  seen = [];
  ends = [];
  network = new LoopbackNetwork();
  server = await listenLocally(serverThatSees());
});
afterEach(async () => {
  jest.restoreAllMocks();
  network.close();
  await server.close();
});

function serverThatSees(): Server {
  return createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    ends.push(socket);
    socket.setEncoding('latin1');
    socket.on('data', (bytes: string) => seen.push(bytes));
    socket.on('end', () => seen.push('(end)'));
  });
}

function open(port = server.port, host = '127.0.0.1'): Line {
  return network.open(host, port, {
    connected: () => told.push('connected'),
    acknowledged: () => told.push('acknowledged'),
    received: (bytes) => told.push(`received ${bytes}`),
    closed: () => told.push('closed'),
    failed: (error) => told.push(`failed ${error}`),
    released: () => told.push('released'),
  });
}

/** Waits until something has come to pass, for some seconds. */
async function until(isSo: () => boolean): Promise<void> {
  for (let looks = 0; !isSo() && looks < 300; looks++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  if (!isSo()) throw new Error(`It has not come to pass: ${told.join()}; ${seen.join()}`);
}

/** As long as something that must not happen could take. */
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

const toldOf =
  (...what: string[]) =>
  (): boolean =>
    what.every((one) => told.includes(one));

async function connected(): Promise<void> {
  line = open();
  expect(told).toEqual([]);
  await until(() => toldOf('connected')() && ends.length > 0);
}

test('a line carries every byte both ways, and tells of its end', async () => {
  await connected();
  line.send('h\xe9\x00\xff');
  await until(() => toldOf('acknowledged')() && seen.join('') === 'h\xe9\x00\xff');
  ends[0]?.write('\xfe\x01', 'latin1');
  await until(toldOf('received \xfe\x01'));
  ends[0]?.end();
  await until(toldOf('closed'));
  // The chip's end is closed with it.
  await until(() => seen.includes('(end)'));
  expect(told).toEqual(['connected', 'acknowledged', 'received \xfe\x01', 'closed']);
});

describe('a line that fails', () => {
  test('because nobody listens is told as reset', async () => {
    await server.close();
    open();
    await until(toldOf('failed -9'));
    expect(told).toEqual(['failed -9']);
  });

  test('because it is reset is told so', async () => {
    await connected();
    ends[0]?.resetAndDestroy();
    await until(toldOf('failed -9'));
    // What is sent now arrives nowhere.
    line.send('x');
    await aWhile();
    expect(told).toEqual(['connected', 'failed -9']);
  });

  test.each([
    ['ENOTFOUND', -6],
    ['EAI_AGAIN', -6],
    ['ETIMEDOUT', -11],
    ['EHOSTUNREACH', -11],
    ['ENETUNREACH', -11],
    ['EPIPE', -9],
    [undefined, -9],
  ])('by %s is told as the chip has it: %i', async (code, error) => {
    jest.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket) {
      setImmediate(() => this.destroy(Object.assign(new Error('no'), code === undefined ? {} : { code })));
      return this;
    });
    open();
    await until(toldOf(`failed ${error}`));
    expect(told).toEqual([`failed ${error}`]);
  });
});

describe('a line that the chip closes', () => {
  test('is gone when the server has closed it too, and tells of nothing before', async () => {
    await connected();
    line.close();
    await until(() => seen.includes('(end)'));
    ends[0]?.write('more');
    await aWhile();
    expect(told).toEqual(['connected']);
    ends[0]?.end();
    await until(toldOf('released'));
    expect(told).toEqual(['connected', 'released']);
  });

  test('is gone after a time where the server does not close it', async () => {
    await connected();
    const timers = jest.spyOn(globalThis, 'setTimeout');
    line.close();
    const [destroy, ms] = timers.mock.calls[0] ?? [];
    timers.mockRestore();
    expect(ms).toBe(5000);
    await until(() => seen.includes('(end)'));
    destroy?.();
    await until(toldOf('released'));
    expect(told).toEqual(['connected', 'released']);
  });

  test('does not fail any more', async () => {
    await connected();
    line.close();
    ends[0]?.resetAndDestroy();
    await until(toldOf('released'));
    expect(told).toEqual(['connected', 'released']);
  });
});

describe('a chip that has vanished', () => {
  test('is told of nothing, and the server that it is gone', async () => {
    await connected();
    line.send('last words');
    line.abandon();
    await until(() => seen.includes('(end)'));
    await aWhile();
    expect(told).toEqual(['connected']);
  });

  test('before its line stood is told of nothing either', async () => {
    open().abandon();
    await server.close();
    open().abandon();
    await aWhile();
    expect(told).toEqual([]);
  });

  test('after it closed its line is not told that it is gone', async () => {
    await connected();
    line.close();
    line.abandon();
    await until(() => seen.includes('(end)'));
    await aWhile();
    expect(told).toEqual(['connected']);
  });
});

test('all lines end with the network', async () => {
  await connected();
  open();
  await until(() => ends.length === 2);
  network.close();
  await until(() => seen.filter((what) => what === '(end)').length === 2);
});

test('its time servers have the time of this machine', () => {
  jest.spyOn(Date, 'now').mockReturnValue(1234);
  expect(network.unixMs).toBe(1234);
});
