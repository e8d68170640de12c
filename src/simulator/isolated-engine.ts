import vm from 'node:vm';
import { BOARD_DATE } from './board-date.ts';
import { BUILTINS } from './builtins.ts';
import type { Callable, Engine, Engines, Kit, LanguageParts, RealmObject } from './engine.ts';
import { BOARD_PROMISE } from './promise.ts';
import { REALM_KIT } from './realm-kit.ts';

/** Scripts compiled once: boards that boot the same text many times share one of these. */
export class ScriptCache implements Engines {
  readonly #scripts = new Map<string, vm.Script>();

  get(source: string, filename: string): vm.Script {
    let script = this.#scripts.get(source);
    if (!script) {
      script = new vm.Script(source, { filename });
      this.#scripts.set(source, script);
    }
    return script;
  }

  start(): Engine {
    return new IsolatedEngine(this);
  }
}

/** A fresh context with what Espruino has of the language, and nothing of the host. */
class IsolatedEngine implements Engine {
  readonly globals: RealmObject;
  readonly kit: Kit;
  readonly objectPrototype: object;
  readonly #context: vm.Context;
  readonly #scripts: ScriptCache;

  constructor(scripts: ScriptCache) {
    this.#scripts = scripts;
    // A sandbox with a prototype would hand the host's Object to the program as `constructor`.
    const sandbox: RealmObject = Object.create(null) as RealmObject;
    this.#context = vm.createContext(sandbox);
    this.globals = this.run('globalThis', 'globals') as RealmObject;
    const kit = this.run(REALM_KIT, 'kit') as Kit;
    // A list of the context's has only the methods that the board has.
    this.kit = {
      ...kit,
      wrap: (host, name) => kit.wrap((self, args) => host(self, Array.from(args)), name),
    };
    this.objectPrototype = this.run('Object.prototype', 'prototype') as object;
    this.run(BUILTINS, 'builtins');
  }

  run(source: string, filename: string): unknown {
    return this.#scripts.get(source, filename).runInContext(this.#context);
  }

  adaptLanguage({ later, getTime }: LanguageParts): void {
    (this.run(BOARD_PROMISE, 'promise') as Callable)(later);
    (this.run(BOARD_DATE, 'date') as Callable)(getTime);
  }
}
