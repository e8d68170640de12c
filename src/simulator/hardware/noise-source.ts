/** The seed of every start of the chip: `rand` of src/jsutils.c begins with the same one, nothing on the board changes it. */
const BOOT_SEED = 1;

/** `Math.random` and `E.hwRand` of the ESP8266: a plain generator that gives the same sequence after every start. */
export class NoiseSource {
  #state = BOOT_SEED;

  seed(value: number): void {
    this.#state = value | 0 || BOOT_SEED;
  }

  next32(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x >>> 0;
  }

  /** From 0 up to 1. */
  nextFraction(): number {
    return this.next32() / 0x1_0000_0000;
  }
}
