import { isIPv4 } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { AccessPoint, type AccessPointSettings, Clock } from '../../../src/simulator/index.ts';
import { FRESH_MODE } from '../../../src/simulator/hardware/radio-mode.ts';
import { Station } from '../../../src/simulator/hardware/station.ts';

/** A station beside the office's access point, with everything that it tells and when. */
class Bench {
  readonly clock = new Clock();
  readonly accessPoint: AccessPoint;
  readonly station: Station;
  readonly told: string[] = [];

  constructor(settings: Partial<AccessPointSettings> = {}) {
    this.accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame', ...settings });
    this.station = new Station(this.clock, this.accessPoint, { ...FRESH_MODE }, {});
    this.station.onEvent = (event) => {
      const reason = event.kind === 'disconnected' ? ` ${event.reason}` : '';
      this.told.push(`${this.clock.nowMs} ${event.kind}${reason}`);
    };
    this.station.onLinkUp = () => this.told.push(`${this.clock.nowMs} link`);
  }

  join(): void {
    this.station.connect('office', 'open sesame');
  }

  static joined(): Bench {
    const bench = new Bench();
    bench.join();
    bench.wait(2000);
    bench.told.length = 0;
    return bench;
  }

  wait(ms: number): void {
    this.clock.runTo(this.clock.nowMs + ms);
  }

  get state(): unknown[] {
    const { status, ip, hasAddress, carries } = this.station;
    return [status, ip, hasAddress, carries];
  }
}

const ONLINE = ['connected', '192.168.4.23', true, true];
const nowhere = (status: string): unknown[] => [status, '0.0.0.0', false, false];

describe('a station', () => {
  test('begins with no network, as an access point alone', () => {
    const { station, state } = new Bench();
    expect([station.ssid, station.password, station.skipsDisconnect]).toEqual(['', '', false]);
    expect([station.stationOn, station.accessPointOn]).toEqual([false, true]);
    expect(station.options).toEqual({
      hostname: 'espruino',
      powersave: 'ps-poll',
      phy: '11n',
      apSsid: 'ESP_000001',
    });
    expect(state).toEqual(nowhere('off'));
  });

  test('joins in 2 s', () => {
    const bench = new Bench();
    bench.join();
    expect(bench.state).toEqual(nowhere('connecting'));
    bench.wait(1999);
    expect(bench.state).toEqual(nowhere('connecting'));
    bench.wait(1);
    expect(bench.state).toEqual(ONLINE);
    expect(bench.told).toEqual(['1500 associated', '2000 gotAddress', '2000 link']);
  });

  test.each([
    [{ up: false }, 'no_ap_found', 201],
    [{ ssid: 'other' }, 'no_ap_found', 201],
    [{ refuses: 'authentication' }, 'connect_failed', 202],
    [{ refuses: 'association' }, 'connect_failed', 203],
    [{ password: 'other' }, 'bad_password', 15],
    [{ password: 'other', wrongPassword: 'auth_expire' }, 'connecting', 2],
    [{ password: 'other', wrongPassword: 'handshake_timeout' }, 'bad_password', 204],
  ] as const)('where the access point is %j tries again every 2.5 s: %s', (settings, status, reason) => {
    const bench = new Bench(settings);
    bench.join();
    bench.wait(6500);
    expect(bench.told).toEqual([1500, 4000, 6500].map((atMs) => `${atMs} disconnected ${reason}`));
    expect(bench.state).toEqual(nowhere(status));
  });

  test('asks for an address for ever, and says that none has come 20 s after it began to, and began anew', () => {
    const bench = new Bench({ dhcp: 'silent' });
    bench.join();
    bench.wait(60_000);
    expect(bench.told).toEqual(['1500 associated', '22000 dhcpTimeout', '44500 dhcpTimeout']);
    expect(bench.state).toEqual(nowhere('connecting'));
    bench.accessPoint.settings.dhcp = 'answers';
    bench.wait(2500);
    expect(bench.state).toEqual(ONLINE);
  });

  test('takes another network in place of the one that it tries to join', () => {
    const bench = new Bench();
    bench.station.connect('elsewhere', 'x');
    bench.wait(1000);
    bench.join();
    bench.wait(2000);
    expect(bench.told).toEqual(['2500 associated', '3000 gotAddress', '3000 link']);
  });

  test('leaves with an event where there is something to leave, and joins no more', () => {
    const bench = Bench.joined();
    bench.station.disconnect();
    expect([bench.state, bench.told]).toEqual([nowhere('off'), []]);
    bench.wait(60_000);
    expect(bench.told).toEqual(['2000 disconnected 8']);
    bench.station.disconnect();
    bench.accessPoint.goDown();
    bench.wait(60_000);
    expect(bench.told).toHaveLength(1);
  });

  test('asks for an address anew when it is told to, and loses the one that it has', () => {
    const bench = Bench.joined();
    bench.station.restartDhcp();
    expect(bench.state).toEqual(nowhere('connected'));
    bench.wait(500);
    expect([bench.state, bench.told]).toEqual([ONLINE, ['2500 gotAddress', '2500 link']]);
  });

  test('asks for none before it is joined to a network', () => {
    const bench = new Bench();
    bench.station.restartDhcp();
    bench.wait(5000);
    expect([bench.state, bench.told]).toEqual([nowhere('off'), []]);
    bench.join();
    bench.station.restartDhcp();
    bench.wait(2000);
    expect(bench.told).toEqual(['6500 associated', '7000 gotAddress', '7000 link']);
  });

  test.each([
    ['off', () => new Bench()],
    [
      'connecting',
      () => {
        const bench = new Bench();
        bench.join();
        return bench;
      },
    ],
    ['connecting', () => Bench.joined()],
  ] as const)('that falls silent is %s, and says nothing', (status, make) => {
    const bench = make();
    bench.station.fallSilent();
    bench.wait(60_000);
    expect([bench.state, bench.told]).toEqual([nowhere(status), []]);
  });

  test('is still once the chip has started over', () => {
    const bench = Bench.joined();
    bench.station.abandon();
    expect(bench.state).toEqual(nowhere('off'));
    bench.station.connect('office', 'open sesame');
    bench.wait(10_000);
    bench.accessPoint.goDown();
    bench.accessPoint.comeUp();
    bench.wait(10_000);
    expect(bench.told).toEqual([]);
  });
});

