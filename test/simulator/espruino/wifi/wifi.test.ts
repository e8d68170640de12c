import { describe, expect, test } from '@jest/globals';
import { boot, HOST, output, whenJoined, type Workbench, type WorkbenchSettings } from '../../workbench.ts';

const LOG = `var wifi = require('Wifi');
  ['associated', 'disconnected', 'connected', 'dhcp_timeout'].forEach(function (e) {
    wifi.on(e, function (d) { print(e + (d && d.reason ? ' ' + d.reason : '')) }) });
  function cb(e) { print('callback', e) }
  function join(ssid, password) { wifi.connect(ssid, { password: password }, cb) }
  function after(ms, f) { setTimeout(f, ms) }
`;

/** In a script it does nothing. */
const POWER_CUT = '/* a power cut */';

function join(body: string, settings: WorkbenchSettings = {}): Workbench {
  return boot(LOG + body, settings);
}

describe('the callback of connect', () => {
  test('comes with null once there is an address, then the event does', () => {
    const { board, lines } = join(`join('office', 'open sesame')`);
    board.advance(10_000);
    expect(lines).toEqual(['associated', 'callback null', 'connected']);
  });

  test('comes at once and without events when it is connected with the same credentials', () => {
    const { board, lines } = join(
      `join('office', 'open sesame'); after(5000, function () { print('again'); join('office', 'open sesame') })`,
    );
    board.advance(10_000);
    expect(lines.slice(3)).toEqual(['again', 'callback null']);
  });

  test.each([
    ['no such network', `join('elsewhere', 'x')`, {}, 'no_ap_found', 'beacon_timeout'],
    ['a wrong password', `join('office', 'wrong')`, {}, 'bad_password', '4way_handshake_timeout'],
    [
      'a wrong password as the SDK often has it',
      `join('office', 'wrong')`,
      { accessPoint: { wrongPassword: 'auth_expire' } },
      'auth_expire',
      'auth_expire',
    ],
  ] as const)(
    'says once why not: %s; the events go on, their reasons shifted',
    (_, body, settings, error, reason) => {
      const { board, lines } = join(body, settings);
      board.advance(6000);
      expect(lines.slice(0, 3)).toEqual([
        `callback ${error}`,
        `disconnected ${reason}`,
        `disconnected ${reason}`,
      ]);
      expect(lines.filter((line) => line.startsWith('callback'))).toHaveLength(1);
    },
  );

  test('never comes where the radio gives up without a word, and the next connect works', () => {
    const { board, lines } = join(
      `join('office', 'open sesame'); after(30000, function () { print(wifi.getStatus().station); join('office', 'open sesame') })`,
    );
    board.silenceRadio();
    board.advance(30_000);
    expect(lines).toEqual(['connecting']);
    board.advance(10_000);
    expect(lines).toEqual(['connecting', 'associated', 'callback null', 'connected']);
    board.silenceRadio();
    board.advance(60_000);
    expect(lines).toHaveLength(4);
    expect(board.isOnline).toBe(false);
  });

  test('never comes when nobody hands out addresses', () => {
    const { board, lines } = join(
      `join('office', 'open sesame'); after(50000, function () { print(wifi.getStatus().station) })`,
      {
        accessPoint: { dhcp: 'silent' },
      },
    );
    board.advance(60_000);
    expect(lines.filter((line) => line.startsWith('callback'))).toEqual([]);
    expect(lines).toContain('dhcp_timeout');
    expect(lines).toContain('connecting');
  });

  test('is forgotten when another connect replaces it', () => {
    const { board, lines } = join(
      `wifi.connect('office', { password: 'open sesame' }, function () { print('first') });
       after(100, function () { join('office', 'open sesame') })`,
    );
    board.advance(10_000);
    expect(lines).toEqual(['associated', 'callback null', 'connected']);
  });

  test('after an error the SDK tries on by itself: a later success shows as the event alone', () => {
    const { board, lines, accessPoint } = join(`join('office', 'open sesame')`, {
      accessPoint: { up: false },
    });
    board.advance(5000);
    expect(lines).toContain('callback no_ap_found');
    accessPoint.comeUp();
    board.advance(5000);
    expect(lines.slice(-2)).toEqual(['associated', 'connected']);
    expect(lines.filter((line) => line.startsWith('callback'))).toHaveLength(1);
  });
});

