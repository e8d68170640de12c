import { describe, expect, test } from '@jest/globals';
import { boot, output, whenJoined } from '../../workbench.ts';

const SHOW = `var wifi = require('Wifi'); function show(name) { print(JSON.stringify(wifi[name]())) }`;
const ASKED = ['getStatus', 'getDetails', 'getAPDetails', 'getIP', 'getAPIP'];

/** All that the module tells once `body` has run and so much time has passed. */
function told(body: string, afterMs: number): Record<string, unknown> {
  const { board, lines } = boot(`${SHOW} ${body}`);
  board.advance(afterMs);
  const before = lines.length;
  board.type(ASKED.map((name) => `show('${name}');`).join(''));
  return Object.fromEntries(lines.slice(before).map((line, at) => [ASKED[at] ?? '', JSON.parse(line)]));
}

const MAC = '5c:cf:7f:00:00:01';
const nowhere = { ip: '0.0.0.0', netmask: '0.0.0.0', gw: '0.0.0.0', mac: MAC };
const fresh = {
  getStatus: {
    mode: 'ap',
    station: 'off',
    ap: 'enabled',
    phy: '11n',
    powersave: 'ps-poll',
    savedMode: 'off',
  },
  getDetails: { status: 'off', ssid: '', password: '', savedSsid: null },
  getAPDetails: {
    status: 'enabled',
    authMode: 'open',
    hidden: false,
    maxConn: 4,
    ssid: 'ESP_000001',
    password: '',
    savedSsid: null,
  },
  getIP: nowhere,
  getAPIP: { ip: '192.168.4.1', netmask: '255.255.255.0', gw: '192.168.4.1', mac: MAC },
};
const credentials = { ssid: 'office', password: 'open sesame' };
const online = {
  ...fresh,
  getStatus: { ...fresh.getStatus, mode: 'sta+ap', station: 'connected' },
  getDetails: { status: 'connected', ...credentials, rssi: -60, savedSsid: null },
  getIP: { ip: '192.168.4.23', netmask: '255.255.255.0', gw: '192.168.4.1', mac: MAC },
};
const JOIN = `wifi.connect('office', { password: 'open sesame' });`;

test.each<[string, string, number, object]>([
  ['a fresh chip', '', 0, fresh],
  [
    'one that joins',
    JOIN,
    100,
    {
      ...online,
      getStatus: { ...online.getStatus, station: 'connecting' },
      getDetails: { ...online.getDetails, status: 'connecting', rssi: 0 },
      getIP: nowhere,
    },
  ],
  ['one that has joined', JOIN, 5000, online],
  [
    'one that is no access point',
    `wifi.stopAP(); ${JOIN}`,
    5000,
    {
      ...online,
      getStatus: { ...online.getStatus, mode: 'sta', ap: 'disabled' },
      getAPDetails: { ...fresh.getAPDetails, status: 'disabled' },
      getAPIP: nowhere,
    },
  ],
  [
    'one that has left',
    `${JOIN} setTimeout(function () { wifi.disconnect() }, 3000);`,
    5000,
    { ...fresh, getDetails: { status: 'off', ...credentials, savedSsid: null } },
  ],
  [
    'one with a name and settings of its own',
    `wifi.startAP('n'.repeat(40)); wifi.setConfig({ phy: '11b', powersave: 'none' });`,
    10,
    {
      ...fresh,
      getStatus: { ...fresh.getStatus, phy: '11b', powersave: 'none' },
      getAPDetails: { ...fresh.getAPDetails, ssid: 'n'.repeat(31) },
    },
  ],
  [
    'one with settings of other types, which it leaves',
    `wifi.setConfig({ phy: 5, powersave: null }); wifi.setConfig({});`,
    10,
    fresh,
  ],
])('%s tells of itself', (_, body, afterMs, expected) => {
  expect(told(body, afterMs)).toEqual(expected);
});

