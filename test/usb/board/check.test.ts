import { describe, expect, test } from '@jest/globals';
import { checkBoard, parseBoardInfo, requiredModules, type BoardInfo } from '../../../src/usb/board/check.ts';

const info = (env: object): BoardInfo | undefined =>
  parseBoardInfo({ BOARD: 'ESP8266_4MB', VERSION: '2v29', ...env });

describe('what a board tells of itself', () => {
  test('is read from its process.env', () => {
    expect(info({ MODULES: 'Flash, Storage', STORAGE: 196_608 })).toEqual({
      board: 'ESP8266_4MB',
      version: '2v29',
      modules: ['Flash', 'Storage'],
      storageBytes: 196_608,
      hasPackets: true,
    });
  });

  test('may be no more than its name and its version', () => {
    expect(info({})).toEqual({
      board: 'ESP8266_4MB',
      version: '2v29',
      modules: [],
      storageBytes: undefined,
      hasPackets: true,
    });
  });

  test.each([undefined, null, 1, 'ESP8266', {}, { BOARD: 'X' }])('%o is not from Espruino', (answer) => {
    expect(parseBoardInfo(answer)).toBeUndefined();
  });

  test.each([
    ['2v24', false],
    ['2v24.9', false],
    ['2v25', true],
    ['2v29.277', true],
    ['3v00', true],
    ['1v99', false],
    ['nightly', false],
  ])('version %s has packets: %s', (version, has) => {
    expect(info({ VERSION: version })?.hasPackets).toBe(has);
  });
});

describe('the check', () => {
  const check = (env: object, script = '', bytes = 100): void => {
    const board = info(env);
    if (board === undefined) throw new Error('not a board');
    checkBoard('/dev/ttyUSB0', board, script, bytes);
  };

  test.each(['PUCKJS', 'xESP8266', ''])('refuses the board "%s"', (name) => {
    expect(() => {
      check({ BOARD: name });
    }).toThrow(`"/dev/ttyUSB0" is a "${name}", and the button runs on an ESP8266.`);
  });

  test.each(['2v19', '1v99', 'v2v29', 'nightly', ''])('refuses version "%s"', (version) => {
    expect(() => {
      check({ VERSION: version });
    }).toThrow(`Espruino "${version}" is too old for the button, which needs 2v20 or newer.`);
  });

  test.each(['2v20', '2v20.101', '2v29', '3v01', '10v00'])('takes version %s', (version) => {
    check({ VERSION: version });
  });

  test('refuses firmware that lacks what the script asks for, and names that alone', () => {
    const script = 'require("Wifi");require("http");require("crypto")';
    check({ MODULES: 'crypto,Wifi,net,http' }, script);
    expect(() => {
      check({ MODULES: 'http,net' }, script);
    }).toThrow('This build of Espruino lacks "Wifi", "crypto", which the button needs.');
    expect(() => {
      check({}, script);
    }).toThrow('lacks "Wifi", "http", "crypto"');
  });

  test('takes what fits to the byte, and nothing more', () => {
    check({ STORAGE: 100 });
    expect(() => {
      check({ STORAGE: 99 });
    }).toThrow('takes 100 bytes, and the board has room for 99');
  });

  test('takes any size where the firmware does not tell its room', () => {
    check({}, '', 1e6);
  });
});

test('the modules of a script are those it requires by name, once each', () => {
  const script =
    'var w=require("Wifi");require(\'http\').get();require( `crypto` );require("Wifi");required("no");';
  expect(requiredModules(script)).toEqual(['Wifi', 'http', 'crypto']);
});

test('a board shows on one line whatever it calls itself, and on 60 characters at most', () => {
  const forged = 'ESP8266\r\nSent and verified: 1 bytes in 0.1 s\x1b]0;x\x07';
  const info = parseBoardInfo({ BOARD: forged, VERSION: `2v29 ${'x'.repeat(1000)}` });
  expect(info?.board).toBe('ESP8266\\x0d\\x0aSent and verified: 1 bytes in 0.1 s\\x1b]0;x\\…');
  expect(info?.board).toHaveLength(60);
  expect(info?.version).toMatch(/^2v29 x{54}…$/);
});
