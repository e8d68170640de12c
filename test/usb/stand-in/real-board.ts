import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Line } from './pseudo-terminal.ts';
import { Uart } from './uart.ts';

const CTRL_C = 3;
/**
 * The Linux build ends at a second Ctrl-C within this time; the chip does not (jsiLoop in src/jsinteractive.c). It also has
 * the debugger, where Ctrl-C leads to from a loop, and out of which only Ctrl-C leads.
 */
const CTRL_C_MS = 5200;
/** A `process.env` that is not whole yet, cut off anywhere. */
const PART_OF_ENV = /\{("V?E?R?S?I?O?N?|"VERSION[^}]*)?$/;

/** What an upload starts its script with. */
const LOAD = '\x10load()\n';

/** A copy of the parts that run beside every script. */
const PARTS = 'parts';

/** A line that is typed takes its length in memory several times over. */
const STORED_AT_ONCE = 1000;

/**
 * Espruino itself, in its Linux build, at the end of a serial line. It calls itself an ESP8266 and has the modules of one;
 * its flash is a file in a folder of its own.
 */
export class RealBoard {
  readonly uart: Uart;
  readonly #folder: string;
  readonly #program: string;
  #process: ChildProcessWithoutNullStreams;
  #held = '';
  #ctrlCAtMs = -Infinity;
  /** Everything it has printed since its last start. */
  printed = '';
  /** Is told of all that it prints. */
  onText: (text: string) => void = () => undefined;
  /** Is told when it ends by itself, as its Linux build does in place of a restart. */
  onExit: () => void = () => undefined;
  #onPrint = (): void => undefined;
  #hasParts = false;
  #typed = '';

  /**
   * @param folder of a board that was unplugged, to have it back
   * @param line in place of a pseudo-terminal
   */
  constructor(program: string, folder = mkdtempSync(join(tmpdir(), 'espruino-')), line?: Line) {
    this.#program = program;
    this.#folder = folder;
    this.uart = new Uart(line);
    this.uart.onReceive = (bytes) => {
      this.type(bytes);
    };
    this.#process = this.#start();
  }

  get path(): string {
    return this.uart.path;
  }

  get folder(): string {
    return this.#folder;
  }

  /** Gives it input past the serial line. */
  type(bytes: Buffer): void {
    const passed = bytes.filter((byte) => byte !== CTRL_C || this.#passesCtrlC());
    if (this.#process.stdin.writable) this.#process.stdin.write(this.#withParts(passed));
  }

  /** Gives it the parts of a chip that its Linux build lacks, as code that runs before every script. */
  async fit(parts: string): Promise<void> {
    await this.store('.boot0', parts);
    await this.store(PARTS, parts);
    this.keepParts();
  }

  /** They are in its folder already, from a board before. */
  keepParts(): void {
    this.#hasParts = true;
  }

  /** An upload removes what runs beside its script, so the parts are put back in the line that starts it. */
  #withParts(bytes: Uint8Array): Uint8Array {
    const before = this.#typed;
    const text = before + Buffer.from(bytes).toString('latin1');
    this.#typed = text.slice(1 - LOAD.length);
    const end = text.indexOf(LOAD) + LOAD.length - 1 - before.length;
    if (!this.#hasParts || !text.includes(LOAD)) return bytes;
    // Short, because a line of some thousand characters that comes at once can lose some of them.
    const store = Buffer.from(`;require("Storage").write(".boot0",require("Storage").read("${PARTS}"))`);
    return Buffer.concat([bytes.subarray(0, end), store, bytes.subarray(end)]);
  }

  /** Puts a file into its Storage, past the serial line. */
  async store(name: string, code: string): Promise<void> {
    for (let at = 0; at < code.length; at += STORED_AT_ONCE) {
      const text = JSON.stringify(code.slice(at, at + STORED_AT_ONCE)).replaceAll('\xff', '\\xff');
      const place = `${JSON.stringify(name)},${text},${at},${code.length}`;
      this.type(Buffer.from(`\x10require("Storage").write(${place})\n`));
    }
    this.type(Buffer.from(`\x10print("stored "+${JSON.stringify(name)})\n`));
    await this.prints(new RegExp(`stored \\${name}`));
  }

  /** Resolves once it has printed what matches, since its last start. */
  async prints(pattern: RegExp): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#onPrint = () => {
        if (pattern.test(this.printed)) resolve();
      };
      this.#onPrint();
    });
  }

  async powerOff(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    // By then all has come that it had printed.
    const gone = once(this.#process, 'close');
    this.#process.kill('SIGKILL');
    await gone;
  }

  async powerOn(): Promise<void> {
    this.#process = this.#start();
    await this.prints(/>/);
  }

  async powerCycle(): Promise<void> {
    await this.powerOff();
    await this.powerOn();
  }

  /** Takes it off the line; its folder stays. */
  async unplug(): Promise<void> {
    await Promise.all([this.powerOff(), this.uart.unplug()]);
  }

  async end(): Promise<void> {
    await this.unplug();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #start(): ChildProcessWithoutNullStreams {
    this.printed = '';
    this.#held = '';
    // Pinned to one core: on two it has a race that ends it on long input. A chip shares its processor with nobody, so it
    // comes first where that is allowed; elsewhere `nice` only complains.
    const command = ['-n', '-10', 'taskset', '-c', '0', this.#program];
    const started = spawn('nice', command, { cwd: this.#folder });
    started.stdin.on('error', () => undefined);
    started.on('close', (code) => {
      if (code !== null) this.onExit();
    });
    started.stdout.on('data', (bytes: Buffer) => {
      this.#print(bytes.toString('latin1'));
    });
    return started;
  }

  #print(text: string): void {
    this.#held += text;
    if (PART_OF_ENV.test(this.#held)) return;
    const shown = this.#held
      .replace(/"BOARD":"\w+"/, '"BOARD":"ESP8266_4MB"')
      .replace('"CONSOLE":"USB"', '"CONSOLE":"Serial1"')
      .replace('"MODULES":"', '"MODULES":"Wifi,ESP8266,');
    this.#held = '';
    this.printed += shown;
    this.onText(shown);
    this.uart.send(Buffer.from(shown, 'latin1'));
    this.#onPrint();
  }

  #isDebugging(): boolean {
    return this.printed.lastIndexOf('debug>') > this.printed.lastIndexOf('Execution Interrupted');
  }

  #passesCtrlC(): boolean {
    const passes = performance.now() - this.#ctrlCAtMs > CTRL_C_MS || this.#isDebugging();
    if (passes) this.#ctrlCAtMs = performance.now();
    return passes;
  }
}