describe('connect', () => {
  test('called again while not connected swallows the next disconnected event, and with it the reason', () => {
    const { board, lines } = join(
      `join('elsewhere', 'x'); after(500, function () { print('again'); join('elsewhere', 'x') })`,
    );
    board.advance(2500);
    expect(lines).toEqual(['again']);
    board.advance(3000);
    expect(lines).toEqual(['again', 'callback no_ap_found', 'disconnected beacon_timeout']);
  });

  test('to another network leaves the first one with an event', () => {
    const { board, lines } = join(
      `join('office', 'open sesame'); after(5000, function () { join('elsewhere', 'x') })`,
    );
    board.advance(5100);
    expect(lines.slice(3)).toEqual(['disconnected assoc_leave']);
  });

  test.each([
    ['a new password', `'office', 'changed'`, 'bad_password'],
    ['the old password elsewhere', `'elsewhere', 'open sesame'`, 'no_ap_found'],
  ])('with %s is a new one', (_, credentials, outcome) => {
    const { board, lines } = join(
      `join('office', 'open sesame'); after(5000, function () { join(${credentials}) })`,
    );
    board.advance(7000);
    expect(lines.slice(3)).toEqual(['disconnected assoc_leave', `callback ${outcome}`, expect.anything()]);
  });

  test.each([`'open'`, `'open', {}`])('(%s) joins a network without a password', (call) => {
    const { board } = join(`wifi.connect(${call})`, { accessPoint: { ssid: 'open', password: '' } });
    board.advance(5000);
    expect(board.isOnline).toBe(true);
  });

  test('cuts a name to 31 bytes and a password to 63 without a word', () => {
    expect(
      output(
        `var wifi = require('Wifi'); wifi.connect('n'.repeat(40), { password: 'p'.repeat(80) });
         var d = wifi.getDetails(); print(d.ssid.length, d.password.length)`,
      ),
    ).toEqual(['31 63']);
  });
});

describe('a lost router', () => {
  test('is noticed seconds later, reported with a wrong reason, and found again by itself', () => {
    const { board, lines, accessPoint } = join(
      `join('office', 'open sesame'); setInterval(function () { print(wifi.getIP().ip) }, 1000)`,
    );
    board.advance(5000);
    accessPoint.goDown();
    board.advance(2500);
    expect(lines.at(-1)).toBe('192.168.4.23');
    board.advance(3000);
    expect(lines).toContain('disconnected cipher_suite_rejected');
    expect(lines.at(-1)).toBe('0.0.0.0');
    accessPoint.comeUp();
    board.advance(10_000);
    expect(lines.at(-1)).toBe('192.168.4.23');
  });

  test('that is back before the beacon times out is not noticed', () => {
    const { board, lines, accessPoint } = join(`join('office', 'open sesame')`);
    board.advance(5000);
    accessPoint.goDown();
    board.advance(2000);
    accessPoint.comeUp();
    board.advance(20_000);
    expect(lines).toEqual(['associated', 'callback null', 'connected']);
  });
});

