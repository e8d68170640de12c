import { describe, expect, test } from '@jest/globals';
import { output } from '../../workbench.ts';

function thrown(call: string): string[] {
  return output(`var wifi = require('Wifi'); try { wifi.${call} } catch (e) { print('' + e) }`);
}

describe('throws at once', () => {
  test.each([
    ['connect(5)', 'No SSID provided'],
    ['connect("a", "b")', 'Expecting Object, got String'],
    ['connect("a", null)', 'Expecting Object, got null'],
    ['connect("a", [])', 'Expecting Object, got Array'],
    ['connect("a", function () {})', 'Expecting Object, got Function'],
    ['connect("a", { password: 12345678 })', 'Expecting options.password to be a string but got Number'],
    ['connect("a", { password: true })', 'Expecting options.password to be a string but got Number'],
    ['connect("a", { password: null })', 'Expecting options.password to be a string but got null'],
    ['connect("a", {}, 5)', 'Expecting callback function but got 5'],
    ['connect("a", {}, null)', 'Expecting callback function but got null'],
    ['connect("a", null, {})', 'Expecting callback function but got [object Object]'],
    ['connect("a", { bssid: "aa:bb" })', 'Expecting bssid as "aa:bb:cc:dd:cc:ff"'],
    [
      'connect("a", { channel: 15 })',
      'Expecting options.channel to be a integer between 0 and  14, but got Number',
    ],
    ['disconnect(null)', 'Expecting callback function but got null'],
    ['stopAP(null)', 'Expecting callback function but got null'],
    ['startAP("a", {}, null)', 'Expecting callback function but got null'],
    ['startAP(5)', 'No SSID'],
    ['startAP("a", 5)', 'Expecting options object but got Number'],
    ['startAP("a", { password: "short" })', 'Password must be string of at least 8 characters'],
    ['startAP("a", { password: null })', 'Password must be string of at least 8 characters'],
    ['startAP("a", { authMode: "wep" })', 'Unknown authMode value'],
    ['startAP("a", { authMode: "wpa2" })', 'Password not set but authMode not open'],
    [
      'startAP("a", { authMode: "open", password: "long enough" })',
      'Auth mode set to open but password supplied',
    ],
    ['getStatus(5)', 'Expecting callback function but got 5'],
    ['getDetails("x")', 'Expecting callback function but got x'],
    ['getIP(5)', 'Expecting callback function but got 5'],
    ['setConfig(null)', 'Expecting options object but got null'],
    ['setConfig([])', 'Expecting options object but got Array'],
    ['setSNTP("a", "b")', 'Zone is not a number'],
    ['setSNTP("a", 14)', 'Zone must be in range -11..13'],
    ['setSNTP(5, 0)', 'Server is not a string'],
  ])('%s', (call, message) => {
    expect(thrown(call)).toEqual([`Error: ${message}`]);
  });
});

describe('lets through', () => {
  test.each([
    'connect("a", undefined, undefined)',
    'connect("a", { password: undefined, bssid: 5, channel: "x" })',
    'connect("a", { bssid: "aa:bb:cc:dd:ee:ff and more", channel: 256 })',
    'disconnect(undefined)',
    'startAP("a", null)',
    'startAP("a", { password: "" })',
    'getStatus(null)',
    'getDetails(null)',
    'getAPDetails(null)',
    'getIP(null)',
    'getAPIP(null)',
    'getHostname(5)',
    'setHostname("a", 5)',
  ])('%s', (call) => {
    expect(thrown(call)).toEqual([]);
  });
});

test.each(['scan', 'getHostByName', 'ping', 'setIP', 'setAPIP', 'turbo'])(
  '%s exists and says that the virtual board lacks it',
  (name) => {
    expect(thrown(`${name}()`)).toEqual([`Error: Wifi.${name} is not in the virtual board`]);
  },
);
