import { createContext, runInContext, type Context } from 'node:vm';
import { crc32 } from 'node:zlib';
import { StandInStorage } from './stand-in-storage.ts';
import { Uart } from './uart.ts';

/** The chip's input buffer (MAX_RX_BUFFER in Espruino's targets/esp8266/uart.c): what overflows it is lost, silently. */
const RX_BYTES = 500;
/** While the chip starts, only the serial port's own buffer takes input. */
const FIFO_BYTES = 128;
const BOOT_MS = 60;
/** The chip's is 3.2 s; shorter, to keep the tests short. */
const WATCHDOG_MS = 600;
/** How long the rest of a packet is waited for; Espruino's is 5 s. */
const PACKET_MS = 600;
/** How long the flash keeps the chip from reading its input. */
const FLASH_MS = 5;

const CTRL_C = 3;
const DLE = 16;
const SOH = 1;
const NEWLINE = 10;
/** Types of packets, the three highest bits of their header. */
const FILE_SEND = 0x60;
const DATA = 0x80;
const ACK = '\x06';
const NAK = '\x15';

export interface Traits {
  readonly env: Readonly<Record<string, string | number>>;
  /** What is at the other end of the line, if it isn't Espruino. */
  readonly instead: 'nothing' | 'noise' | 'shell' | undefined;
  /** Whether Ctrl-C ends a loop, as on most boards; the ESP8266 has only its watchdog. */
  readonly ctrlCEndsLoops: boolean;
  readonly naksPackets: boolean;
  readonly levels: number;
}

const ESP8266: Traits = {
  env: {
    VERSION: '2v29',
    BOARD: 'ESP8266_4MB',
    STORAGE: 196_608,
    CONSOLE: 'Serial1',
    MODULES: 'Flash,Storage,net,http,NetworkJS,Wifi,ESP8266,TelnetServer,crypto,neopixel',
  },
  instead: undefined,
  ctrlCEndsLoops: false,
  naksPackets: false,
  levels: 15,
};

/**
 * Stands in for an ESP8266 with Espruino at the end of a serial line: its REPL, its packets, its Storage, its input buffer
 * and its boot order. JavaScript is run by Node, and `spin()` in a script is an endless loop.
 */
export class StandInBoard {
  readonly uart = new Uart();
  readonly storage: StandInStorage;
  readonly traits: Traits;
  /** The scripts that started, from power-up and from load(). */
  readonly started: string[] = [];
  /** Bytes that overflowed the input buffer. */
  lost = 0;
  telnetOpen = true;

  #context: Context = createContext({});
  #timers = new Set<NodeJS.Timeout>();
  #state: 'off' | 'booting' | 'ready' | 'busy' | 'stuck' = 'off';
  #rx: number[] = [];
  #line = '';
  #packet: number[] | undefined;
  #file: { fn: string; s: number; offset: number } | undefined;
  #lastByte = 0;
  #todo: 'reset' | 'load' | undefined;

  /** @param storage of a board that was unplugged, to have it back */
  constructor(traits: Partial<Traits> = {}, storage?: StandInStorage) {
    this.traits = { ...ESP8266, ...traits, env: { ...ESP8266.env, ...traits.env } };
    this.storage = storage ?? new StandInStorage(Number(this.traits.env['STORAGE']));
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
    this.#halt();
    return this.#boot();
  }

  /** The power goes for good. */
  powerOff(): void {
    this.#halt();
    this.#state = 'off';
  }

  async end(): Promise<void> {
    this.powerOff();
    await this.uart.unplug();
  }

