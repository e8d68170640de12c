import type { Pins } from './pins.ts';

/** The mechanical switches of the button, each between a pin and ground. */
export class Keys {
  readonly pins: readonly number[];
  readonly #board: Pins;

  /** @param pins the switches in the configuration's order */
  constructor(board: Pins, pins: readonly number[]) {
    this.#board = board;
    this.pins = pins;
  }

  press(...pins: readonly number[]): void {
    for (const pin of pins) this.#board.ground(pin, true);
  }

  release(...pins: readonly number[]): void {
    for (const pin of pins) this.#board.ground(pin, false);
  }

  toggle(pin: number): void {
    this.#board.ground(pin, !this.isPressed(pin));
  }

  /** Smashes every key of the button. */
  pressAll(): void {
    this.press(...this.pins);
  }

  releaseAll(): void {
    this.release(...this.pins);
  }

  isPressed(pin: number): boolean {
    return this.#board.isGrounded(pin);
  }
}
