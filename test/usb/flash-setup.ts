// It is loaded when it is needed: here, so that no virtual time passes by it.
import 'esptool-js';
import 'esptool-js/lib/targets/esp8266.js';
import { checkedImage } from '../../src/usb/board/firmware-image.ts';
import { flashBoard, type FlashTiming } from '../../src/usb/commands/flash.ts';
import { Report } from '../../src/usb/commands/report.ts';
import type { OpenLink } from '../../src/usb/protocol/serial-link.ts';
import { Screen } from './screen.ts';
import { StandInBoard } from './stand-in/board.ts';
import { StandInChip, type ChipTraits } from './stand-in/chip/chip.ts';
import { combined } from './stand-in/chip/espruino-image.ts';
import type { NorFlash } from './stand-in/chip/nor-flash.ts';
import { MemoryLine } from './stand-in/memory-line.ts';

/** As patient as a stand-in needs. */
export const QUICK: FlashTiming = {
  byHandMs: 300,
  greetEveryMs: 20,
  bootMs: 150,
  wake: { totalMs: 10_000, answerMs: 300, knockingMs: 300, knockEveryMs: 40 },
};

export const IMAGE = checkedImage('espruino.bin', combined());

/** A chip whose Espruino answers, at the end of a line in memory. */
export class PluggedIn extends StandInChip {
  readonly line: MemoryLine;

  constructor(traits: Partial<ChipTraits> = {}, flash?: NorFlash) {
    const line = new MemoryLine();
    super({ firmware: (end) => new StandInBoard({}, undefined, end), ...traits }, flash, line);
    this.line = line;
  }

  /** Opens its port, which has the lines that it has, and a speed. */
  readonly open: OpenLink = async (path) => {
    const link = await this.line.open(path);
    this.hostBaudRate = 115_200;
    return {
      ...link,
      setLines: async (lines) => {
        await link.setLines(lines);
        this.setLines(lines);
        return this.traits.hasLines;
      },
      setBaudRate: async (baudRate) => {
        await link.setBaudRate(baudRate);
        this.hostBaudRate = baudRate;
      },
    };
  };
}

/** Runs the command as it is run, on a screen of its own. */
export class Run {
  readonly screen: Screen;
  readonly stop = new AbortController();
  readonly done: Promise<void>;

  constructor(chip: PluggedIn, { isTTY = false, timing = QUICK } = {}) {
    this.screen = new Screen(isTTY);
    const report = new Report(this.screen);
    const job = { image: IMAGE, path: chip.path };
    this.done = flashBoard(job, chip.open, report, timing, this.stop.signal);
  }
}
