import type { Chip } from './chip.ts';
import { pinGlobals, pinNames } from './globals-pins.ts';
import {
  cryptoModule,
  eObject,
  esp8266Module,
  processObject,
  systemGlobals,
  telnetModule,
} from './globals-system.ts';
import { timeGlobals } from './globals-time.ts';
import type { HttpClient } from './http-client.ts';
import type { NoiseSource } from './noise-source.ts';
import { BoardError, BoardTypeError, isCallable, type Native, type RealmObject } from './realm.ts';
import { storageModule } from './storage-module.ts';
import { parseUrl } from './url-parse.ts';
import { WifiModule } from './wifi-module.ts';

/** What the globals work with besides the chip itself. */
export interface GlobalParts {
  readonly http: HttpClient;
  readonly noise: NoiseSource;
  readonly stall: (ms: number) => void;
}

/** The board's own objects that programs hang listeners on. */
export interface LastingObjects {
  readonly process: object;
  readonly e: object;
  readonly wifi: object;
}

/** Puts everything that Espruino has on this board into the fresh realm. */
export function installGlobals(chip: Chip, { http, noise, stall }: GlobalParts): LastingObjects {
  const { realm } = chip;
  const { globals } = realm;
  const put = (name: string, value: unknown): void => {
    globals[name] = value;
  };
  const wifi = new WifiModule(chip).object;
  const natives = {
    ...pinGlobals(chip),
    ...timeGlobals(chip, stall),
    ...systemGlobals(chip),
    ...modules(chip, http, wifi),
  };
  for (const [name, native] of Object.entries(natives)) put(name, realm.fn(name, native));
  for (const [name, pin] of Object.entries(pinNames())) put(name, pin);
  const process = processObject(chip);
  put('process', process);
  const e = eObject(chip, noise);
  put('E', e);
  put('console', consoleObject(chip));
  put('url', urlObject(chip));
  installEvents(chip);
  const math = globals['Math'];
  if (typeof math === 'object' && math !== null) {
    realm.define(
      math,
      'random',
      realm.fn('random', () => noise.nextFraction()),
    );
  }
  const later: Native = ([callback]) => {
    if (isCallable(callback)) chip.loop.queue([callback], undefined, []);
  };
  realm.adaptLanguage(later);
  return { process, e, wifi };
}

/** `require`: built-in modules only, each the same object every time. */
function modules(chip: Chip, http: HttpClient, wifi: RealmObject): Record<string, Native> {
  const makers: Readonly<Record<string, () => RealmObject>> = {
    Storage: () => storageModule(chip),
    http: () => http.module(),
    ESP8266: () => esp8266Module(chip),
    TelnetServer: () => telnetModule(chip),
    crypto: () => cryptoModule(chip),
  };
  const made = new Map<string, RealmObject>([['Wifi', wifi]]);
  return {
    require: ([value]) => {
      const name = chip.realm.describe(value);
      const module = made.get(name) ?? makers[name]?.();
      if (!module) throw new BoardError(`Module "${name}" not found`);
      made.set(name, module);
      return module;
    },
  };
}

function consoleObject(chip: Chip): RealmObject {
  const { realm } = chip;
  const object = realm.object();
  for (const name of ['log', 'debug', 'info', 'warn', 'error'])
    realm.define(object, name, realm.globals['print']);
  return object;
}

function urlObject({ realm }: Chip): RealmObject {
  return realm.object(
    {},
    {
      parse: ([url, parsesQuery]) =>
        typeof url === 'string' ? parseUrl(realm, url, Boolean(parsesQuery)) : undefined,
    },
  );
}

/** `on` and its like, which every object has on the board. */
function installEvents(chip: Chip): void {
  const { realm, emitter } = chip;
  const text = (value: unknown): string => realm.describe(value);
  const natives: Record<string, Native> = {
    on: ([event, listener], self) => {
      emitter.on(self, event, listener);
    },
    prependListener: ([event, listener], self) => {
      emitter.on(self, event, listener, true);
    },
    emit: ([event, ...rest], self) => {
      if (typeof event !== 'string') throw new BoardTypeError('First argument must be String');
      if (typeof self === 'object' && self !== null) emitter.emit(self, event, rest);
    },
    removeListener: ([event, listener], self) => {
      if (typeof self === 'object' && self !== null) emitter.remove(self, text(event), listener);
    },
    removeAllListeners: ([event], self) => {
      if (typeof self !== 'object' || self === null) return;
      emitter.removeAll(self, event === undefined ? undefined : text(event));
    },
  };
  natives['addListener'] = natives['on'] ?? (() => undefined);
  for (const [name, native] of Object.entries(natives)) {
    realm.define(realm.objectPrototype, name, realm.fn(name, native));
  }
}
