import vm from 'node:vm';
import { METER_NAMES } from './cost/charges.ts';
import { COSTS } from './cost/costs.ts';
import { instrument } from './cost/instrument.ts';
import { makeMeter, METER, type Meter, meterParts, type MeterText } from './cost/metered.ts';
import type { Engine, Engines, Kit, RealmObject } from './engine.ts';

/** Calls a program with the values of the globals that it was compiled for. */
type Program = (this: unknown, ...globals: unknown[]) => unknown;

/**
 * For boards that live through millions of boots of one script: it runs as a function of the host's own world, so V8 does
 * not begin anew with each boot. A program gets no isolation and all that V8 has of the language, but not Promise and
 * Date: this is for a script that is known to keep to what the board has. A {@link ScriptCache} is for all others.
 */
export class HostScripts implements Engines {
  readonly #programs = { metered: new Map<string, Program>(), free: new Map<string, Program>() };

  /** @param names of the globals, the same in each boot */
  get(source: string, filename: string, names: readonly string[], metered: boolean): Program {
    const programs = this.#programs[metered ? 'metered' : 'free'];
    let program = programs.get(source);
    if (!program) {
      // Within a function of its own the script may declare what is the name of a global.
      const text = `return (function () {${metered ? instrument(source, COSTS, false) : source}\n}).call(this);`;
      program = vm.compileFunction(text, metered ? [...Object.keys(METER_NAMES), ...names] : [...names], {
        filename,
      }) as Program;
      programs.set(source, program);
    }
    return program;
  }

  start(metered: boolean): Engine {
    return new HostEngine(this, metered);
  }
}

class HostEngine implements Engine {
  readonly globals: RealmObject = { Math: copyOf(Math), JSON: copyOf(JSON) };
  readonly objectPrototype: object = {};
  readonly meter: Meter | null;
  readonly kit: Kit;
  readonly #scripts: HostScripts;

  constructor(scripts: HostScripts, metered: boolean) {
    this.#scripts = scripts;
    this.meter = metered ? makeMeter(METER_TEXT) : null;
    this.kit = {
      wrap: (host) =>
        function (this: unknown, ...args) {
          return host(this, args);
        },
      object: () => Object.create(this.objectPrototype) as RealmObject,
      array: () => [],
      bytes: (length) => new Uint8Array(length),
      define: (target, name, value) => {
        Object.defineProperty(target, name, { value, writable: true });
      },
      describe: String,
      isArray: Array.isArray,
    };
  }

  /** @returns nothing: a function has no completion value */
  run(source: string, filename: string): unknown {
    const { globals, meter } = this;
    const program = this.#scripts.get(source, filename, Object.keys(globals), meter !== null);
    const values = Object.values(globals);
    return program.apply(globals, meter ? [...meterParts(meter), ...values] : values);
  }

  adaptLanguage(): void {
    Object.assign(this.globals, { Promise: undefined, Date: undefined });
  }
}

const METER_TEXT = (vm.compileFunction(`return ${METER}`) as () => MeterText)();

/** A program may replace members, and the host's stay what they are. */
function copyOf(library: object): RealmObject {
  return Object.create(null, Object.getOwnPropertyDescriptors(library)) as RealmObject;
}