test.each([
  ['phy', ['11b', '11g', '11n']],
  ['powersave', ['none', 'ps-poll']],
])('setConfig takes each %s', (name, values) => {
  for (const value of values) {
    expect(
      output(`var w = require('Wifi'); w.setConfig({ ${name}: '${value}' }); print(w.getStatus().${name})`),
    ).toEqual([value]);
  }
});

/** What a call throws, if anything. */
function thrown(call: string): string[] {
  return output(`try { require('Wifi').${call} } catch (e) { print(e.message) }`);
}

describe('connect takes', () => {
  const MAC_MESSAGE = 'Expecting bssid as "aa:bb:cc:dd:cc:ff"';
  const CHANNEL_MESSAGE = 'Expecting options.channel to be a integer between 0 and  14, but got Number';

  test.each([
    ['bssid: "00:1a:2B:3c:4d:ff"', []],
    ['bssid: ":::::"', []],
    ['bssid: "aa:bb:cc:dd:ee:ff and more"', []],
    ['bssid: 5', []],
    ['bssid: ""', [MAC_MESSAGE]],
    ['bssid: "aa:bb:cc:dd:ee"', [MAC_MESSAGE]],
    ['bssid: "a:b:c:d:e:f:0"', [MAC_MESSAGE]],
    ['bssid: "gg:bb:cc:dd:ee:ff"', [MAC_MESSAGE]],
    ['bssid: "aa:bb:cc:dd:ee:fx"', [MAC_MESSAGE]],
    ['bssid: "aa:bb:cc:dd:ee:ff0"', []],
    ['bssid: "aaa:bb:cc:dd:ee:ff"', []],
    ['bssid: "aaa:bb:cc:dd:eex:ff"', [MAC_MESSAGE]],
    ['channel: 0', []],
    ['channel: 14', []],
    ['channel: 15', [CHANNEL_MESSAGE]],
    ['channel: -1', [CHANNEL_MESSAGE]],
    ['channel: 270', []],
    ['channel: 271', [CHANNEL_MESSAGE]],
    ['channel: 99.5', []],
    ['channel: "99"', []],
  ])('%s', (option, message) => {
    expect(thrown(`connect('a', { ${option} })`)).toEqual(message);
  });
});

describe('startAP takes', () => {
  const NO_PASSWORD = 'Password not set but authMode not open';
  const SHORT = 'Password must be string of at least 8 characters';

  test.each([
    ['undefined', []],
    ['{}', []],
    ['{ password: "12345678" }', []],
    ['{ password: "1234567" }', [SHORT]],
    ['{ password: 12345678 }', [SHORT]],
    ['{ password: [1, 2, 3, 4, 5, 6, 7, 8] }', [SHORT]],
    ['{ authMode: "open" }', []],
    ['{ authMode: "open", password: "" }', []],
    ['{ authMode: 5 }', []],
    ...['wpa', 'wpa2', 'wpa_wpa2'].flatMap((mode): [string, string[]][] => [
      [`{ authMode: "${mode}", password: "12345678" }`, []],
      [`{ authMode: "${mode}" }`, [NO_PASSWORD]],
      [`{ authMode: "${mode}", password: "" }`, [NO_PASSWORD]],
    ]),
    ['{ authMode: "WPA", password: "12345678" }', ['Unknown authMode value']],
    ['{ authMode: "open", password: "12345678" }', ['Auth mode set to open but password supplied']],
  ])('%s', (options, message) => {
    expect(thrown(`startAP('a', ${options})`)).toEqual(message);
  });
});

