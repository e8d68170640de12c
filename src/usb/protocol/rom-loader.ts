import type { ESPLoader } from 'esptool-js';
import { BAUD_RATE, type SerialLink } from './serial-link.ts';
import { pause } from './until-aborted.ts';
import { webSerialOf, type WebSerial } from './web-serial.ts';

/** What the chip's ROM holds at an address by which Espressif's tools tell their chips apart. */
const CHIP_ID_AT = 0x40001000;
const ESP8266_ID = 0xfff0c101;
const CHANGE_BAUD_RATE = 0x0f;
/** How long to wait for a register, to learn whether both ends have the same speed. */
const PROBE_MS = 500;
const PROBES = 3;

/** How long the reset is held, and the boot pin after it: the second time longer, for boards with a large capacitor. */
const RESET_MS = 100;
const BOOT_PIN_MS = 50;
const LONG_BOOT_PIN_MS = 550;
const SYNCS = 5;

/**
 * The bootloader in the chip's ROM, and the helper that is loaded into its memory and does what the ROM can't: erase the whole
 * flash, take what is compressed, tell an MD5. Espressif's `esptool-js` speaks with both; it is loaded when it is needed.
 *
 * Nothing here ends by itself when the link is gone: call {@link end}.
 */
export class RomLoader {
  readonly #link: SerialLink;
  readonly #port: WebSerial;
  readonly #esptool: ESPLoader;

  private constructor(link: SerialLink, port: WebSerial, esptool: ESPLoader) {
    this.#link = link;
    this.#port = port;
    this.#esptool = esptool;
  }

  static async on(link: SerialLink): Promise<RomLoader> {
    const { ESPLoader, Transport } = await import('esptool-js');
    const { ESP8266ROM } = await import('esptool-js/lib/targets/esp8266.js');
    const port = webSerialOf(link);
    const transport = new Transport(port);
    const ignore = (): undefined => undefined;
    // Without this it writes to the console, whether it is asked to or not.
    transport.trace = ignore;
    const terminal = { clean: ignore, write: ignore, writeLine: ignore };
    const esptool = new ESPLoader({ transport, baudrate: BAUD_RATE, terminal });
    // Its 0 in place of the registers that this chip lacks is taken for a register, and the flash's id is then read wrongly.
    esptool.chip = Object.assign(new ESP8266ROM(), { SPI_MOSI_DLEN_OFFS: null, SPI_MISO_DLEN_OFFS: null });
    await transport.connect(BAUD_RATE);
    void transport.readLoop();
    return new RomLoader(link, port, esptool);
  }

  /**
   * Resets the chip into its bootloader by DTR and RTS, and greets it.
   * @param attempt counts from 0
   * @returns whether it answers
   */
  async enter(attempt: number, signal: AbortSignal): Promise<boolean> {
    await this.#link.setLines({ dtr: false, rts: true });
    await pause(RESET_MS, signal);
    await this.#link.setLines({ dtr: true, rts: false });
    await pause(attempt % 2 === 0 ? BOOT_PIN_MS : LONG_BOOT_PIN_MS, signal);
    await this.#link.setLines({ dtr: false, rts: false });
    for (let tries = 0; tries < SYNCS; tries++) if (await this.greet()) return true;
    return false;
  }

  /** @returns whether a bootloader answers, at the speed that it starts with */
  async greet(): Promise<boolean> {
    this.#esptool.IS_STUB = false;
    return succeeds(async () => {
      await this.#link.setBaudRate(BAUD_RATE);
      await this.#esptool.sync();
    });
  }

  async isEsp8266(): Promise<boolean> {
    return (await this.#esptool.readReg(CHIP_ID_AT)) >>> 0 === ESP8266_ID;
  }

  /** @returns maker, kind, and the binary logarithm of its bytes, a byte each from the lowest (the flash's answer to 0x9F) */
  async flashId(): Promise<number> {
    return this.#esptool.readFlashId();
  }

  /** Loads the helper, which the rest needs. */
  async startHelper(): Promise<void> {
    await this.#esptool.runStub();
  }

  /** @returns whether the chip is still heard at the new speed; if not, only another {@link enter} helps */
  async setBaudRate(baudRate: number): Promise<boolean> {
    const rates = new Uint8Array(Uint32Array.of(baudRate, BAUD_RATE).buffer);
    return succeeds(async () => {
      await this.#esptool.command(CHANGE_BAUD_RATE, rates);
      await this.#link.setBaudRate(baudRate);
      for (let probes = 1; ; probes++) {
        const heard = await succeeds(() => this.#esptool.readReg(CHIP_ID_AT, PROBE_MS));
        if (heard) return;
        if (probes === PROBES) throw new Error('The chip is not heard.');
      }
    });
  }

  async eraseAll(): Promise<void> {
    await this.#esptool.eraseFlash();
  }

  /** @param onProgress is told the part that is done, from 0 to 1 */
  async write(address: number, data: Uint8Array, onProgress: (part: number) => void): Promise<void> {
    await this.#esptool.writeFlash({
      fileArray: [{ address, data: Uint8Array.from(data) }],
      flashMode: 'keep',
      flashFreq: 'keep',
      flashSize: 'keep',
      eraseAll: false,
      compress: true,
      reportProgress: (_file, written, total) => {
        onProgress(written / total);
      },
    });
  }

  /** @returns the MD5 of what is in the flash, in lower-case hexadecimal digits */
  async md5(address: number, length: number): Promise<string> {
    return this.#esptool.flashMd5sum(address, length);
  }

  /** Has the chip start what is in its flash: by RTS, and where there is none by asking the helper. */
  async restart(): Promise<void> {
    if (await this.#link.setLines({ dtr: false, rts: true })) {
      await new Promise((resolve) => setTimeout(resolve, RESET_MS));
      await this.#link.setLines({ dtr: false, rts: false });
    } else if (this.#esptool.IS_STUB) await succeeds(() => this.#esptool.softReset(false));
    await succeeds(() => this.#link.setBaudRate(BAUD_RATE));
  }

  /** Ends whatever is still under way. */
  end(): void {
    this.#port.end();
  }
}

async function succeeds(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch {
    return false;
  }
}
