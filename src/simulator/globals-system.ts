import { createHash } from 'node:crypto';
import { type Chip, VARIABLES } from './chip.ts';
import { formatLine } from './format.ts';
import type { NoiseSource } from './noise-source.ts';
import { BoardError, isObject, type Native, type RealmObject } from './realm.ts';

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
export function systemGlobals(chip: Chip): Record<string, Native> {
  const { realm } = chip;
  return {
    print: (args) => {
      chip.print(`${formatLine(args, realm)}\n`);
    },
    btoa: ([text]) => Buffer.from(realm.describe(text), 'latin1').toString('base64'),
    atob: ([text]) => Buffer.from(realm.describe(text), 'base64').toString('latin1'),
    getSerial: () => '5ccf7f00-0001',
    load: () => {
      chip.restart('load');
    },
    reset: ([clearFlash]) => {
      if (clearFlash) for (const name of ['.bootcde', '.bootrst', '.varimg']) chip.flash.erase(name);
      chip.restart('reset');
    },
    echo: () => undefined,
  };
}

/** `E` (src/jswrap_espruino.c), as far as a program on this board has use for it. */
export function eObject(chip: Chip, noise: NoiseSource): RealmObject {
  const { realm } = chip;
  return realm.object(
    {},
    {
      toString: (args: readonly unknown[]) =>
        Array.from(bytesIn(chip, args), (byte) => String.fromCharCode(byte)).join(''),
      toUint8Array: (args) => realm.bytes(bytesIn(chip, args)),
      CRC32: (args) => crc32(bytesIn(chip, args)),
      hwRand: () => noise.next32() | 0,
      srand: ([seed]) => {
        noise.seed(Number(seed));
      },
      clip: ([value, low, high]) => Math.min(Math.max(Number(value), Number(low)), Number(high)),
      getErrorFlags: () => {
        const flags = realm.array([...chip.errorFlags]);
        chip.errorFlags.clear();
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
        for (const name of ['.bootcde', '.bootrst']) chip.flash.erase(name);
        if (typeof code === 'string' && code !== '') chip.flash.write(always ? '.bootrst' : '.bootcde', code);
      },
      reboot: () => {
        chip.restart('reboot');
      },
      getTemperature: () => NaN,
      getAnalogVRef: () => NaN,
    },
  );
}

export function processObject(chip: Chip): RealmObject {
  const { realm } = chip;
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
    const usage = chip.usedVariables();
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
export function cryptoModule(chip: Chip): RealmObject {
  return chip.realm.object(
    {},
    {
      SHA1: (args) => {
        const hash = createHash('sha1')
          .update(Uint8Array.from(bytesIn(chip, args)))
          .digest();
        return chip.realm.bytes(hash).buffer;
      },
    },
  );
}

/** `require("ESP8266")`. */
export function esp8266Module(chip: Chip): RealmObject {
  const { realm } = chip;
  return realm.object(
    {},
    {
      getResetInfo: () => realm.object({ reason: chip.resetReason, exccause: 0, epc1: 0, excvaddr: 0 }),
      getState: () => realm.object({ sdkVersion: '2.2.1', cpuFrequency: 160, freeHeap: 10000 }),
      getFreeFlash: () => realm.array([]),
      logDebug: () => undefined,
      reboot: () => {
        chip.restart('reboot');
      },
    },
  );
}

/** `require("TelnetServer")` (libs/network/telnet/jswrap_telnet.c). */
export function telnetModule(chip: Chip): RealmObject {
  return chip.realm.object(
    {},
    {
      setOptions: ([options]) => {
        if (!isObject(options)) throw new BoardError(`Expecting Object, got ${typeof options}`);
        const { mode } = options;
        if (typeof mode !== 'string') return;
        if (mode !== 'on' && mode !== 'off') throw new BoardError('Unknown mode value');
        chip.telnetOn = mode === 'on';
      },
    },
  );
}

/** The bytes of strings, numbers, arrays and buffers, one after the other. */
function bytesIn(chip: Chip, values: readonly unknown[]): number[] {
  const bytes: number[] = [];
  const take = (value: unknown): void => {
    if (typeof value === 'string')
      for (let i = 0; i < value.length; i++) bytes.push(value.charCodeAt(i) & 255);
    else if (typeof value === 'number') bytes.push(value & 255);
    else if (chip.realm.isArray(value)) for (const item of value) take(item);
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