describe('what it tells', () => {
  test('getStatus goes from off over connecting to connected, and is synchronous', () => {
    const { board, lines } = join(
      `function s() { var t = wifi.getStatus(); print(t.station, t.mode, t.ap, t.powersave) }
       s(); wifi.connect('office', { password: 'open sesame' }); s(); after(5000, function () { wifi.setConfig({ powersave: 'none' }); s() })`,
    );
    board.advance(6000);
    expect(lines.filter((line) => line.includes('sta') || line.startsWith('off'))).toEqual([
      'off ap enabled ps-poll',
      'connecting sta+ap enabled ps-poll',
      'connected sta+ap enabled none',
    ]);
  });

  test('getIP is all zeros while down, with the MAC all the same; getDetails holds the password in plain text', () => {
    const { board, lines } = join(
      `print(JSON.stringify(wifi.getIP())); wifi.connect('office', { password: 'open sesame' });
       after(5000, function () { print(JSON.stringify(wifi.getIP())); print(wifi.getDetails().password) })`,
    );
    board.advance(6000);
    expect(lines[0]).toBe('{"ip":"0.0.0.0","netmask":"0.0.0.0","gw":"0.0.0.0","mac":"5c:cf:7f:00:00:01"}');
    expect(lines).toContain(
      '{"ip":"192.168.4.23","netmask":"255.255.255.0","gw":"192.168.4.1","mac":"5c:cf:7f:00:00:01"}',
    );
    expect(lines).toContain('open sesame');
  });

  test('answers go to a callback too', () => {
    const { board, lines } = join(
      `wifi.getStatus(function (s) { print(s.ap) }); wifi.getIP(function (e, a) { print(e, a.ip) });
       wifi.getDetails(function (d) { print(d.status) }); wifi.getAPDetails(function (d) { print(d.authMode) });
       wifi.getAPIP(function (e, a) { print(a.ip) }); print(wifi.getHostname())`,
    );
    board.advance(1);
    expect(lines).toEqual(['espruino', 'enabled', 'null 0.0.0.0', 'off', 'open', '192.168.4.1']);
  });

  test('setConfig refuses what it does not know', () => {
    const call = (what: string) =>
      output(`try { require('Wifi').setConfig(${what}) } catch (e) { print('' + e) }`);
    expect(call(`{ powersave: 'deep' }`)).toEqual(['Error: Unknown powersave mode']);
    expect(call(`{ phy: '11x' }`)).toEqual(['Error: Unknown phy mode']);
    expect(call(`{ phy: '11g' }`)).toEqual([]);
  });

  test('setHostname while connected gives the address up and asks for it again', () => {
    const { board, lines } = join(
      `join('office', 'open sesame'); after(5000, function () { wifi.setHostname('button'); print(wifi.getIP().ip, wifi.getHostname()) })`,
    );
    board.advance(10_000);
    expect(lines.slice(3)).toEqual(['0.0.0.0 button', 'connected']);
  });

  test('disconnect turns the station off and calls back', () => {
    const { board, lines } = join(
      `wifi.disconnect(function () { print('nothing to leave') }); join('office', 'open sesame');
       after(5000, function () { wifi.disconnect(function () { print('left', wifi.getStatus().station) }) })`,
    );
    board.advance(10_000);
    expect(lines).toEqual([
      'nothing to leave',
      'associated',
      'callback null',
      'connected',
      'left off',
      'disconnected assoc_leave',
    ]);
  });
});

describe('disconnect', () => {
  test('calls back with the event: until then the station is on', () => {
    const { board, lines } = join(
      `join('office', 'open sesame'); after(5000, function () {
         wifi.disconnect(function () { print('left', wifi.getStatus().mode) }); print(wifi.getStatus().mode) })`,
    );
    board.advance(6000);
    expect(lines.slice(3)).toEqual(['sta+ap', 'left ap', 'disconnected assoc_leave']);
  });

  test('is forgotten when a connect comes before the event', () => {
    const { board, lines } = join(
      `join('office', 'open sesame'); after(5000, function () {
         wifi.disconnect(function () { print('left') }); join('office', 'open sesame') })`,
    );
    board.advance(10_000);
    expect(lines.slice(3)).toEqual(['disconnected assoc_leave', 'associated', 'callback null', 'connected']);
  });
});

test('callbacks that say nothing get no arguments', () => {
  const { board, lines } = join(
    `function none() { print(arguments.length) }
     wifi.stopAP(none); wifi.setHostname('mine', none); wifi.disconnect(none);
     join('office', 'open sesame'); after(5000, function () { wifi.disconnect(none) })`,
  );
  board.advance(6000);
  expect(lines.filter((line) => /^\d$/.test(line))).toEqual(['0', '0', '0', '0']);
});

