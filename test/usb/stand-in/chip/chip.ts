import type { Lines } from '../../../../src/usb/protocol/serial-link.ts';
import { openPseudoTerminal, type Line } from '../pseudo-terminal.ts';
import type { ChipParts } from './commands.ts';
import { Helper } from './helper.ts';
import { NorFlash } from './nor-flash.ts';
import { Registers } from './registers.ts';
import { Rom } from './rom.ts';
import { slipFrame, SlipReader } from './slip.ts';

const ROM_BAUD_RATE = 115_200;
/** What the ROM prints at its start, at 74880 baud, as it looks at 115200. */
const BOOT_NOISE = Buffer.from(
  '\x00rl\x9c\x9e|\x82l\xe0|\x02\x0c\x0c\x8cl\xc0\xec\x0cb|\x8e\xdb\x83\x02\xc0\xec\x12rr\x9cb\xff',
  'latin1',
);
const LOADED_MAGIC = 0xe9;
const USER_MAGIC = 0xea;
const USER_AT = 0x1000;
const START_MS = 20;

/** What runs on a chip from its flash. */
export interface Firmware {
  /** The power goes. */
  end(): Promise<void>;
}

export interface ChipTraits {
  /** Whether DTR and RTS are wired to the boot pin and the reset. */
  readonly hasLines: boolean;
  /** The highest speed at which what is sent arrives. */
  readonly bestBaudRate: number;
  /** Starts what is in the flash, at the chip's end of a serial line. */
  readonly firmware: ((line: Line) => Firmware) | undefined;
}

/**
 * Stands in for an ESP8266 with its flash at the end of a serial line: the ROM's bootloader, the helper that is loaded into it, and
 * what starts from the flash.
 */
export class StandInChip {
  readonly flash: NorFlash;
  readonly traits: ChipTraits;
  /** The speed of the computer's end, where a test knows it. */
  hostBaudRate: number | undefined;
  /** Speeds that the chip has taken. */
  readonly baudRates: number[] = [];
  /** Every start: from the flash, or of the bootloader. */
  readonly starts: ('flash' | 'bootloader')[] = [];
  /** Bytes that have arrived, heard or not; endless when the cable is pulled. */
  arrived = 0;
  /** Somebody holds the boot button, or has put a wire in its place. */
  holdsBootPin = false;
  registers: Registers;
  /** Is told of each frame that the bootloader gets, before it is obeyed. */
  onFrame: (frame: Buffer) => void = () => undefined;

  readonly #line: Line;
  #baudRate = ROM_BAUD_RATE;
  #loader: { take(frame: Buffer): void } | undefined;
  #reader: SlipReader | undefined;
  #firmware: Firmware | undefined;
  #toFirmware: ((bytes: Buffer) => void) | undefined;
  #memory = new Map<number, Uint8Array>();
  #inReset = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(traits: Partial<ChipTraits> = {}, flash = new NorFlash(), line = openPseudoTerminal()) {
    this.traits = { hasLines: true, bestBaudRate: Infinity, firmware: undefined, ...traits };
    this.flash = flash;
    this.registers = new Registers(flash);
    this.#line = line;
    line.onData((bytes) => {
      this.#receive(bytes);
    });
    this.#start(false);
  }

  get path(): string {
    return this.#line.path;
  }

  /** As the two transistors on a board have it: each line counts only without the other. */
  setLines({ dtr, rts }: Lines): void {
    if (!this.traits.hasLines) return;
    const inReset = rts && !dtr;
    if (this.#inReset && !inReset) this.#start(dtr && !rts);
    else if (inReset) this.#stop();
    this.#inReset = inReset;
  }

  /** Somebody presses the reset button. */
  pressReset(): void {
    this.#stop();
    this.#start(false);
  }

  /** The cable is pulled. */
  async unplug(): Promise<void> {
    this.arrived = Infinity;
    this.#stop();
    await this.#line.unplug();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#loader = this.#reader = this.#toFirmware = undefined;
    void this.#firmware?.end();
    this.#firmware = undefined;
  }

  #start(bootPinIsLow: boolean): void {
    this.#baudRate = ROM_BAUD_RATE;
    this.#memory = new Map();
    this.registers = new Registers(this.flash);
    this.#line.write(BOOT_NOISE);
    if (bootPinIsLow || this.holdsBootPin) {
      this.starts.push('bootloader');
      this.#loader = new Rom(this.#parts, this.flash, this.registers);
      this.#listen();
    } else {
      this.#timer = setTimeout(() => {
        this.#boot();
      }, START_MS);
    }
  }

  #listen(): void {
    this.#reader = new SlipReader((frame) => {
      this.onFrame(frame);
      this.#loader?.take(frame);
    });
  }

  #boot(): void {
    this.#stop();
    const { bytes } = this.flash;
    if (bytes[0] !== LOADED_MAGIC || bytes[USER_AT] !== USER_MAGIC) return;
    this.starts.push('flash');
    this.#baudRate = ROM_BAUD_RATE;
    this.#firmware = this.traits.firmware?.({
      path: this.path,
      onData: (listener) => {
        this.#toFirmware = listener;
      },
      write: (bytes) => {
        this.#send(bytes);
      },
      unplug: () => Promise.resolve(),
    });
  }

  /** What the bootloaders act on. */
  get #parts(): ChipParts {
    return {
      send: (content) => {
        this.#send(slipFrame(content));
      },
      setBaudRate: (baudRate) => {
        this.#baudRate = baudRate;
        this.baudRates.push(baudRate);
      },
      load: (address, content) => {
        this.#memory.set(address, content);
      },
      run: (entry) => {
        const isLoaded = [...this.#memory].some(([at, { length }]) => entry >= at && entry < at + length);
        this.#loader = isLoaded ? new Helper(this.#parts, this.flash, this.registers) : undefined;
      },
      boot: () => {
        this.#boot();
      },
    };
  }

  #isHeard(): boolean {
    return (
      this.#baudRate <= this.traits.bestBaudRate && (this.hostBaudRate ?? this.#baudRate) === this.#baudRate
    );
  }

  #send(bytes: Buffer): void {
    this.#line.write(this.#isHeard() ? bytes : garbled(bytes));
  }

  #receive(bytes: Buffer): void {
    this.arrived += bytes.length;
    const heard = this.#isHeard() ? bytes : garbled(bytes);
    if (this.#reader !== undefined) this.#reader.take(heard);
    else this.#toFirmware?.(heard);
  }
}

/** What arrives at another speed. */
function garbled(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (byte * 37 + 11) & 0xff));
}