describe('setSNTP', () => {
  const EPOCH_S = 1_700_000_000;

  test.each([
    ['-11', []],
    ['13', []],
    ['13.9', []],
    ['true', []],
    ['-12', ['Zone must be in range -11..13']],
    ['14', ['Zone must be in range -11..13']],
    ['"1"', ['Zone is not a number']],
    ['undefined', ['Zone is not a number']],
  ])('takes the zone %s', (zone, message) => {
    expect(thrown(`setSNTP('pool.ntp.org', ${zone})`)).toEqual(message);
  });

  /** The seconds on the board's clock at these times after it has asked for the time, without the epoch. */
  function clockAt(calls: string, atMs: readonly number[], zone = 0): number[] {
    const { board, lines } = boot(whenJoined(`require('Wifi').setSNTP('a', ${zone}); ${calls}`), {
      network: { epochMs: EPOCH_S * 1000 },
    });
    board.advance(2000);
    for (const ms of atMs) {
      board.advance(2000 + ms - board.clock.nowMs);
      board.type('print(getTime())');
    }
    return lines.map((line) => Number(line) - EPOCH_S);
  }

  test('looks after 30.1 s and then every 30 s, and takes whole seconds', () => {
    const [before = 0, first, later, second] = clockAt('', [30_000, 30_100, 60_000, 60_100]);
    expect(before).toBeLessThan(-1_000_000);
    // Of 32.1 s and 62.1 s the fraction is lost.
    expect([first, later, second]).toEqual([32, expect.closeTo(61.9, 5), 62]);
  });

  test('adds the zone', () => {
    expect(clockAt('', [30_100], 2)).toEqual([7232]);
    expect(clockAt('', [30_100], -1.5)).toEqual([-3568]);
  });

  test('that is called again waits anew', () => {
    const again = `setTimeout(function () { require('Wifi').setSNTP('a', 1) }, 10000);`;
    const [early = 0, late] = clockAt(again, [39_000, 40_100]);
    expect(early).toBeLessThan(-1_000_000);
    expect(late).toBe(3642);
  });

  test('that has once reached somebody goes on by itself', () => {
    const { board, lines, accessPoint } = boot(whenJoined(`require('Wifi').setSNTP('a', 0)`), {
      network: { epochMs: EPOCH_S * 1000 },
    });
    board.advance(33_000);
    accessPoint.goDown();
    board.type('setTime(0)');
    board.advance(40_000);
    board.type('print(getTime())');
    expect(Number(lines[0])).toBeGreaterThan(EPOCH_S);
  });

  test('is forgotten when the power goes', () => {
    const { board, lines } = boot(whenJoined(`require('Wifi').setSNTP('a', 0)`));
    board.advance(5000);
    board.flash.write('.bootcde', '');
    board.powerCycle();
    board.advance(60_000);
    board.type('print(getTime() < 100)');
    expect(lines).toEqual(['true']);
  });
});

describe('what save() has left', () => {
  const saved = (content: string): unknown[] => {
    const { board } = boot('');
    board.flash.write('.wificfg', content);
    board.powerCycle();
    board.advance(5000);
    return [board.isOnline, board.isOpenAccessPoint];
  };

  test.each([
    [{ mode: 0, ...credentials }, [false, false]],
    [{ mode: 1, ...credentials }, [true, false]],
    [{ mode: 2, ...credentials }, [false, true]],
    [{ mode: 3, ...credentials }, [true, true]],
    [{ mode: 1, ssid: 'office' }, [false, false]],
    [{ mode: 1, password: 'open sesame' }, [false, false]],
    [null, [false, true]],
  ])('%j', (content, state) => {
    expect(saved(JSON.stringify(content))).toEqual(state);
  });

  test.each([
    ['', { ssid: '', password: '', mode: 2, hostname: 'espruino' }],
    [`wifi.stopAP();`, { ssid: '', password: '', mode: 0, hostname: 'espruino' }],
    [JOIN, { ...credentials, mode: 3, hostname: 'espruino' }],
    [`wifi.setHostname('mine'); wifi.stopAP(); ${JOIN}`, { ...credentials, mode: 1, hostname: 'mine' }],
  ])('after %s', (body, expected) => {
    const { board } = boot(`var wifi = require('Wifi'); ${body} wifi.save()`);
    expect(JSON.parse(board.flash.read('.wificfg') ?? '')).toEqual(expected);
    board.type(`wifi.save('clear')`);
    expect(board.flash.read('.wificfg')).toBeUndefined();
  });

  test('restore() does nothing now', () => {
    expect(thrown('restore()')).toEqual([]);
  });
});