describe('open doors', () => {
  const SHUT = `require('TelnetServer').setOptions({ mode: 'off' }); require('Wifi').stopAP();`;

  test('telnet and an access point without a password are there on a fresh chip, until turned off', () => {
    const { board } = boot('');
    board.advance(1);
    expect([board.isOpenToTelnet, board.isOpenAccessPoint]).toEqual([true, true]);
    const shut = boot(SHUT).board;
    shut.advance(1);
    expect([shut.isOpenToTelnet, shut.isOpenAccessPoint]).toEqual([false, false]);
  });

  test('telnet turned off at the top of the boot code never listens, later it has listened already', () => {
    const { board } = boot(`setTimeout(function () { ${SHUT} }, 10)`);
    board.advance(9);
    expect(board.isOpenToTelnet).toBe(true);
    board.advance(2);
    expect(board.isOpenToTelnet).toBe(false);
  });

  test.each(['load()', 'reset()', 'E.reboot()', POWER_CUT])(
    'the access point stays off after %s, telnet on the station’s address is on again',
    (again) => {
      const { board } = boot(`
        var s = require('Storage');
        if (s.read('second')) require('Wifi').connect('office', { password: 'open sesame' });
        else {
          ${SHUT} s.write('second', '1');
          require('Wifi').connect('office', { password: 'open sesame' });
          setTimeout(function () { ${again} }, 3000);
        }`);
      board.advance(2900);
      expect([board.isOnline, board.isOpenToTelnet, board.isOpenAccessPoint]).toEqual([true, false, false]);
      if (again === POWER_CUT) board.powerCycle();
      board.advance(5000);
      expect([board.isOnline, board.isOpenToTelnet, board.isOpenAccessPoint]).toEqual([true, true, false]);
    },
  );

  test('startAP opens it again', () => {
    const { board, lines } = boot(`${SHUT} require('Wifi').startAP('mine', {}, function (e) { print(e) })`);
    board.advance(1);
    expect([lines, board.isOpenAccessPoint]).toEqual([['null'], true]);
  });

  test('saved Wi-Fi settings hold the password in plain text and override the boot code at the next boot', () => {
    const { board } = boot(
      `var wifi = require('Wifi');
       if (require('Storage').read('.wificfg')) { wifi.stopAP(); wifi.connect('elsewhere', {}); }
       else { wifi.connect('office', { password: 'open sesame' }, function () { wifi.save() }) }
       setTimeout(function () { print(wifi.getDetails().ssid) }, 10000)`,
    );
    board.advance(5000);
    expect(board.flash.read('.wificfg')).toContain('open sesame');
    board.powerCycle();
    expect(board.isOpenAccessPoint).toBe(true);
    board.advance(11_000);
    expect(board.console.lines).toEqual(['office']);
    board.flash.write('.bootcde', `require('Wifi').save('clear')`);
    board.powerCycle();
    expect(board.flash.read('.wificfg')).toBeUndefined();
  });
});

/** Runs `first` in the first boot and `then` in the second, which is 100 ms after the link is up. */
function twice(first: string, again: string, then: string): string {
  return `var s = require('Storage');
    if (s.read('second')) { ${then} } else {
      s.write('second', '1');
      wifi.connect('office', { password: 'open sesame' }, function () { setTimeout(function () { ${again} }, 100) });
      ${first}
    }`;
}

describe.each(['load()', 'reset()'])('%s leaves the radio alone', (again) => {
  // reset() runs .bootrst alone, so that is where the second boot's program is.
  function afterwards(then: string, first = ''): Workbench {
    const bench = join(twice(first, again, then));
    bench.board.flash.write('.bootrst', LOG + twice(first, again, then));
    return bench;
  }

  test('the link stays up, and connect with the same credentials calls back at once, without events', () => {
    const { board, lines } = afterwards(`print(wifi.getIP().ip); join('office', 'open sesame')`);
    board.advance(10_000);
    expect(lines).toEqual(['associated', 'connected', '192.168.4.23', 'callback null']);
    expect(board.isOnline).toBe(true);
  });

  test('its hostname too, and its access point as it was', () => {
    const status = `print(wifi.getHostname(), wifi.getStatus().mode)`;
    const { board, lines } = afterwards(status, `wifi.setHostname('button'); wifi.stopAP()`);
    board.advance(5000);
    expect(lines.at(-1)).toBe('button sta');
  });

  test('the listeners of the program before are forgotten, those of the next one hear of a loss', () => {
    const { board, lines, accessPoint } = afterwards(`print('again')`);
    board.advance(3000);
    accessPoint.goDown();
    board.advance(5000);
    expect(lines).toEqual(['associated', 'connected', 'again', 'disconnected cipher_suite_rejected']);
    board.type('print(wifi.getStatus().mode)');
    expect(lines.at(-1)).toBe('sta+ap');
  });

  test('an event that the program before asked to keep quiet is kept quiet in the next one', () => {
    const script = `${LOG} var s = require('Storage');
      if (!s.read('second')) {
        s.write('second', '1'); join('elsewhere', 'x');
        after(500, function () { join('elsewhere', 'x'); ${again} });
      }`;
    const { board, lines } = boot(script);
    board.flash.write('.bootrst', script);
    board.advance(3000);
    expect(lines).toEqual([]);
    board.advance(3000);
    expect(lines).toEqual(['disconnected beacon_timeout']);
  });

  test('saved Wi-Fi settings are for starts of the chip alone', () => {
    const { board, lines } = afterwards(
      `after(100, function () { print(wifi.getDetails().ssid) })`,
      `after(2050, function () {
         wifi.save();
         s.write('.wificfg', s.read('.wificfg').replace('office', 'saved'));
       })`,
    );
    board.advance(5000);
    expect(lines.at(-1)).toBe('office');
  });
});

