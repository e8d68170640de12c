import type { BootParts } from './boot-parts.ts';
import type { AccessPoint } from '../world/access-point.ts';
import { type Counters, countersOf, variablesOf } from './counters.ts';
import { type Interpreter, printError } from './interpreter.ts';
import type { Clock } from '../world/clock.ts';
import type { Console } from './console.ts';
import { Emitter } from './events.ts';
import { installGlobals, type LastingObjects } from './globals/index.ts';
import type { ResetCause, ResetReason } from '../hardware/chip.ts';
import { Connections } from './net/connections.ts';
import { Loop } from './loop.ts';
import type { Pins } from '../hardware/pins.ts';
import { nativeCost } from './native-costs.ts';
import { Processor } from './processor.ts';
import { turnCost } from './turn-cost.ts';
import { tellUncaught } from './uncaught.ts';
import { BoardError, Realm } from '../language/realm.ts';
import type { Sockets } from '../hardware/sockets.ts';
import type { Station } from '../hardware/station.ts';
import type { Flash } from '../hardware/flash.ts';

/** Instructions to look through the flash for what to run. */
const LOOK_FOR_SCRIPT = 14_900;

/** Instructions of a turn in which a connection moves on. */
const CONNECTION_STEP = 35_000;

/** One boot of the interpreter, from power-up or reset to the next. */
export class Boot implements Interpreter {
  readonly clock: Clock;
  readonly console: Console;
  readonly flash: Flash;
  readonly pins: Pins;
  readonly accessPoint: AccessPoint;
  readonly realm: Realm;
  readonly loop: Loop;
  readonly processor: Processor;
  readonly emitter: Emitter;
  readonly station: Station;
  readonly sockets: Sockets;
  readonly connections = new Connections();
  readonly resetCause: ResetCause;
  readonly errorFlags = new Set<string>();
  telnetOn = true;
  timeOffsetMs: number;
  /** Of the instructions spent, those that somebody was told of. */
  #told = 0;
  readonly #parts: BootParts;
  /** `process`, `E` and the Wifi module: what lives as long as the boot and can have listeners. */
  readonly #lasting: LastingObjects;

  constructor(parts: BootParts) {
    this.#parts = parts;
    this.clock = parts.clock;
    this.console = parts.console;
    this.flash = parts.flash;
    this.pins = parts.pins;
    this.accessPoint = parts.accessPoint;
    this.resetCause = parts.chip.resetCause;
    this.timeOffsetMs = parts.timeOffsetMs;
    this.realm = new Realm(parts.scripts.start(parts.nanoseconds > 0), nativeCost);
    this.processor = new Processor(this.realm.meter, parts.nanoseconds, parts.pass);
    const goOn = (goes: boolean): void => {
      if (!goes) throw new BoardError('The watchdog has bitten');
    };
    this.realm.onAsked = () => {
      goOn(this.processor.settle());
    };
    this.loop = new Loop(parts.clock, {
      idle: () => this.#idle(),
      ran: () => {
        this.processor.settle();
        parts.ran(this.processor.spent - this.#told);
        this.#told = this.processor.spent;
      },
      uncaught: (error) => {
        tellUncaught(error, this, this.#lasting.process);
      },
      hung: () => {
        parts.crash('soft wdt');
      },
      isNative: (callback) => this.realm.isNative(callback),
      intervalLost: () => {
        printError(this, 'Ctrl-C while processing interval - removing it.');
      },
      interrupted: () => {
        this.print('Execution Interrupted during event processing.\n');
      },
    });
    this.emitter = new Emitter(this.loop);
    this.station = parts.chip.station;
    this.sockets = parts.chip.sockets;
    const { noise } = parts.chip;
    this.#lasting = installGlobals(this, {
      connections: this.connections,
      noise,
      stall: (ms) => {
        goOn(parts.pass(ms));
      },
    });
  }

  /** Runs what is in flash, in Espruino's order (jsfLoadBootCodeFromFlash of src/jsflash.c). */
  start(): void {
    this.processor.spend(LOOK_FOR_SCRIPT);
    for (const name of ['.boot0', '.boot1', '.boot2', '.boot3']) this.#runFile(name);
    const boot = this.flash.read('.bootrst') !== undefined ? '.bootrst' : '.bootcde';
    if (boot === '.bootrst' || this.#parts.runsBootCode) this.#runFile(boot);
  }

  get telnetListening(): boolean {
    return this.sockets.listens;
  }

  /** Runs a line of the console's. */
  type(line: string): void {
    this.#run(line, 'console');
  }

  print(text: string): void {
    if (this.pins.consoleWired) this.console.write(text);
  }

  /** One turn of the loop. False when there was nothing to do. */
  turn(): boolean {
    const busy = this.loop.turn();
    if (busy) {
      this.processor.spend(turnCost(this.loop.timerCount, true));
      this.processor.settle();
      this.#told = this.processor.spent;
    }
    return busy;
  }

  /** How long a turn takes in which there is nothing to do. */
  get idleTurnMs(): number {
    return (turnCost(this.loop.timerCount, false) * this.#parts.nanoseconds) / 1e6;
  }

  restart(how: 'reboot' | 'load' | 'reset'): void {
    this.#parts.restart(how);
  }

  crash(reason: ResetReason, exccause?: number): void {
    this.#parts.crash(reason, exccause);
  }

  get counters(): Omit<Counters, 'boots'> {
    return countersOf(this, this.#lasting);
  }

  usedVariables(): number {
    return variablesOf(this, this.#lasting);
  }

  #runFile(name: string): void {
    const source = this.flash.read(name);
    if (source !== undefined && !this.realm.halted) this.#run(source, name);
  }

  #run(source: string, name: string): void {
    this.loop.call(() => this.realm.run(source, name), undefined, []);
    this.loop.reportErrors();
  }

  #idle(): boolean {
    const busy = !this.realm.halted && this.connections.idle();
    if (busy) this.processor.spend(CONNECTION_STEP);
    this.sockets.listen(this.telnetOn);
    return busy;
  }
}
