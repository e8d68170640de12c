import type { Interpreter } from '../interpreter.ts';
import { pinGlobals, pinNames } from './pins.ts';
import { cryptoModule } from './crypto.ts';
import { esp8266Module } from './esp8266.ts';
import { eObject, MODULES, processObject, systemGlobals, telnetModule } from './system.ts';
import { timeGlobals } from './time.ts';
import { HttpClient } from '../http/client.ts';
import { NetClient } from '../net/client.ts';
import type { Connections } from '../net/connections.ts';
import type { NoiseSource } from '../../hardware/noise-source.ts';
import {
  BoardError,
  BoardTypeError,
  type Callable,
  type Native,
  type Realm,
  type RealmObject,
} from '../../language/realm.ts';
import { eventNamed, parentOf } from '../events.ts';
import { typeName } from '../../language/type-name.ts';
import { storageModule } from './storage.ts';
import { parseUrl } from './url.ts';
import { WifiModule } from '../wifi/module.ts';

/** What the globals work with besides the chip itself. */
export interface GlobalParts {
  readonly connections: Connections;
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
export function installGlobals(
  interpreter: Interpreter,
  { connections, noise, stall }: GlobalParts,
): LastingObjects {
  const { realm } = interpreter;
  const { globals } = realm;
  const put = (name: string, value: unknown): void => {
    globals[name] = value;
  };
  const wifi = new WifiModule(interpreter).object;
  const natives = {
    ...pinGlobals(interpreter),
    ...timeGlobals(interpreter, stall),
    ...systemGlobals(interpreter),
    ...modules(interpreter, connections, wifi),
  };
  for (const [name, native] of Object.entries(natives)) put(name, realm.fn(name, native));
  for (const [name, pin] of Object.entries(pinNames())) put(name, pin);
  const process = processObject(interpreter);
  put('process', process);
  const e = eObject(interpreter, noise);
  put('E', e);
  put('console', consoleObject(interpreter));
  put('url', urlObject(interpreter));
  installEvents(interpreter);
  defineNatives(realm, globals['Math'] as RealmObject, { random: () => noise.nextFraction() });
  const later: Native = ([callback]) => {
    interpreter.loop.queue([callback as Callable], undefined, []);
  };
  realm.adaptLanguage(later);
  return { process, e, wifi };
}

/** `require`: built-in modules only, each the same object every time. */
function modules(
  interpreter: Interpreter,
  connections: Connections,
  wifi: RealmObject,
): Record<string, Native> {
  const makers: Readonly<Record<string, () => RealmObject>> = {
    Storage: () => storageModule(interpreter),
    http: () => new HttpClient(interpreter, connections).module(),
    net: () => new NetClient(interpreter, connections).module(),
    ESP8266: () => esp8266Module(interpreter),
    TelnetServer: () => telnetModule(interpreter),
    crypto: () => cryptoModule(interpreter),
  };
  const made = new Map<string, RealmObject>([['Wifi', wifi]]);
  return {
    require: ([name]) => {
      if (typeof name !== 'string') {
        throw new BoardTypeError(`Expecting module name as a string, got ${typeName(name)}`);
      }
      const module = made.get(name) ?? makers[name]?.();
      if (!module) {
        const isThere = MODULES.includes(name);
        throw new BoardError(`Module "${name}" ${isThere ? 'is not in the virtual board' : 'not found'}`);
      }
      made.set(name, module);
      return module;
    },
  };
}

function consoleObject(interpreter: Interpreter): RealmObject {
  const { realm } = interpreter;
  const object = realm.object();
  for (const name of ['log', 'debug', 'info', 'warn', 'error'])
    realm.define(object, name, realm.globals['print']);
  return object;
}

function urlObject({ realm }: Interpreter): RealmObject {
  return realm.object(
    {},
    {
      parse: ([url, parsesQuery]) =>
        typeof url === 'string' ? parseUrl(realm, url, Boolean(parsesQuery)) : undefined,
    },
  );
}

/** `on` and its like, which every object has on the board. */
function installEvents(interpreter: Interpreter): void {
  const { realm, emitter } = interpreter;
  const on: Native = ([event, listener], self) => {
    emitter.on(self, event, listener);
  };
  const natives: Record<string, Native> = {
    on,
    addListener: on,
    prependListener: ([event, listener], self) => {
      emitter.on(self, event, listener, true);
    },
    emit: ([event, ...rest], self) => {
      emitter.emit(parentOf(self), eventNamed(event), rest);
    },
    removeListener: ([event, listener], self) => {
      emitter.remove(parentOf(self), eventNamed(event), listener);
    },
    removeAllListeners: ([event], self) => {
      if (event !== undefined && typeof event !== 'string') {
        throw new BoardTypeError('First argument must be String or undefined');
      }
      emitter.removeAll(parentOf(self), event);
    },
  };
  defineNatives(realm, realm.objectPrototype, natives);
}

function defineNatives(realm: Realm, target: object, natives: Readonly<Record<string, Native>>): void {
  for (const [name, native] of Object.entries(natives)) realm.define(target, name, realm.fn(name, native));
}
