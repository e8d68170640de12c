import { Clock, type LampReading, readLamp, Waveform } from '../../src/simulator/index.ts';
import { Pins } from '../../src/simulator/hardware/pins.ts';

const LED = 0;

/** What a lamp and a klaxon do, told edge by edge by a board in real time. */
export class Outputs {
  #clock = new Clock();
  #pins = new Pins(this.#clock);
  #lamp = new Waveform(this.#pins, LED, true);
  #klaxon: Waveform;
  readonly #klaxonPin: number;

  /** @param klaxonPin a pin that nothing else is on, also where there is no klaxon */
  constructor(klaxonPin = 14) {
    this.#klaxonPin = klaxonPin;
    this.#klaxon = new Waveform(this.#pins, klaxonPin, false);
  }

  /** @param atMs by the calendar, as the Linux build's own time is */
  drive(pin: number, duty: number, hz: number, atMs: number): void {
    this.#clock.runTo(atMs);
    this.#pins.write(pin, duty, hz);
  }

  /** Power has come on: nothing is driven. */
  reset(): void {
    this.#clock = new Clock();
    this.#pins = new Pins(this.#clock);
    this.#lamp = new Waveform(this.#pins, LED, true);
    this.#klaxon = new Waveform(this.#pins, this.#klaxonPin, false);
  }

  get lamp(): LampReading | null {
    return readLamp(this.#lamp, Date.now());
  }

  get klaxonHz(): number {
    return this.#klaxon.hz;
  }
}
