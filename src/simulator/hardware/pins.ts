import type { Clock } from '../world/clock.ts';

/** The modes of `pinMode`, of which this chip lacks `analog` and `input_pulldown`, and `usart` for the pins that the boot code gives to a serial port. */
export type PinMode =
  | 'analog'
  | 'input'
  | 'input_pullup'
  | 'input_pulldown'
  | 'output'
  | 'opendrain'
  | 'opendrain_pullup'
  | 'af_output'
  | 'af_opendrain'
  | 'usart';

export const PIN_COUNT = 17;
const OPEN_DRAIN: readonly PinMode[] = ['opendrain', 'opendrain_pullup', 'af_opendrain'];
const FLASH_PINS = { first: 6, last: 11 };
/** Soldered on the Feather HUZZAH (its schematics): a pull-up, or a light that pulls up; and one pull-down. */
const PULLED_UP = [0, 2];
const PULLED_DOWN = 15;
/** jshReset of targets/esp8266/jshardware.c: these start as inputs with the pull-up on. */
const UP_AT_BOOT = [0, 4, 5, 12, 13, 14, 15];
/** The console's pins, and the second UART's output. */
const USART_PINS = [1, 2, 3];

interface Pin {
  mode: PinMode;
  /** pinMode was called: reading and writing leave the mode alone. */
  manual: boolean;
  /** What an output drives: 0 to 1, between the two while the software PWM runs. */
  drive: number;
  /** What the software PWM was asked for, 0 for its own. */
  hz: number;
  /** A closed switch to ground. */
  grounded: boolean;
}

/** One change of what an output drives: 1 high, 0 low, between the two for PWM, null when it drives nothing. */
export interface Edge {
  readonly atMs: number;
  readonly drive: number | null;
  /** The frequency that `analogWrite` asked for, in hertz; 0 for a steady level. */
  readonly hz: number;
}

/** What a pin refuses, in the words the console prints. */
export class PinRefusal extends Error {}

/** The seventeen pins of the chip on a Feather HUZZAH, with what is soldered to them and what a user's keys do. */
export class Pins {
  readonly #clock: Clock;
  readonly #pins: Pin[] = [];
  readonly #watchers: { pin: number; changed: (edge: Edge) => void }[] = [];
  readonly #listeners = new Map<number, Set<(level: 0 | 1) => void>>();
  #noise = 1;

  constructor(clock: Clock) {
    this.#clock = clock;
    for (let pin = 0; pin < PIN_COUNT; pin++) {
      this.#pins.push({ mode: 'input', manual: false, drive: 0, hz: 0, grounded: false });
    }
  }

  /** Without power, and in the ROM: nothing is driven. */
  float(): void {
    this.#begin(() => 'input');
  }

  /** As Espruino starts, and after each `reset()`: a switch that is closed stays closed. */
  reset(): void {
    this.#begin(bootMode);
  }

  static isValid(pin: unknown): pin is number {
    return typeof pin === 'number' && Number.isInteger(pin) && pin >= 0 && pin < PIN_COUNT;
  }

  mode(pin: number): PinMode {
    return this.#at(pin).mode;
  }

  /** The console's transmit pin still belongs to the console. */
  get consoleWired(): boolean {
    return this.#at(1).mode === 'usart';
  }

  /** Outputs that drive high into a closed switch at this moment: each is a short through the chip. */
  get shorted(): number[] {
    return this.#pins.flatMap((pin, number) => (pin.grounded && (driven(pin) ?? 0) > 0 ? [number] : []));
  }

  /**
   * `pinMode(pin, mode)`: from now on it is not changed by the way.
   * @param automatic it may be all the same
   * @throws PinRefusal where the chip prints one
   */
  setMode(number: number, mode: PinMode, automatic = false): void {
    const pin = this.#at(number);
    pin.manual = !automatic;
    this.#change(number, pin, mode);
  }

  /** Reading and writing may change its mode again. */
  giveBack(number: number): void {
    this.#at(number).manual = false;
  }

  /** `digitalRead`: a pin whose mode was never set becomes a plain input, which takes its pull-up away. */
  read(number: number): 0 | 1 {
    const pin = this.#at(number);
    if (!pin.manual && pin.mode !== 'input') this.#change(number, pin, 'input');
    return this.level(number);
  }

