import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { SerialPort } from 'serialport';
import {
  boardChip,
  choosePort,
  listPorts,
  portReport,
  portTable,
  type Port,
} from '../../../src/usb/board/ports.ts';
import { exitOf, failureOf } from '../upload-setup.ts';

const huzzah: Port = {
  path: '/dev/ttyUSB0',
  vendorId: '10C4',
  productId: 'EA60',
  manufacturer: 'Silicon Labs',
};
const clone: Port = { path: '/dev/ttyUSB1', vendorId: '1a86', productId: '7523' };
const cable: Port = { path: 'COM7', vendorId: '0403', productId: '6001' };
const modem: Port = { path: '/dev/ttyACM0', vendorId: '2c7c', productId: '0125', manufacturer: 'Quectel' };
const onMainboard: Port = { path: '/dev/ttyS0' };

const listing =
  (...ports: Port[]) =>
  () =>
    Promise.resolve(ports);

describe('the chip on a port', () => {
  test.each([
    [huzzah, 'CP2104, as on the Feather HUZZAH'],
    [clone, 'CH340'],
    [cable, 'FTDI'],
    [modem, undefined],
    [onMainboard, undefined],
  ])('%o is %s', (port, chip) => {
    expect(boardChip(port)).toBe(chip);
  });
});

describe('the ports of this machine', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const answering = (answer: () => Promise<unknown>) =>
    jest.spyOn(SerialPort, 'list').mockImplementation(answer as typeof SerialPort.list);

  test('are what the system lists', async () => {
    answering(() => Promise.resolve([{ ...huzzah, serialNumber: '01' }, onMainboard]));
    expect(await listPorts()).toEqual([huzzah, onMainboard]);
    answering(() => Promise.resolve([onMainboard, clone]));
    expect(await choosePort(undefined)).toBe(clone.path);
  });

  test.each([
    ['fails', () => Promise.reject(new Error('spawn udevadm ENOENT'))],
    ['makes no sense', () => Promise.resolve([{ vendorId: '10c4' }])],
  ])('are none where the list %s', async (_, answer) => {
    answering(answer);
    expect(await listPorts()).toEqual([]);
  });
});

describe('the port that is used', () => {
  test('is the one that was named, listed or not', async () => {
    expect(await choosePort('/dev/pts/3', listing(huzzah, clone))).toBe('/dev/pts/3');
  });

  test('is the only one with a chip of a board', async () => {
    expect(await choosePort(undefined, listing(onMainboard, modem, huzzah))).toBe('/dev/ttyUSB0');
  });

  test('is left to the user among several', async () => {
    const failure = await failureOf(choosePort(undefined, listing(huzzah, modem, clone)));
    expect(failure.exit).toBe('severalPorts');
    expect(failure.message).toContain('`-- --port /dev/ttyUSB0`');
    expect(failure.message).toContain('/dev/ttyUSB1  1a86:7523  looks like your board (CH340)');
    expect(failure.message).not.toContain('ttyACM0');
  });

  test('is missing where there is none, and other USB ports are named', async () => {
    const failure = await failureOf(choosePort(undefined, listing(onMainboard, modem)));
    expect(failure.exit).toBe('noPort');
    expect(failure.message).toContain('a cable that carries data');
    expect(failure.message).toMatch(/Other ports:\n {2}\/dev\/ttyACM0 {2}2c7c:0125 {2}Quectel$/);
    expect(await exitOf(choosePort(undefined, listing()))).toBe('noPort');
  });
});

test('the table of ports stands in columns', () => {
  expect(portTable([huzzah, onMainboard])).toBe(
    '  /dev/ttyUSB0  10c4:ea60  looks like your board (CP2104, as on the Feather HUZZAH)\n  /dev/ttyS0    not USB',
  );
});

test('what a device calls itself is one short line', () => {
  const evil = {
    path: '/dev/ttyACM0',
    manufacturer: `\x1b]0;x\x07\n  /dev/ttyUSB0  looks like your board ${'!'.repeat(99)}`,
  };
  expect(portTable([evil])).toBe(
    '  /dev/ttyACM0  not USB    \\x1b]0;x\\x07\\x0a  /dev/ttyUSB0  looks like your board !!!!!…',
  );
});

test.each([
  ['no port', [], /^No serial ports found\. Plug it in with a cable that carries data/],
  [
    'no board among them',
    [onMainboard, modem],
    /not USB\n.*Quectel\nNo board is among them\. .*COM3 or higher on Windows\.$/s,
  ],
])('a list with %s says what to try', (_, ports, says) => {
  expect(portReport(ports)).toMatch(says);
});

test('a list with a board says nothing besides', () => {
  for (const ports of [[huzzah], [onMainboard, huzzah]]) expect(portReport(ports)).toBe(portTable(ports));
});
