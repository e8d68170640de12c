import { StandInConsole } from './console.ts';
import type { Line } from './pseudo-terminal.ts';
import { StandInScript } from './script.ts';
import { StandInStorage } from './storage.ts';
import { ESP8266, type Traits } from './traits.ts';
import { Uart } from './uart.ts';

/** The chip's input buffer (MAX_RX_BUFFER in Espruino's targets/esp8266/uart.c): what overflows it is lost, silently. */
const RX_BYTES = 500;
/** While the chip starts, only the serial port's own buffer takes input. */
const FIFO_BYTES = 128;
const BOOT_MS = 60;
/** The chip's is 3.2 s; shorter, to keep the tests short. */
const WATCHDOG_MS = 600;
/** How long the flash keeps the chip from reading its input. */
const FLASH_MS = 5;

const CTRL_C = 3;
/** Types of packets, the three highest bits of their header. */
const FILE_SEND = 0x60;
const DATA = 0x80;
const ACK = '\x06';
const NAK = '\x15';

/** What other firmware says to each line, behind its echo. */
const ECHOES: Readonly<Record<string, string>> = {
  shell: '\r\n-sh: not found\r\n$ ',
  lua: "\r\nstdin:1: unexpected symbol near 'char(16)'\r\n> ",
  micropython:
    '\r\nTraceback (most recent call last):\r\n  File "<stdin>", line 1\r\nSyntaxError: invalid syntax\r\n>>> ',
  at: '\r\n\r\nERROR\r\n',
};

type State = 'off' | 'booting' | 'ready' | 'busy' | 'stuck';

/**
 * Stands in for an ESP8266 with Espruino at the end of a serial line: its console, its Storage, its input buffer, its
 * watchdog and its boot order. `spin()` in a script is an endless loop.
 */
export class StandInBoard {
  readonly uart: Uart;
  readonly storage: StandInStorage;
  readonly traits: Traits;
  /** The scripts that started, at power-up and by load(). */
  readonly started: string[] = [];
  /** Bytes that overflowed the input buffer. */
  lost = 0;
  telnetOpen = true;

  readonly #console: StandInConsole;
  #script: StandInScript;
  #state: State = 'off';
  /** Leads out of a state that does not last. */
  #timer: NodeJS.Timeout | undefined;
  #reader: NodeJS.Timeout | undefined;
  #rx: number[] = [];
  #packets = 0;
  #file = { fn: '', s: 0, offset: 0 };
  #todo: 'reset' | 'load' | undefined;
  #run: { end(): void } | undefined;

