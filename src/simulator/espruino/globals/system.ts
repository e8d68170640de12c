import { createHash } from 'node:crypto';
import { type Interpreter, VARIABLES } from '../interpreter.ts';
import { formatLine } from '../print.ts';
import type { NoiseSource } from '../../hardware/noise-source.ts';
import { BoardError, isObject, type Native, type RealmObject } from '../../language/realm.ts';

/** What this board's build has inside (boards/ESP8266_4MB.py), as `process.env.MODULES` lists it. */
export const MODULES = [
  'timer',
  'Flash',
  'Storage',
  'heatshrink',
  'net',
  'dgram',
  'tls',
  'http',
  'Wifi',
  'ESP8266',
  'TelnetServer',
  'crypto',
  'neopixel',
];

/** `print`, strings and the rest of the globals that belong to no library. */
export function systemGlobals(interpreter: Interpreter): Record<string, Native> {
  const { realm } = interpreter;
  return {
    print: (args) => {
      interpreter.print(`${formatLine(args, realm)}\n`);
    },
    btoa: ([text]) => Buffer.from(realm.describe(text), 'latin1').toString('base64'),
    atob: ([text]) => Buffer.from(realm.describe(text), 'base64').toString('latin1'),
    getSerial: () => '5ccf7f00-0001',
    load: () => {
      interpreter.restart('load');
    },
    reset: ([clearFlash]) => {
      if (clearFlash) for (const name of ['.bootcde', '.bootrst', '.varimg']) interpreter.flash.erase(name);
      interpreter.restart('reset');
    },
    echo: () => undefined,
  };
}

/** `E` (src/jswrap_espruino.c), as far as a program on this board has use for it. */
export function eObject(interpreter: Interpreter, noise: NoiseSource): RealmObject {
  const { realm } = interpreter;
  return realm.object(
    {},
    {
      toString: (args: readonly unknown[]) =>
        Array.from(bytesIn(interpreter, args), (byte) => String.fromCharCode(byte)).join(''),
      toUint8Array: (args) => realm.bytes(bytesIn(interpreter, args)),
      CRC32: (args) => crc32(bytesIn(interpreter, args)),
      hwRand: () => noise.next32() | 0,
      srand: ([seed]) => {
        noise.seed(Number(seed));
      },
      clip: ([value, low, high]) => Math.min(Math.max(Number(value), Number(low)), Number(high)),
      getErrorFlags: () => {
        const flags = realm.array([...interpreter.errorFlags]);
        interpreter.errorFlags.clear();
        return flags;
      },
      getFlags: () => realm.object({ deepSleep: 0, pretokenise: 0 }),
      setFlags: () => undefined,
      // On this board both do nothing (targets/esp8266/jshardware.c): there is no watchdog to ask for.
      enableWatchdog: () => undefined,
      kickWatchdog: () => undefined,
      setTimeZone: () => undefined,
      setBootCode: ([code, always]) => {
        // Both go before either is written (jsfSaveBootCodeToFlash of src/jsflash.c).
        for (const name of ['.bootcde', '.bootrst']) interpreter.flash.erase(name);
        if (typeof code === 'string' && code !== '')
          interpreter.flash.write(always ? '.bootrst' : '.bootcde', code);
      },
      reboot: () => {
        interpreter.restart('reboot');
      },
      getTemperature: () => NaN,
      getAnalogVRef: () => NaN,
    },
  );
}

export function processObject(interpreter: Interpreter): RealmObject {
  const { realm } = interpreter;
  const env = realm.object({
    VERSION: '2v29.277',
    BOARD: 'ESP8266_4MB',
    RAM: 81920,
    FLASH: 4194304,
    STORAGE: 196608,
    SERIAL: '5ccf7f00-0001',
    CONSOLE: 'Serial1',
    MODULES: MODULES.join(','),
  });
  const memory = (): RealmObject => {
    const usage = interpreter.usedVariables();
    return realm.object({
      free: VARIABLES - usage,
      usage,
      total: VARIABLES,
      history: 0,
      gc: 0,
      gctime: 1,
      blocksize: 12,
    });
  };
  return realm.object({ env, version: '2v29.277' }, { memory });
}

/** `require("crypto")`: of hashes this board has SHA-1 alone. */
export function cryptoModule(interpreter: Interpreter): RealmObject {
  return interpreter.realm.object(
    {},
    {
      SHA1: (args) => {
        const hash = createHash('sha1')
          .update(Uint8Array.from(bytesIn(interpreter, args)))
          .digest();
        return interpreter.realm.bytes(hash).buffer;
      },
    },
  );
}

/** `require("ESP8266")`. */
export function esp8266Module(interpreter: Interpreter): RealmObject {
  const { realm } = interpreter;
  return realm.object(
    {},
    {
      getResetInfo: () =>
        realm.object({ reason: interpreter.resetReason, exccause: 0, epc1: 0, excvaddr: 0 }),
      getState: () => realm.object({ sdkVersion: '2.2.1', cpuFrequency: 160, freeHeap: 10000 }),
      getFreeFlash: () => realm.array([]),
      logDebug: () => undefined,
      reboot: () => {
        interpreter.restart('reboot');
      },
    },
  );
}

/** `require("TelnetServer")` (libs/network/telnet/jswrap_telnet.c). */
export function telnetModule(interpreter: Interpreter): RealmObject {
  return interpreter.realm.object(
    {},
    {
      setOptions: ([options]) => {
        if (!isObject(options)) throw new BoardError(`Expecting Object, got ${typeof options}`);
        const { mode } = options;
        if (typeof mode !== 'string') return;
        if (mode !== 'on' && mode !== 'off') throw new BoardError('Unknown mode value');
        interpreter.telnetOn = mode === 'on';
      },
    },
  );
}

/** The bytes of strings, numbers, arrays and buffers, one after the other. */
function bytesIn(interpreter: Interpreter, values: readonly unknown[]): number[] {
  const bytes: number[] = [];
  const take = (value: unknown): void => {
    if (typeof value === 'string')
      for (let i = 0; i < value.length; i++) bytes.push(value.charCodeAt(i) & 255);
    else if (typeof value === 'number') bytes.push(value & 255);
    else if (interpreter.realm.isArray(value)) for (const item of value) take(item);
    else if (ArrayBuffer.isView(value)) {
      for (const byte of new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) bytes.push(byte);
    } else if (isObject(value) && 'byteLength' in value) {
      for (const byte of new Uint8Array(value as unknown as ArrayBuffer)) bytes.push(byte);
    }
  };
  for (const value of values) take(value);
  return bytes;
}

function crc32(bytes: readonly number[]): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
