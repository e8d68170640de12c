import { AccessPoint } from './world/access-point.ts';
import type { BoardSettings } from './board-settings.ts';
import { type Counters, NOTHING } from './espruino/counters.ts';
import { Boot } from './espruino/boot.ts';
import type { BootParts } from './espruino/boot-parts.ts';
import { Clock } from './world/clock.ts';
import { Console } from './espruino/console.ts';
import type { Engines } from './language/engine.ts';
import { Chip, type ResetCause, type ResetReason } from './hardware/chip.ts';
import { ScriptCache } from './language/isolated-engine.ts';
import { Keys } from './hardware/keys.ts';
import { Pins } from './hardware/pins.ts';
import { FRESH_MODE, type RadioMode } from './hardware/radio-mode.ts';
import { toBytes } from './language/realm.ts';
import { Flash } from './hardware/flash.ts';
import { SPEEDS } from './speeds.ts';
import { heldStrap, type Strap, whyHeldBack } from './hardware/strapping.ts';
import { Waveform } from './hardware/waveform.ts';
import { restoreWifi, WIFI_FILE } from './espruino/wifi/saved.ts';

/** Nothing feeds the watchdog while JavaScript runs: it bites at about this. */
const WATCHDOG_MS = 3200;
/** From power-on to the first line of the program: the radio alone calibrates for 200 ms (user_main.c). */
const BOOT_MS = 200;
/** Turns that may follow each other without time moving; a megabyte in one go takes some four thousand. */
const MAX_TURNS = 1_000_000;

