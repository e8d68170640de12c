import { AccessPoint } from './access-point.ts';
import type { BoardSettings, Counters } from './board-settings.ts';
import { Boot } from './boot.ts';
import type { ResetReason } from './chip.ts';
import { Clock } from './clock.ts';
import { Console } from './console.ts';
import type { Engines } from './engine.ts';
import { ScriptCache } from './isolated-engine.ts';
import { Keys } from './keys.ts';
import { Pins } from './pins.ts';
import { toBytes } from './realm.ts';
import { Flash } from './storage.ts';
import { Waveform } from './waveform.ts';

/** Nothing feeds the watchdog while JavaScript runs: it bites at about this. */
const WATCHDOG_MS = 3200;
const BOOT_MS = 200;
/** Turns that may follow each other without time moving; a megabyte in one go takes some four thousand. */
const MAX_TURNS = 1_000_000;

/**
 * A virtual Adafruit Feather HUZZAH with Espruino. It does nothing by itself: {@link Board.advance} lets time pass, and
 * with an in-memory network everything happens within that call.
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
  readonly #settings: BoardSettings;
  readonly #scripts: Engines;
  #boot: Boot | null = null;
  #boots = 0;
  #accessPointOn = true;
  /** What to do once the turn is over. */
  #pending: {
    readonly reason: ResetReason;
    readonly runsBootCode: boolean;
    readonly uptimeMs: number;
  } | null = null;

  constructor(settings: BoardSettings) {
    this.#settings = settings;
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
    return this.#boot !== null;
  }

  /** Whether it has an address on the network. */
  get isOnline(): boolean {
    return this.#boot?.station.hasAddress ?? false;
  }

  /** Whether anybody on the network gets a REPL without a password: telnet listens and the radio is reachable. */
  get isOpenToTelnet(): boolean {
    const boot = this.#boot;
    return boot !== null && boot.telnetListening && (boot.station.accessPointOn || boot.station.hasAddress);
  }

  get isOpenAccessPoint(): boolean {
    return this.#boot?.station.accessPointOn ?? false;
  }

  get counters(): Counters {
    const boot = this.#boot;
    return {
      boots: this.#boots,
      sockets: boot?.sockets.slots.size ?? 0,
      requests: boot?.http.openRequests ?? 0,
      leakedBodies: boot?.http.leakedBodies ?? 0,
      timers: boot?.loop.timerCount ?? 0,
      listeners: boot?.listenerCount ?? 0,
      heldBytes: boot?.http.heldBytes ?? 0,
      variables: boot?.usedVariables() ?? 0,
    };
  }

  /** Gives it power: the program's text runs to its end before this returns, its callbacks when time advances. */
  powerOn(): void {
    if (this.#boot) return;
    this.#start({ reason: 'power on', runsBootCode: true, uptimeMs: BOOT_MS });
  }

  /** Takes the power away. What is in flash stays. */
  powerOff(): void {
    this.#stop();
  }

  powerCycle(): void {
    this.powerOff();
    this.powerOn();
  }

  /** Lets `ms` of time pass: the world moves and the board takes turns whenever there is something to do. */
  advance(ms: number): void {
    const endMs = this.clock.nowMs + ms;
    for (;;) {
      this.#takeTurns();
      const nextMs = Math.min(this.clock.nextMs, this.#boot?.loop.nextMs ?? Infinity);
      if (nextMs > endMs) break;
      this.clock.runTo(Math.max(nextMs, this.clock.nowMs));
    }
    this.clock.runTo(endMs);
  }

  /** JavaScript keeps the processor for `ms`: the world moves on, the board takes no turn. The watchdog may bite. */
  stall(ms: number): void {
    this.clock.runTo(this.clock.nowMs + Math.min(ms, WATCHDOG_MS));
    if (ms >= WATCHDOG_MS) this.#crash('soft wdt');
  }

  #takeTurns(): void {
    for (let turns = 0, busy = true; busy || this.#pending; turns++) {
      if (turns > MAX_TURNS) throw new Error('The virtual board never comes to rest.');
      if (this.#pending) this.#restart();
      busy = this.#boot?.loop.turn() ?? false;
    }
    this.#throwFault();
  }

  /** A fault of the simulator's own inside a board function must not pass for one of the program's. */
  #throwFault(): void {
    const fault = this.#boot?.realm.fault ?? null;
    if (fault !== null) throw fault;
  }

  #crash(reason: ResetReason): void {
    this.#pending = { reason, runsBootCode: true, uptimeMs: BOOT_MS };
  }

  #restart(): void {
    const pending = this.#pending;
    this.#stop();
    if (pending) this.#start(pending);
  }

  #stop(): void {
    if (this.#settings.remembersRadioMode) this.#accessPointOn = this.isOpenAccessPoint;
    this.#boot?.abandon();
    this.#boot = null;
    this.#pending = null;
    this.pins.reset();
  }

  #start({
    reason,
    runsBootCode,
    uptimeMs,
  }: {
    reason: ResetReason;
    runsBootCode: boolean;
    uptimeMs: number;
  }): void {
    this.#boots += 1;
    const { clock, console, flash, pins, accessPoint } = this;
    this.#boot = new Boot({
      clock,
      console,
      flash,
      pins,
      accessPoint,
      network: this.#settings.network,
      scripts: this.#scripts,
      stationTimes: this.#settings.stationTimes ?? {},
      resetReason: reason,
      runsBootCode,
      accessPointOn: this.#accessPointOn,
      uptimeMs,
      restart: (how) => {
        this.#askRestart(how);
      },
      stall: (ms) => {
        clock.runTo(clock.nowMs + ms);
      },
      crash: (why) => {
        this.#crash(why);
      },
    });
    this.#boot.start();
    this.#throwFault();
  }

  #askRestart(how: 'reboot' | 'load' | 'reset'): void {
    const boot = this.#boot;
    if (how === 'reboot') this.#crash('restart');
    else if (boot) {
      const uptimeMs = this.clock.nowMs + boot.timeOffsetMs;
      this.#pending = { reason: boot.resetReason, runsBootCode: how === 'load', uptimeMs };
    }
  }
}
