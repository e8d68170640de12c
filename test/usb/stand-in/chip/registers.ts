import type { NorFlash } from './nor-flash.ts';

/** Of the controller that talks to the flash. */
const SPI = { command: 0x60000200, user: 0x6000021c, user1: 0x60000220, user2: 0x60000224, data: 0x60000240 };
const START_USER_COMMAND = 1 << 18;
/** In `user`: the phases of a command. */
const HAS_COMMAND = 1 << 31;
const HAS_ANSWER = 1 << 28;
const READ_ID = 0x9f;

/** What a chip in order holds after its reset. */
const AT_RESET: readonly (readonly [number, number])[] = [
  // By which Espressif's tools tell an ESP8266.
  [0x40001000, 0xfff0c101],
  // The fuses, which hold the address on the network.
  [0x3ff00050, 0x7f000000],
  [0x3ff00054, 0x02001234],
  [0x3ff00058, 0x00009000],
  [0x3ff0005c, 0x005ccf7f],
  // The divider of the serial port: 115200 baud from a crystal of 26 MHz.
  [0x60000014, 451],
  // One bit of answer.
  [SPI.user1, 0x5c000000],
];

/** Memory that is read and written by words, and the little in it that does something. */
export class Registers {
  readonly #words = new Map<number, number>(AT_RESET);
  readonly #flash: NorFlash;

  constructor(flash: NorFlash) {
    this.#flash = flash;
  }

  read(address: number): number {
    return this.#words.get(address) ?? 0;
  }

  write(address: number, value: number, mask: number): void {
    this.#words.set(address, ((this.read(address) & ~mask) | (value & mask)) >>> 0);
    if (address === SPI.command && (value & START_USER_COMMAND) !== 0) this.#runFlashCommand();
  }

  #runFlashCommand(): void {
    this.#words.set(SPI.command, 0);
    const phases = this.read(SPI.user);
    if ((phases & HAS_COMMAND) === 0 || (phases & HAS_ANSWER) === 0) return;
    const bits = ((this.read(SPI.user1) >>> 8) & 0x1ff) + 1;
    if ((this.read(SPI.user2) & 0xff) === READ_ID)
      this.#words.set(SPI.data, this.#flash.id & (2 ** bits - 1));
  }
}