/** The interpreter starts over, or with any of the reasons the whole chip. */
type Restart = 'load' | 'reset' | ResetCause;

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
  /** Milliseconds since it was made that the program has kept the processor for, empty turns of the loop apart. */
  busyMs = 0;
  /** Called when the program's text or a callback has run, with the instructions that it took. */
  onRun: (instructions: number) => void = () => undefined;
  readonly #settings: BoardSettings;
  readonly #scripts: Engines;
  /** In the SDK's own flash, apart from the interpreter's. */
  readonly #radioMode: RadioMode = { ...FRESH_MODE };
  #chip: Chip | null = null;
  #boot: Boot | null = null;
  #boots = 0;
  /** What to do once the turn is over. */
  #pending: Restart | null = null;
  /** What an instruction takes. */
  readonly #nanoseconds: number;
  /** When the board last came to rest. */
  #restMs = 0;
  /** Of this turn, what the program has kept the processor for. */
  #busyMs = 0;

  constructor(settings: BoardSettings) {
    this.#settings = settings;
    this.#nanoseconds = SPEEDS[settings.speed ?? 'flash 80'];
    this.#scripts = settings.scripts ?? new ScriptCache();
    this.clock = settings.clock ?? new Clock();
    this.accessPoint = settings.accessPoint ?? new AccessPoint();
    this.pins = new Pins(this.clock);
    this.keys = new Keys(this.pins, settings.pins ?? [4, 5, 12, 13]);
    this.lamp = new Waveform(this.pins, settings.led ?? 0, true);
    this.klaxon =
      settings.klaxonPin === undefined ? null : new Waveform(this.pins, settings.klaxonPin, false);
    this.flash.write('.bootcde', toBytes(settings.script));
  }

  get isOn(): boolean {
    return this.#boot !== null || this.heldBackBy !== null;
  }

  /** Whether it has an address on the network. */
  get isOnline(): boolean {
    return this.#chip?.station.hasAddress ?? false;
  }

  /** Whether anybody on the network gets a REPL without a password: telnet listens and the radio is reachable. */
  get isOpenToTelnet(): boolean {
    const boot = this.#boot;
    return boot !== null && boot.telnetListening && (boot.station.accessPointOn || boot.station.hasAddress);
  }

  get isOpenAccessPoint(): boolean {
    return this.#chip?.station.accessPointOn ?? false;
  }

  /** The radio gives up joining, or its network, without telling the script: see {@link Station.fallSilent}. */
  silenceRadio(): void {
    this.#chip?.station.fallSilent();
  }

  get counters(): Counters {
    return { boots: this.#boots, ...(this.#boot?.counters ?? NOTHING) };
  }

  /** Gives it power: the program's text runs to its end before this returns, its callbacks when time advances. */
  powerOn(): void {
    if (!this.isOn) this.#begin('power on');
  }

  /** Takes the power away. What is in flash stays. */
  powerOff(): void {
    this.#stopChip();
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
    this.#boot?.type(line);
  }

  /** Lets `ms` of time pass: the world moves and the board takes turns whenever there is something to do. */
  advance(ms: number): void {
    const endMs = this.clock.nowMs + ms;
    for (;;) {
      this.#takeTurns(endMs);
      const nextMs = this.#noticedMs(Math.min(this.clock.nextMs, this.#boot?.loop.nextMs ?? Infinity));
      if (nextMs > endMs || this.clock.nowMs >= endMs) break;
      this.clock.runTo(nextMs);
    }
    this.clock.runTo(endMs);
  }

  /** When a board at rest sees what happens at `atMs`: it goes round and round, and looks once a turn. */
  #noticedMs(atMs: number): number {
    const dueMs = Math.max(atMs, this.clock.nowMs);
    const turnMs = this.#boot?.idleTurnMs ?? 0;
    if (turnMs === 0 || dueMs === Infinity) return dueMs;
    return this.#restMs + Math.ceil((dueMs - this.#restMs) / turnMs) * turnMs;
  }

  /** JavaScript keeps the processor for `ms`: the world moves on, the board takes no turn. The watchdog may bite. */
  stall(ms: number): void {
    this.clock.runTo(this.clock.nowMs + Math.min(ms, WATCHDOG_MS));
    if (ms >= WATCHDOG_MS) this.#crash('soft wdt');
  }

  #begin(reason: ResetReason): void {
    this.heldBackBy = heldStrap(this.pins);
    if (this.heldBackBy !== null) this.onHeldBack(whyHeldBack(this.heldBackBy));
    else this.#startChip({ reason, exccause: 0 }, BOOT_MS - this.clock.nowMs);
  }

  #takeTurns(endMs: number): void {
    for (let turns = 0, busy = true; busy || this.#pending; turns++) {
      if (turns > MAX_TURNS) throw new Error('The virtual board never comes to rest.');
      if (this.#pending) {
        this.#restart();
        // Boot code that never gives the processor back crashes once in 3.2 s, for ever.
        if (this.clock.nowMs > endMs) break;
      }
      this.#busyMs = 0;
      busy = this.#boot?.turn() ?? false;
      // One that can't keep up is never at rest.
      if (busy && this.clock.nowMs >= endMs && this.#nanoseconds > 0 && !this.#pending) break;
    }
    this.#restMs = this.clock.nowMs;
    this.#throwFault();
  }

  /** A fault of the simulator's own inside a board function must not pass for one of the program's. */
  #throwFault(): void {
    const fault = this.#boot?.realm.fault ?? null;
    if (fault !== null) throw fault;
  }

  #crash(reason: ResetReason, exccause = 0): void {
    if (!this.#boot) return;
    this.#boot.realm.halted = true;
    this.#pending = { reason, exccause };
  }

  #restart(): void {
    const how = this.#pending;
    const chip = this.#chip;
    const timeOffsetMs = this.#boot?.timeOffsetMs ?? 0;
    this.#pending = null;
    if (how === null || chip === null) return;
    if (how === 'load' || how === 'reset') {
      chip.sockets.closeAll();
      this.#startBoot({ chip, runsBootCode: how === 'load', timeOffsetMs });
    } else {
      this.#stopChip();
      // systemTimeInit of targets/esp8266/jshardware.c: the time is kept in the memory of the real-time clock.
      this.#startChip(how, timeOffsetMs);
    }
  }

  #stopChip(): void {
    this.#chip?.abandon();
    this.#chip = null;
    this.#boot = null;
    this.#pending = null;
  }

  #startChip(resetCause: ResetCause, timeOffsetMs: number): void {
    const { clock, accessPoint } = this;
    const { network, stationTimes = {} } = this.#settings;
    const radioMode = this.#radioMode;
    const chip = new Chip({ clock, accessPoint, network, stationTimes, radioMode, resetCause });
    this.#chip = chip;
    this.#startBoot({ chip, runsBootCode: true, timeOffsetMs });
    // initDone of targets/esp8266/user_main.c: once the interpreter is up.
    restoreWifi(chip.station, this.flash.read(WIFI_FILE));
  }

  #startBoot(parts: Pick<BootParts, 'chip' | 'runsBootCode' | 'timeOffsetMs'>): void {
    this.#boots += 1;
    this.#busyMs = 0;
    const { clock, console, flash, pins, accessPoint } = this;
    pins.reset();
    this.#boot = new Boot({
      ...parts,
      ...{ clock, console, flash, pins, accessPoint },
      scripts: this.#scripts,
      nanoseconds: this.#nanoseconds,
      ran: (instructions) => {
        this.onRun(instructions);
      },
      restart: (how) => {
        this.#pending = how === 'reboot' ? { reason: 'restart', exccause: 0 } : how;
      },
      pass: (ms) => {
        clock.runTo(clock.nowMs + ms);
        this.#busyMs += ms;
        this.busyMs += ms;
        if (this.#busyMs < WATCHDOG_MS) return true;
        this.#crash('soft wdt');
        return false;
      },
      crash: (reason, exccause) => {
        this.#crash(reason, exccause);
      },
    });
    this.#boot.start();
    this.#throwFault();
  }
}
