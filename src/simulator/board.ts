import { AccessPoint } from './world/access-point.ts';
import type { BoardSettings } from './board-settings.ts';
import { type Counters, NOTHING } from './espruino/counters.ts';
import { Clock } from './world/clock.ts';
import { Console } from './espruino/console.ts';
import type { ResetReason } from './hardware/chip.ts';
import { ScriptCache } from './language/isolated-engine.ts';
import { Keys } from './hardware/keys.ts';
import { Pins } from './hardware/pins.ts';
import { toBytes } from './language/realm.ts';
import { Flash } from './hardware/flash.ts';
import { SPEEDS } from './speeds.ts';
import { heldStrap, type Strap, whyHeldBack } from './hardware/strapping.ts';
import { Turns } from './espruino/turns.ts';
import { Waveform } from './hardware/waveform.ts';
import { Running } from './espruino/running.ts';
import { WATCHDOG_MS } from './hardware/watchdog.ts';

/** From power-on to the first line of the program: the radio alone calibrates for 200 ms (user_main.c). */
const BOOT_MS = 200;

/**
 * A virtual Adafruit Feather HUZZAH with Espruino. It does nothing by itself: {@link Board.advance} lets time pass, and
 * with an in-memory network everything happens within that call. What it is like is in docs/chip.md.
 */
export class Board {
  readonly clock: Clock;
  readonly flash = new Flash();
  readonly console = new Console();
  readonly accessPoint: AccessPoint;
  readonly pins: Pins;
  readonly keys: Keys;
  readonly lamp: Waveform;
  readonly klaxon: Waveform | null;
  /** The pin that was low at power-up and keeps the chip from what is in flash until the next one, or null. */
  heldBackBy: Strap | null = null;
  /** Called when the power comes on and the chip stays silent, with the reason. */
  onHeldBack: (why: string) => void = () => undefined;
  /** Called when the program's text or a callback has run, with the instructions that it took. */
  onRun: (instructions: number) => void = () => undefined;
  readonly #running: Running;
  readonly #turns: Turns;

  constructor(settings: BoardSettings) {
    this.clock = settings.clock ?? new Clock();
    this.accessPoint = settings.accessPoint ?? new AccessPoint();
    this.pins = new Pins(this.clock);
    this.keys = new Keys(this.pins, settings.pins ?? [4, 5, 12, 13]);
    this.lamp = new Waveform(this.pins, settings.led ?? 0, true);
    this.klaxon =
      settings.klaxonPin === undefined ? null : new Waveform(this.pins, settings.klaxonPin, false);
    this.flash.write('.bootcde', toBytes(settings.script));
    const { clock, console, flash, pins, accessPoint } = this;
    const nanoseconds = SPEEDS[settings.speed ?? 'flash 80'];
    this.#running = new Running({
      ...{ clock, console, flash, pins, accessPoint },
      network: settings.network,
      stationTimes: settings.stationTimes ?? {},
      scripts: settings.scripts ?? new ScriptCache(),
      nanoseconds,
      ran: (instructions) => {
        this.onRun(instructions);
      },
    });
    this.#turns = new Turns(clock, this.#running, nanoseconds);
  }

  get isOn(): boolean {
    return this.#running.boot !== null || this.heldBackBy !== null;
  }

  /** Milliseconds since it was made that the program has kept the processor for, empty turns of the loop apart. */
  get busyMs(): number {
    return this.#running.busyMs;
  }

  /** Whether it has an address on the network. */
  get isOnline(): boolean {
    return this.#running.chip?.station.hasAddress ?? false;
  }

  /** Whether anybody on the network gets a REPL without a password: telnet listens and the radio is reachable. */
  get isOpenToTelnet(): boolean {
    const boot = this.#running.boot;
    return boot !== null && boot.telnetListening && (boot.station.accessPointOn || boot.station.hasAddress);
  }

  get isOpenAccessPoint(): boolean {
    return this.#running.chip?.station.accessPointOn ?? false;
  }

  /** The radio gives up joining, or its network, without telling the script: see {@link Station.fallSilent}. */
  silenceRadio(): void {
    this.#running.chip?.station.fallSilent();
  }

  get counters(): Counters {
    return { boots: this.#running.boots, ...(this.#running.boot?.counters ?? NOTHING) };
  }

  /** Gives it power: the program's text runs to its end before this returns, its callbacks when time advances. */
  powerOn(): void {
    if (!this.isOn) this.#begin('power on');
  }

  /** Takes the power away. What is in flash stays. */
  powerOff(): void {
    this.#running.stopChip();
    this.heldBackBy = null;
    this.pins.float();
  }

  /** Somebody presses the reset button: everything starts over, as after power-up. */
  pressReset(): void {
    if (!this.isOn) return;
    this.powerOff();
    this.#begin('reset pin');
  }

  powerCycle(): void {
    this.powerOff();
    this.powerOn();
  }

  /** Somebody types a line at the console: it runs between two turns, as Espruino's own console has it. */
  type(line: string): void {
    this.#running.boot?.type(line);
  }

  /** Lets `ms` of time pass: the world moves and the board takes turns whenever there is something to do. */
  advance(ms: number): void {
    this.#turns.advance(ms);
  }

  /** JavaScript keeps the processor for `ms`: the world moves on, the board takes no turn. The watchdog may bite. */
  stall(ms: number): void {
    this.clock.runTo(this.clock.nowMs + Math.min(ms, WATCHDOG_MS));
    if (ms >= WATCHDOG_MS) this.#running.crash('soft wdt');
  }

  #begin(reason: ResetReason): void {
    this.heldBackBy = heldStrap(this.pins);
    if (this.heldBackBy !== null) this.onHeldBack(whyHeldBack(this.heldBackBy));
    else this.#running.startChip({ reason, exccause: 0 }, BOOT_MS - this.clock.nowMs);
  }
}
