import { Boot } from './boot.ts';
import type { BootParts } from './boot-parts.ts';
import { Chip, type ChipParts, type ResetCause, type ResetReason } from '../hardware/chip.ts';
import { FRESH_MODE, type RadioMode } from '../hardware/radio-mode.ts';
import { Watchdog } from '../hardware/watchdog.ts';
import { restoreWifi, WIFI_FILE } from './wifi/saved.ts';

type Parts = Omit<BootParts, 'chip' | 'runsBootCode' | 'timeOffsetMs' | 'restart' | 'pass' | 'crash'> &
  Pick<ChipParts, 'network' | 'stationTimes'>;

/** What runs on a board while it has power: the chip, the interpreter on it, and how either starts over. */
export class Running {
  chip: Chip | null = null;
  boot: Boot | null = null;
  boots = 0;
  /** Milliseconds since this was made that the program has kept the processor for, empty turns of the loop apart. */
  busyMs = 0;
  readonly watchdog = new Watchdog();
  readonly #parts: Parts;
  /** In the SDK's own flash, apart from the interpreter's. */
  readonly #radioMode: RadioMode = { ...FRESH_MODE };
  /** What to do once the turn is over. */
  #pending: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @param timeOffsetMs what to add to the world's time for the board's */
  startChip(resetCause: ResetCause, timeOffsetMs: number): void {
    const { clock, accessPoint, network, stationTimes, flash } = this.#parts;
    const radioMode = this.#radioMode;
    const chip = new Chip({ clock, accessPoint, network, stationTimes, radioMode, resetCause });
    this.chip = chip;
    this.#startBoot({ chip, runsBootCode: true, timeOffsetMs });
    // initDone of targets/esp8266/user_main.c: once the interpreter is up.
    restoreWifi(chip.station, flash.read(WIFI_FILE));
  }

  stopChip(): void {
    this.chip?.abandon();
    this.chip = null;
    this.boot = null;
    this.#pending = null;
  }

  crash(reason: ResetReason, exccause = 0): void {
    if (!this.boot) return;
    this.boot.realm.halted = true;
    this.#pending = this.#chipStart(this.boot, { reason, exccause });
  }

  /** Whether something is to start over once the turn is over. */
  get isToRestart(): boolean {
    return this.#pending !== null;
  }

  /** Starts that over. False when there was nothing to. */
  restart(): boolean {
    const start = this.#pending;
    if (start === null) return false;
    this.#pending = null;
    start();
    return true;
  }

  /** A fault of the simulator's own inside a board function must not pass for one of the program's. */
  throwFault(): void {
    const fault = this.boot?.realm.fault ?? null;
    if (fault !== null) throw fault;
  }

  #startBoot(parts: Pick<BootParts, 'chip' | 'runsBootCode' | 'timeOffsetMs'>): void {
    this.boots += 1;
    this.watchdog.feed();
    this.#parts.pins.reset();
    const boot = new Boot({
      ...this.#parts,
      ...parts,
      restart: (how) => {
        this.#pending =
          how === 'reboot'
            ? this.#chipStart(boot, { reason: 'restart', exccause: 0 })
            : this.#interpreterStart(boot, parts.chip, how === 'load');
      },
      pass: (ms) => this.#pass(ms),
      crash: (reason, exccause) => {
        this.crash(reason, exccause);
      },
    });
    this.boot = boot;
    boot.start();
    this.throwFault();
  }

  #chipStart(boot: Boot, cause: ResetCause): () => void {
    return () => {
      this.stopChip();
      // systemTimeInit of targets/esp8266/jshardware.c: the time is kept in the memory of the real-time clock.
      this.startChip(cause, boot.timeOffsetMs);
    };
  }

  /** The chip goes on. */
  #interpreterStart(boot: Boot, chip: Chip, runsBootCode: boolean): () => void {
    return () => {
      chip.sockets.closeAll();
      this.#startBoot({ chip, runsBootCode, timeOffsetMs: boot.timeOffsetMs });
    };
  }

  /** The program keeps the processor. @returns false when the watchdog has bitten */
  #pass(ms: number): boolean {
    const { clock } = this.#parts;
    clock.runTo(clock.nowMs + ms);
    this.busyMs += ms;
    if (!this.watchdog.starve(ms)) return true;
    this.crash('soft wdt');
    return false;
  }
}