  #halt(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#rx = [];
    this.#line = '';
    this.#packet = undefined;
    this.#file = undefined;
    this.#todo = undefined;
  }

  #later(ms: number, act: () => void, again = false): void {
    const timer = (again ? setInterval : setTimeout)(() => {
      if (this.#state !== 'stuck') this.#guard(act);
    }, ms);
    this.#timers.add(timer);
  }

  #boot(): Promise<void> {
    this.#state = 'booting';
    return new Promise((resolve) => {
      this.#timers.add(
        setTimeout(() => {
          this.#state = 'ready';
          this.#start(['.bootrst', '.bootcde']);
          this.#work();
          resolve();
        }, BOOT_MS),
      );
    });
  }

  /** Runs the first of the files that is there, in fresh memory. */
  #start(files: readonly string[]): void {
    this.telnetOpen = true;
    this.#context = createContext(this.#globals());
    const code = files.map((file) => this.storage.read(file)).find((text) => text !== undefined);
    this.#print('');
    if (code === undefined) return;
    if (/^[;\s]*\xff/.test(code)) {
      this.#print('Uncaught SyntaxError: Got [ERASED] expected EOF\r\n    at boot code (.bootcde:1:2)');
      return;
    }
    this.started.push(code);
    this.#run(code);
  }

  #run(code: string): void {
    this.#guard(() => {
      runInContext(code, this.#context, { timeout: 1000 });
    }, code);
  }

  /** An error ends in a stack trace on the console, which quotes the code. */
  #guard(act: () => void, code = 'callback()'): void {
    try {
      act();
    } catch (error) {
      if (error instanceof Spinning) return;
      this.#print(`Uncaught ${String(error)}\r\n    at boot code (.bootcde:1:1)\r\n${code}\r\n^`);
    }
  }

  #globals(): object {
    const modules: Readonly<Record<string, unknown>> = {
      Storage: this.storage,
      TelnetServer: { setOptions: ({ mode }: { mode: string }) => (this.telnetOpen = mode !== 'off') },
    };
    const print = (...values: unknown[]): void => {
      this.#print(values.map(String).join(' '));
    };
    return {
      print,
      console: { log: print },
      require: (name: string) => modules[name],
      E: { CRC32: (text: string) => crc32(Buffer.from(text, 'latin1')) },
      process: { env: this.traits.env, memory: () => ({ free: 1200, total: 1600 }) },
      atob: (text: string) => Buffer.from(text, 'base64').toString('latin1'),
      digitalRead: () => this.traits.levels,
      reset: () => {
        this.#todo = 'reset';
      },
      load: () => {
        this.#todo = 'load';
      },
      setTimeout: (act: () => void, ms: number) => {
        this.#later(ms, act);
      },
      setInterval: (act: () => void, ms: number) => {
        this.#later(ms, act, true);
      },
      spin: () => {
        this.#getStuck();
      },
    };
  }

  #getStuck(): never {
    this.#state = 'stuck';
    this.#timers.add(
      setTimeout(() => {
        void this.powerCycle();
      }, WATCHDOG_MS),
    );
    throw new Spinning();
  }

  #print(text: string): void {
    if (this.traits.instead === undefined) this.#send(`\r\x1b[J${text}\r\n>`);
  }

  #send(text: string): void {
    this.uart.send(Buffer.from(text, 'latin1'));
  }

  #receive(bytes: Buffer): void {
    if (this.#state === 'off' || this.traits.instead === 'nothing') return;
    if (this.traits.instead === 'noise') this.#send('\xfe\x80\xf8'.repeat(bytes.length));
    if (this.traits.instead === 'shell')
      this.#send(bytes.toString('latin1').replace(/\n/g, '\r\n-sh: not found\r\n$ '));
    if (this.traits.instead !== undefined) return;
    if (this.#state === 'stuck' && this.traits.ctrlCEndsLoops && bytes.includes(CTRL_C)) {
      this.#halt();
      this.#state = 'ready';
      this.#print('Execution Interrupted');
      return;
    }
    const room = (this.#state === 'booting' ? FIFO_BYTES : RX_BYTES) - this.#rx.length;
    this.#rx.push(...bytes.subarray(0, room));
    this.lost += Math.max(0, bytes.length - room);
    this.#work();
  }

  #work(): void {
    while (this.#state === 'ready') {
      const byte = this.#rx.shift();
      if (byte === undefined) return;
      if (this.#packet !== undefined) this.#takePacketByte(byte, this.#packet);
      else this.#takeByte(byte);
      this.#lastByte = byte;
    }
  }

  #takeByte(byte: number): void {
    if (byte === CTRL_C) this.#line = '';
    else if (byte === SOH && this.#lastByte === DLE) this.#startPacket();
    else if (byte === NEWLINE) this.#enter();
    else if (byte !== DLE) this.#line += String.fromCharCode(byte);
  }

  #enter(): void {
    const line = this.#line;
    this.#line = '';
    if (line === '') this.#send('\r\n=undefined\r\n>');
    else this.#run(line);
    const todo = this.#todo;
    if (todo === undefined) return;
    const rx = this.#rx;
    this.#halt();
    this.#rx = rx;
    this.#start(todo === 'reset' ? ['.bootrst'] : ['.bootrst', '.bootcde']);
  }

  #startPacket(): void {
    const packet: number[] = [];
    this.#packet = packet;
    this.#later(PACKET_MS, () => {
      if (this.#packet !== packet) return;
      this.#packet = undefined;
      this.#send(NAK);
    });
  }

  #takePacketByte(byte: number, packet: number[]): void {
    packet.push(byte);
    const [high = 0, low = 0] = packet;
    const length = ((high << 8) | low) & 0x1fff;
    if (packet.length < 2 || packet.length < length + 2) return;
    this.#packet = undefined;
    const content = Buffer.from(packet.slice(2)).toString('latin1');
    this.#send(!this.traits.naksPackets && this.#takePacket(high & 0xe0, content) ? ACK : NAK);
  }

  #takePacket(type: number, content: string): boolean {
    if (type === FILE_SEND) {
      const announced = /"fn":"([^"]+)","s":(\d+)/.exec(content);
      if (announced === null) return false;
      this.#file = { fn: announced[1] ?? '', s: Number(announced[2]), offset: 0 };
      return true;
    }
    if (type !== DATA || this.#file === undefined) return false;
    const { fn, s, offset } = this.#file;
    try {
      this.storage.write(fn, content, offset, s);
    } catch {
      // The real one acknowledges this too.
    }
    this.#file.offset += content.length;
    this.#state = 'busy';
    this.#timers.add(
      setTimeout(() => {
        this.#state = 'ready';
        this.#work();
      }, FLASH_MS),
    );
    return true;
  }
}

class Spinning extends Error {}
