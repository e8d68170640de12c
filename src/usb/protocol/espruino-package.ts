import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, Script } from 'node:vm';

/**
 * What this project uses of the `espruino` package: its way to ask a board for a value, and its packets with
 * acknowledgement. Nothing else of the package is loaded, so nothing of it can reach for the network. The two files run in
 * a context of their own, made anew for each connection: the globals they fill end there, and so does what they print,
 * which is every byte that is sent and so the Wi-Fi password too.
 */
const PARTS = ['core/utils.js', 'core/serial.js'].map((part) => {
  const file = createRequire(import.meta.url).resolve(`espruino/${part}`);
  return new Script(readFileSync(file, 'utf8'), { filename: file });
});

interface Device {
  getPorts(give: (ports: { path: string }[]) => void): void;
  open(path: string, opened: (info: object) => void, receive: (bytes: ArrayBuffer) => void): void;
  write(text: string, sent: () => void): void;
}

interface Connection {
  /** The largest piece that is handed to the device at a time. */
  chunkSize: number;
  on(event: 'data', listener: (text: string) => void): void;
  espruinoSendFile(
    name: string,
    bytes: string,
    options: { chunkSize: number; progress: (sent: number, total: number) => void },
  ): Promise<void>;
}

export interface EspruinoPackage {
  Serial: {
    init(): void;
    devices: Device[];
    connection: Connection;
    open(path: string, connected: (info: unknown) => void, disconnected: () => void): void;
  };
  Utils: {
    executeExpression(
      expression: string,
      done: (result: string | undefined) => void,
      options: { minTimeout: number },
    ): void;
  };
}

type Act = (...values: unknown[]) => void;

/** The package waits with timers, and never takes them back when a connection ends, nor stops to set new ones. */
export class PackageTimers {
  readonly #running = new Set<NodeJS.Timeout>();
  #ended = false;

  readonly set = (act: Act, ms: number, ...values: unknown[]): NodeJS.Timeout =>
    this.#keep(setTimeout(act, ms, ...values));
  readonly repeat = (act: Act, ms: number): NodeJS.Timeout => this.#keep(setInterval(act, ms));
  readonly stop = (timer: NodeJS.Timeout | undefined): void => {
    clearTimeout(timer);
  };

  end(): void {
    this.#ended = true;
    this.#running.forEach(this.stop);
  }

  #keep(timer: NodeJS.Timeout): NodeJS.Timeout {
    if (this.#ended) this.stop(timer);
    else this.#running.add(timer);
    return timer;
  }
}

/** Makes a new copy of the package's state. */
export function loadEspruinoPackage(timers: PackageTimers): EspruinoPackage {
  const ignore = (): undefined => undefined;
  const core: Partial<EspruinoPackage> & Record<string, unknown> = {
    Config: { add: ignore },
    Status: { setStatus: ignore, hasProgress: ignore, incrementProgress: ignore },
  };
  const context = createContext({
    Espruino: {
      Core: core,
      // Without this it waits a quarter of a second after each write; here every write is answered.
      Config: { STORAGE_UPLOAD_METHOD: 1 },
      callProcessor: (_event: string, _data: unknown, next: () => void) => {
        next();
      },
    },
    console: { log: ignore, warn: ignore, error: ignore },
    setTimeout: timers.set,
    clearTimeout: timers.stop,
    setInterval: timers.repeat,
    clearInterval: timers.stop,
  });
  for (const part of PARTS) part.runInContext(context);
  if (core.Serial === undefined || core.Utils === undefined) {
    throw new Error('The espruino package is not the version this project was made for. Run `npm ci`.');
  }
  return { Serial: core.Serial, Utils: core.Utils };
}