describe('an access point that goes away', () => {
  test('carries nothing at once, is missed after 4 s, and looked for every 2.5 s', () => {
    const bench = Bench.joined();
    bench.accessPoint.goDown();
    expect(bench.state).toEqual(['connected', '192.168.4.23', true, false]);
    bench.wait(3999);
    expect(bench.told).toEqual([]);
    bench.wait(1);
    expect([bench.told, bench.state]).toEqual([['6000 disconnected 200'], nowhere('connecting')]);
    bench.wait(5000);
    expect(bench.told.slice(1)).toEqual(['8500 disconnected 201', '11000 disconnected 201']);
    bench.accessPoint.comeUp();
    bench.wait(3000);
    expect([bench.told.slice(3), bench.state]).toEqual([
      ['13500 associated', '14000 gotAddress', '14000 link'],
      ONLINE,
    ]);
  });

  test('and is back before that is not missed', () => {
    const bench = Bench.joined();
    bench.accessPoint.goDown();
    bench.wait(1000);
    bench.accessPoint.comeUp();
    bench.wait(60_000);
    expect([bench.told, bench.state]).toEqual([['3000 link'], ONLINE]);
  });

  test('while it is looked for is not found, and not missed', () => {
    const bench = new Bench();
    bench.accessPoint.goDown();
    bench.accessPoint.comeUp();
    bench.join();
    bench.wait(1000);
    bench.accessPoint.goDown();
    bench.wait(500);
    expect(bench.told).toEqual(['1500 disconnected 201']);
  });

  test('while it is asked for an address is missed as well, and found again', () => {
    const bench = new Bench();
    bench.join();
    bench.wait(1600);
    bench.accessPoint.goDown();
    bench.accessPoint.comeUp();
    bench.wait(20_000);
    expect(bench.told.slice(0, 2)).toEqual(['1500 associated', '5600 disconnected 200']);
    expect(bench.state).toEqual(ONLINE);
  });

  test('gives no address to who asks anew, who misses it then', () => {
    const bench = Bench.joined();
    bench.accessPoint.goDown();
    bench.station.restartDhcp();
    bench.wait(500);
    expect([bench.told, bench.state]).toEqual([['2500 disconnected 200'], nowhere('connecting')]);
  });

  test('throws out who has the old password, and lets nobody in with it', () => {
    const bench = Bench.joined();
    bench.accessPoint.changePassword('new');
    bench.wait(2500);
    expect(bench.told).toEqual(['2000 disconnected 200', '4500 disconnected 15']);
    bench.accessPoint.changePassword('open sesame');
    bench.wait(3000);
    expect(bench.state).toEqual(ONLINE);
  });
});

test('a mode is kept for the stations to come', () => {
  const clock = new Clock();
  const accessPoint = new AccessPoint();
  const kept = { ...FRESH_MODE };
  const station = new Station(clock, accessPoint, kept, {});
  station.setMode({ stationOn: true });
  station.setMode({ accessPointOn: false });
  expect([station.stationOn, station.accessPointOn]).toEqual([true, false]);
  expect(kept).toEqual({ stationOn: true, accessPointOn: false });
  expect(FRESH_MODE).toEqual({ stationOn: false, accessPointOn: true });
});

test('an access point that nothing is said of is open, up, and gives an address of its own network', () => {
  const { settings } = new AccessPoint();
  expect(settings).toMatchObject({
    password: '',
    up: true,
    dhcp: 'answers',
    wrongPassword: 'bad_password',
    refuses: 'nobody',
  });
  expect(settings.ssid).not.toBe('');
  expect(settings.mac).toMatch(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/);
  const { ip, gateway, netmask } = settings;
  const numbers = (address: string): number[] => address.split('.').map(Number);
  const networkOf = (address: string) =>
    numbers(address).map((part, at) => part & (numbers(netmask)[at] ?? 0));
  expect([ip, gateway, netmask].map(isIPv4)).toEqual([true, true, true]);
  expect(networkOf(ip)).toEqual(networkOf(gateway));
  expect(ip).not.toBe(gateway);
});
