import { describe, expect, test } from '@jest/globals';
import { boot, whenJoined, type Workbench, type WorkbenchSettings } from '../../workbench.ts';

/** Joins and writes what every event carries into the console. */
function join(ssid: string, settings: WorkbenchSettings = {}): Workbench {
  return boot(
    `var wifi = require('Wifi');
     ['associated', 'disconnected', 'connected'].forEach(function (name) {
       wifi.on(name, function (details) { print(name, JSON.stringify(details)) }) });
     wifi.connect('${ssid}', { password: 'open sesame' }, function (error) {
       print('callback', error, wifi.getStatus().station) })`,
    settings,
  );
}

describe('an event carries', () => {
  test('name, address and channel of the access point; then the board’s own address', () => {
    const { board, lines } = join('office');
    board.advance(5000);
    expect(lines).toEqual([
      'associated {"ssid":"office","mac":"02:00:5e:10:00:01","channel":6}',
      'callback null connected',
      'connected {"ip":"192.168.4.23","mask":"255.255.255.0","gw":"192.168.4.1"}',
    ]);
  });

  test('name, address and reason of a failure', () => {
    const { board, lines } = join('elsewhere');
    board.advance(2000);
    expect(lines).toEqual([
      'callback no_ap_found no_ap_found',
      'disconnected {"ssid":"elsewhere","mac":"02:00:5e:10:00:01","reason":"beacon_timeout"}',
    ]);
  });
});

test.each([
  ['a refused authentication', { refuses: 'authentication' }, 'connect_failed', 'no_ap_found'],
  ['a refused association', { refuses: 'association' }, 'connect_failed', 'auth_failed'],
  ['a wrong password', { password: 'x' }, 'bad_password', '4way_handshake_timeout'],
  [
    'a handshake that timed out',
    { password: 'x', wrongPassword: 'handshake_timeout' },
    'bad_password',
    'assoc_failed',
  ],
] as const)(
  '%s: the callback and getStatus agree, the event’s reason does not',
  (_, accessPoint, error, reason) => {
    const { board, lines } = join('office', { accessPoint });
    board.advance(2000);
    expect(lines).toEqual([`callback ${error} ${error}`, expect.stringContaining(`"reason":"${reason}"`)]);
  },
);

test('setHostname before connect costs nothing', () => {
  const onlineAfter = (before: string): number => {
    const { board } = boot(`${before} ${whenJoined('print(getTime())')}`);
    board.advance(10_000);
    return Number(board.console.lines[0]);
  };
  expect(onlineAfter(`require('Wifi').setHostname('button');`)).toBe(onlineAfter(''));
});

test('the access point is named after the chip’s address', () => {
  const { lines } = boot(`print(require('Wifi').getAPDetails().ssid)`);
  expect(lines).toEqual(['ESP_000001']);
});

describe('setSNTP', () => {
  const SCRIPT = whenJoined(
    `require('Wifi').setSNTP('pool.ntp.org', 2); setInterval(function () { print(getTime()) }, 10000)`,
  );
  const EPOCH_S = 1_700_000_000;

  test('makes getTime jump to whole seconds of the zone after some 30 s', () => {
    const { board, lines } = boot(SCRIPT, { network: { epochMs: EPOCH_S * 1000 } });
    board.advance(45_000);
    const times = lines.map(Number);
    expect(times).toHaveLength(4);
    expect(times[2]).toBeLessThan(60);
    expect(times[3]).toBeCloseTo(EPOCH_S + 2 * 3600 + 42, 0);
  });

  test('does nothing while nobody is reached', () => {
    const { board, lines, accessPoint } = boot(SCRIPT, { network: { epochMs: EPOCH_S * 1000 } });
    board.advance(5000);
    accessPoint.goDown();
    board.advance(60_000);
    expect(Math.max(...lines.map(Number))).toBeLessThan(100);
  });
});
