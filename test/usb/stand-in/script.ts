import { createContext, runInContext } from 'node:vm';
import { crc32 } from 'node:zlib';

/** What a script reaches of the board it runs on. */
export interface ScriptHost {
  print(text: string): void;
  /** Built-in modules by name. */
  readonly modules: Readonly<Record<string, unknown>>;
  readonly env: object;
  readonly levels: number;
  readonly reset: () => void;
  readonly load: () => void;
  /** The script is in an endless loop from now on. */
  spin(): void;
  /** A timer of it has come. */
  onTurn?: () => void;
}

/** Memory with a script in it, as Espruino has it from one reset to the next. JavaScript is run by Node. */
export class StandInScript {
  readonly #host: ScriptHost;
  readonly #context: object;
  /** By the numbers that the script knows them by, from 1 on. */
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(host: ScriptHost) {
    this.#host = host;
    const print = (...values: unknown[]): void => {
      host.print(values.map(String).join(' '));
    };
    this.#context = createContext({
      print,
      console: { log: print },
      require: (name: string) => host.modules[name],
      E: { CRC32: (text: string) => crc32(Buffer.from(text, 'latin1')) },
      process: { env: host.env, memory: () => ({ free: 1200, total: 1600 }) },
      atob: (text: string) => Buffer.from(text, 'base64').toString('latin1'),
      digitalRead: () => host.levels,
      reset: host.reset,
      load: host.load,
      spin: () => {
        host.spin();
        throw new Spinning();
      },
      setTimeout: (act: () => void, ms: number) => {
        return this.#timers.push(setTimeout(this.#guarded(act), ms));
      },
      setInterval: (act: () => void, ms: number) => {
        return this.#timers.push(setInterval(this.#guarded(act), ms));
      },
      clearTimeout: (timer: number) => {
        clearTimeout(this.#timers[timer - 1]);
      },
    });
  }

  run(code: string): void {
    this.#guard(() => {
      runInContext(code, this.#context, { timeout: 1000 });
    }, code);
  }

  /** Ends its timers: nothing of it runs any more. */
  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #guarded(act: () => void): () => void {
    return () => {
      this.#guard(act);
      this.#host.onTurn?.();
    };
  }

  /** An error ends in a stack trace on the console, which quotes the code. */
  #guard(act: () => void, code = 'callback()'): void {
    try {
      act();
    } catch (error) {
      if (error instanceof Spinning) return;
      this.#host.print(`Uncaught ${String(error)}\r\n    at boot code (.bootcde:1:1)\r\n${code}\r\n^`);
    }
  }
}

class Spinning extends Error {}
