import vm from 'node:vm';
import { languageFaults } from '../../build/subset.ts';
import { BOARD_DATE } from './date.ts';
import { BUILTINS } from './builtins.ts';
import { guardCatches } from './catch-guard.ts';
import { COSTS } from './cost/costs.ts';
import { instrument } from './cost/instrument.ts';
import { BIND_METER, makeMeter, METER, type Meter, type MeterText } from './cost/metered.ts';
import type { Callable, Engine, Engines, Kit, LanguageParts, RealmObject } from './engine.ts';
import { BOARD_PROMISE } from './promise.ts';
import { REALM_KIT } from './realm-kit.ts';
import { BOARD_SORT } from './sort.ts';

/** Scripts compiled once: boards that boot the same text many times share one of these. */
export class ScriptCache implements Engines {
  readonly #scripts = new Map<string, vm.Script>();
  readonly #programs = { metered: new Map<string, vm.Script>(), free: new Map<string, vm.Script>() };

  /** A program's text: what Espruino stumbles over becomes a script that throws it before anything of it runs. */
  program(source: string, filename: string, metered: boolean): vm.Script {
    const programs = this.#programs[metered ? 'metered' : 'free'];
    let script = programs.get(source);
    if (!script) {
      const faults = languageFaults(source);
      const message = [`${filename} would fail on the board:`, ...faults].join('\n  ');
      const text =
        faults.length > 0
          ? `throw new SyntaxError(${JSON.stringify(message)})`
          : metered
            ? instrument(source, COSTS, true)
            : guardCatches(source);
      script = new vm.Script(text, { filename });
      programs.set(source, script);
    }
    return script;
  }

  get(source: string): vm.Script {
    let script = this.#scripts.get(source);
    if (!script) {
      script = new vm.Script(source);
      this.#scripts.set(source, script);
    }
    return script;
  }

  start(metered: boolean): Engine {
    return new IsolatedEngine(this, metered);
  }
}

/** A fresh context with what Espruino has of the language, and nothing of the host. */
class IsolatedEngine implements Engine {
  readonly globals: RealmObject;
  readonly meter: Meter | null;
  readonly kit: Kit;
  readonly objectPrototype: object;
  readonly #context: vm.Context;
  readonly #scripts: ScriptCache;

  constructor(scripts: ScriptCache, metered: boolean) {
    this.#scripts = scripts;
    // A sandbox with a prototype would hand the host's Object to the program as `constructor`.
    const sandbox: RealmObject = Object.create(null) as RealmObject;
    this.#context = vm.createContext(sandbox);
    this.globals = this.#own('globalThis') as RealmObject;
    const kit = this.#own(REALM_KIT) as Kit & { readonly InternalError: unknown };
    // A list of the context's has only the methods that the board has.
    this.kit = {
      ...kit,
      wrap: (host, name) => kit.wrap((self, args) => host(self, Array.from(args)), name),
    };
    this.objectPrototype = this.#own('Object.prototype') as object;
    this.meter = metered ? this.#startMeter() : null;
    this.#own(BUILTINS);
    this.#own(BOARD_SORT);
    this.globals['InternalError'] = kit.InternalError;
  }

  #startMeter(): Meter {
    const meter = makeMeter(this.#own(METER) as MeterText);
    // What the board lacks is taken away later, and this with it.
    this.globals['__meter'] = meter;
    this.#own(BIND_METER);
    return meter;
  }

  run(source: string, filename: string): unknown {
    return this.#scripts.program(source, filename, this.meter !== null).runInContext(this.#context);
  }

  /** What is the simulator's own may use all that V8 has. */
  #own(source: string): unknown {
    return this.#scripts.get(source).runInContext(this.#context);
  }

  adaptLanguage({ later, getTime }: LanguageParts): void {
    (this.#own(BOARD_PROMISE) as Callable)(later);
    (this.#own(BOARD_DATE) as Callable)(getTime);
  }
}