test.each(['load()', 'reset()'])('%s takes leave of the servers that the program talked to', (again) => {
  const { board } = boot(
    whenJoined(
      `if (getTime() > 2.5) return;
       var r = require('http').request({ host: '${HOST}', path: '/', method: 'POST', headers: { 'Content-Length': 9 } });
       r.end('part'); setTimeout(function () { ${again} }, 500)`,
    ),
  );
  board.advance(2500);
  // Until the server has agreed the slot is taken.
  expect(board.counters).toMatchObject({ boots: 2, requests: 0, sockets: 1 });
  board.advance(1000);
  expect(board.counters.sockets).toBe(0);
});

describe('what Wifi.save() has left', () => {
  /** What the chip calls itself on the network after it has found this. */
  function nameAfter(saved: string): readonly string[] {
    const { board, lines } = boot('');
    board.flash.write('.wificfg', saved);
    board.powerCycle();
    board.type(`print(require('Wifi').getHostname())`);
    return lines;
  }

  test.each([
    [{ mode: 1, hostname: 'mine' }, 'mine'],
    [{ mode: 2, hostname: 'mine' }, 'espruino'],
    [{ mode: 1 }, 'espruino'],
  ])('%j names the chip %s', (saved, name) => {
    expect(nameAfter(JSON.stringify(saved))).toEqual([name]);
  });

  test('is nothing where it is no JSON', () => {
    expect(nameAfter('{')).toEqual(['espruino']);
  });
});

describe('the radio’s mode', () => {
  const STATUS = `print(wifi.getStatus().mode, wifi.getStatus().station, wifi.getDetails().ssid === '')`;

  test.each(['E.reboot()', POWER_CUT])(
    'is kept over a start of the chip, the credentials are not: %s',
    (again) => {
      const { board, lines } = join(twice('', again, STATUS));
      board.advance(5000);
      if (again === POWER_CUT) board.powerCycle();
      board.advance(5000);
      expect(lines.slice(2)).toEqual(['sta+ap off true']);
      expect(board.isOnline).toBe(false);
    },
  );

  test('is a matter of stopAP, startAP, connect and disconnect', () => {
    const { board, lines } = boot(`var wifi = require('Wifi'); ${STATUS}`);
    const next = (body: string): string | undefined => {
      board.flash.write('.bootcde', `var wifi = require('Wifi'); ${body}`);
      board.powerCycle();
      board.flash.write('.bootcde', `var wifi = require('Wifi'); ${STATUS}`);
      board.powerCycle();
      return lines.at(-1);
    };
    expect(lines).toEqual(['ap off true']);
    expect(next('wifi.stopAP()')).toBe('off off true');
    expect(next(`wifi.connect('office')`)).toBe('sta off true');
    expect(next(`wifi.startAP('mine')`)).toBe('sta+ap off true');
    expect(next('wifi.disconnect()')).toBe('ap off true');
  });

  test('that Wifi.save() left in Storage is for one start: the chip’s own stays', () => {
    const { board } = boot('');
    board.flash.write('.wificfg', JSON.stringify({ mode: 1, ssid: 'office', password: 'open sesame' }));
    board.powerCycle();
    expect(board.isOpenAccessPoint).toBe(false);
    board.flash.erase('.wificfg');
    board.powerCycle();
    expect(board.isOpenAccessPoint).toBe(true);
  });
});