  /**
   * @param storage of a board that was unplugged, to have it back
   * @param line in place of a pseudo-terminal
   */
  constructor(traits: Partial<Traits> = {}, storage?: StandInStorage, line?: Line) {
    this.uart = new Uart(line);
    this.traits = { ...ESP8266, ...traits, env: { ...ESP8266.env, ...traits.env } };
    this.storage = storage ?? new StandInStorage(Number(this.traits.env['STORAGE']));
    this.#script = this.#freshScript();
    this.#console = new StandInConsole({
      onLine: (line) => {
        this.#enter(line);
      },
      onPacket: (type, content) => {
        this.#packets++;
        const isTaken = !this.traits.naksPacket(this.#packets) && this.#takePacket(type, content);
        this.#send(isTaken ? ACK : NAK);
      },
      onCutOff: () => {
        this.#send(NAK);
      },
    });
    this.uart.onReceive = (bytes) => {
      this.#receive(bytes);
    };
    void this.#boot();
  }

  get path(): string {
    return this.uart.path;
  }

  /** The power goes, and comes back: all but the Storage is lost. Resolves when it has started. */
  powerCycle(): Promise<void> {
    this.powerOff();
    return this.#boot();
  }

  /** The power goes for good. */
  powerOff(): void {
    this.#enterState('off');
    this.#endScript();
    this.#console.clear();
    clearTimeout(this.#reader);
    this.#reader = undefined;
    this.#rx = [];
    this.#todo = undefined;
  }

  async end(): Promise<void> {
    this.powerOff();
    await this.uart.unplug();
  }

  /** @param then what comes of the state by itself, after a time */
  #enterState(state: State, afterMs = 0, then?: () => void): void {
    clearTimeout(this.#timer);
    this.#state = state;
    if (then !== undefined) this.#timer = setTimeout(then, afterMs);
  }

  #boot(): Promise<void> {
    return new Promise((resolve) => {
      this.#enterState('booting', BOOT_MS, () => {
        this.#enterState('ready');
        this.#start(['.bootrst', '.bootcde']);
        this.#work();
        resolve();
      });
    });
  }

  #freshScript(): StandInScript {
    return new StandInScript({
      print: (text) => {
        this.#print(text);
      },
      modules: {
        Storage: this.storage,
        TelnetServer: { setOptions: ({ mode }: { mode: string }) => (this.telnetOpen = mode !== 'off') },
      },
      env: this.traits.env,
      levels: this.traits.levels,
      reset: () => (this.#todo = 'reset'),
      load: () => (this.#todo = 'load'),
      spin: () => {
        this.#endScript();
        this.#enterState('stuck', WATCHDOG_MS, () => void this.powerCycle());
      },
      onTurn: () => {
        this.#startAnew();
      },
    });
  }

  /** Runs the first of the files that is there, in fresh memory. */
  #start(files: readonly string[]): void {
    this.telnetOpen = true;
    this.#endScript();
    this.#script = this.#freshScript();
    const code = files.map((file) => this.storage.read(file)).find((text) => text !== undefined);
    this.#print('');
    if (code === undefined) return;
    if (/^[;\s]*\xff/.test(code)) {
      this.#print('Uncaught SyntaxError: Got [ERASED] expected EOF\r\n    at boot code (.bootcde:1:2)');
      return;
    }
    this.started.push(code);
    this.#run = this.traits.runs?.(code, (line) => {
      this.#print(line);
    });
    if (this.#run === undefined) this.#script.run(code);
  }

  #endScript(): void {
    this.#script.end();
    this.#run?.end();
    this.#run = undefined;
  }

  #print(text: string): void {
    if (this.traits.instead === undefined) this.#send(`\r\x1b[J${text}\r\n>`);
  }

  #send(text: string): void {
    this.uart.send(Buffer.from(text, 'latin1'));
  }

  #receive(bytes: Buffer): void {
    const { instead, ctrlCEndsLoops, readsEveryMs } = this.traits;
    if (this.#state === 'off') return;
    if (instead === 'noise') this.#send('\xfe\x80\xf8'.repeat(bytes.length));
    const echo = instead === undefined ? undefined : ECHOES[instead];
    if (echo !== undefined) this.#send(bytes.toString('latin1').replace(/\n/g, echo));
    if (instead !== undefined) return;
    if (this.#state === 'stuck' && ctrlCEndsLoops && bytes.includes(CTRL_C)) {
      this.#enterState('ready');
      this.#print('Execution Interrupted');
      return;
    }
    const room = (this.#state === 'booting' ? FIFO_BYTES : RX_BYTES) - this.#rx.length;
    this.#rx.push(...bytes.subarray(0, room));
    this.lost += Math.max(0, bytes.length - room);
    if (readsEveryMs === 0) this.#work();
    else
      this.#reader ??= setTimeout(() => {
        this.#reader = undefined;
        this.#work();
      }, readsEveryMs);
  }

  #work(): void {
    while (this.#state === 'ready') {
      const byte = this.#rx.shift();
      if (byte === undefined) return;
      this.#console.take(byte);
    }
  }

  #enter(line: string): void {
    if (line === '') this.#send('\r\n=undefined\r\n>');
    else this.#script.run(line);
    this.#startAnew();
  }

  /** Does what load() or reset() asked for, once the code that called it has ended. */
  #startAnew(): void {
    const todo = this.#todo;
    this.#todo = undefined;
    if (todo !== undefined) this.#start(todo === 'reset' ? ['.bootrst'] : ['.bootrst', '.bootcde']);
  }

  #takePacket(type: number, content: string): boolean {
    if (type === FILE_SEND) {
      const announced = /"fn":"([^"]+)","s":(\d+)/.exec(content);
      this.#file = { fn: announced?.[1] ?? '', s: Number(announced?.[2] ?? 0), offset: 0 };
      return announced !== null;
    }
    const { fn, s, offset } = this.#file;
    if (type !== DATA || fn === '') return false;
    try {
      this.storage.write(fn, content, offset, s);
    } catch {
      // The real one acknowledges this too.
    }
    this.#file.offset += content.length;
    this.#enterState('busy', FLASH_MS, () => {
      this.#enterState('ready');
      this.#work();
    });
    return true;
  }
}