  /** `digitalWrite` and `analogWrite`. */
  write(number: number, drive: number, hz = 0): void {
    const pin = this.#at(number);
    const before = driven(pin);
    const beforeHz = pin.hz;
    pin.drive = drive;
    pin.hz = hz;
    if (!pin.manual && pin.mode !== 'output') this.#change(number, pin, 'output');
    else if (driven(pin) !== before || hz !== beforeHz) this.#tell(number, pin);
  }

  /** The level on the pad. An input that nothing pulls reads noise, the same noise in each run. */
  level(number: number): 0 | 1 {
    const pin = this.#at(number);
    if (pin.grounded) return 0;
    const drive = driven(pin);
    if (drive !== null) return drive > 0 ? 1 : 0;
    if (number === PULLED_DOWN) return 0;
    if (PULLED_UP.includes(number) || pin.mode.endsWith('_pullup')) return 1;
    this.#noise = (Math.imul(this.#noise, 1103515245) + 12345) >>> 0;
    return this.#noise & 0x10000 ? 1 : 0;
  }

  /** A switch between the pin and ground closes or opens. */
  ground(number: number, grounded: boolean): void {
    const pin = this.#at(number);
    if (pin.grounded === grounded) return;
    pin.grounded = grounded;
    const listeners = this.#listeners.get(number);
    if (listeners && driven(pin) === null) {
      const level = this.level(number);
      for (const changed of listeners) changed(level);
    }
  }

  isGrounded(number: number): boolean {
    return this.#at(number).grounded;
  }

  /** What `setWatch` hangs on: called when the level of an input changes through its switch. */
  listen(number: number, changed: (level: 0 | 1) => void): () => void {
    const listeners = this.#listeners.get(number) ?? new Set();
    this.#listeners.set(number, listeners.add(changed));
    return () => listeners.delete(changed);
  }

  /** Observes from the outside what a pin drives, across resets; begins with what it drives now. */
  observe(number: number, changed: (edge: Edge) => void): void {
    this.#watchers.push({ pin: number, changed });
    changed(this.#edge(this.#at(number)));
  }

  #begin(modeOf: (pin: number) => PinMode): void {
    this.#listeners.clear();
    this.#pins.forEach((pin, number) => {
      pin.manual = false;
      pin.drive = USART_PINS.includes(number) ? 1 : 0;
      pin.hz = 0;
      this.#setMode(number, pin, modeOf(number));
    });
  }

  #at(number: number): Pin {
    const pin = this.#pins[number];
    if (pin === undefined) throw new PinRefusal('Invalid pin');
    return pin;
  }

  #change(number: number, pin: Pin, mode: PinMode): void {
    if (number === 16 && mode !== 'input' && mode !== 'output') {
      throw new PinRefusal('only output and input are valid for D16');
    }
    if (number >= FLASH_PINS.first && number <= FLASH_PINS.last) {
      throw new PinRefusal('Cannot change pins used for flash chip');
    }
    if (mode === 'analog' || mode === 'input_pulldown') throw new PinRefusal('Pin state not supported');
    this.#setMode(number, pin, mode);
  }

  #setMode(number: number, pin: Pin, mode: PinMode): void {
    const before = driven(pin);
    pin.mode = mode;
    if (driven(pin) !== before) this.#tell(number, pin);
  }

  #edge(pin: Pin): Edge {
    return { atMs: this.#clock.nowMs, drive: driven(pin), hz: pin.hz };
  }

  #tell(number: number, pin: Pin): void {
    const edge = this.#edge(pin);
    for (const watcher of this.#watchers) if (watcher.pin === number) watcher.changed(edge);
  }
}

function bootMode(pin: number): PinMode {
  if (USART_PINS.includes(pin)) return 'usart';
  return UP_AT_BOOT.includes(pin) ? 'input_pullup' : 'input';
}

function driven(pin: Pin): number | null {
  if (pin.mode === 'output' || pin.mode === 'usart' || pin.mode === 'af_output') return pin.drive;
  return OPEN_DRAIN.includes(pin.mode) && pin.drive === 0 ? 0 : null;
}
