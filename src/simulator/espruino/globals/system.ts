import { type Interpreter, VARIABLES } from '../interpreter.ts';
import { bytesIn, mapBits, textIn } from './bytes.ts';
import { formatLine } from '../print.ts';
import type { NoiseSource } from '../../hardware/noise-source.ts';
import { isPlainObject, typeName } from '../../language/type-name.ts';
import { BoardError, isObject, type Native, type RealmObject } from '../../language/realm.ts';

/** What this board's build has inside (boards/ESP8266_4MB.py), as `process.env.MODULES` lists it. */
export const MODULES = [
  'timer',
  'Flash',
  'Storage',
  'heatshrink',
  'net',
  'dgram',
  'http',
  'NetworkJS',
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
    btoa: ([data]) => {
      if (!isObject(data) && typeof data !== 'string') {
        throw new BoardError(`Expecting String or Array, got ${typeName(data)}`);
      }
      return Buffer.from(bytesIn(interpreter, [data])).toString('base64');
    },
    atob: ([text]) => {
      if (typeof text !== 'string') throw new BoardError(`Expecting String, got ${typeName(text)}`);
      return Buffer.from(text, 'base64').toString('latin1');
    },
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
      toString: (args: readonly unknown[]) => textIn(interpreter, args),
      toUint8Array: (args) => realm.bytes(bytesIn(interpreter, args)),
      mapInPlace: ([from, to, map, bits]) => {
        mapBits(interpreter, from, to, map, Number(bits ?? 0));
      },
      CRC32: ([data]) => crc32(bytesIn(interpreter, [data])),
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

/** `require("TelnetServer")` (libs/network/telnet/jswrap_telnet.c). */
export function telnetModule(interpreter: Interpreter): RealmObject {
  return interpreter.realm.object(
    {},
    {
      setOptions: ([options]) => {
        if (!isPlainObject(options)) throw new BoardError(`Expecting Object, got ${typeName(options)}`);
        const { mode } = options;
        if (typeof mode !== 'string') return;
        if (mode !== 'on' && mode !== 'off') throw new BoardError('Unknown mode value');
        interpreter.telnetOn = mode === 'on';
      },
    },
  );
}

function crc32(bytes: readonly number[]): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
