import { afterEach, describe, expect, test } from '@jest/globals';
import { checkedImage } from '../../../src/usb/board/firmware-image.ts';
import { flashBoard, type FlashTiming } from '../../../src/usb/commands/flash.ts';
import { Report } from '../../../src/usb/commands/report.ts';
import { faults } from '../../../src/usb/protocol/faults.ts';
import { openSerialLink, type OpenLink } from '../../../src/usb/protocol/serial-link.ts';
import { Screen } from '../screen.ts';
import { StandInBoard } from '../stand-in/board.ts';
import { StandInChip, type ChipTraits } from '../stand-in/chip/chip.ts';
import { COMMAND } from '../stand-in/chip/commands.ts';
import { combined } from '../stand-in/chip/espruino-image.ts';
import { NorFlash } from '../stand-in/chip/nor-flash.ts';
import { failureOf } from '../upload-setup.ts';

const QUICK: FlashTiming = {
  byHandMs: 300,
  greetEveryMs: 20,
  bootMs: 150,
  // A busy machine is slow, not silent.
  wake: { totalMs: 10_000, answerMs: 300, knockingMs: 300, knockEveryMs: 40 },
};

const IMAGE = checkedImage('espruino.bin', combined());

const chips: StandInChip[] = [];

afterEach(async () => {
  await Promise.all(chips.splice(0).map((chip) => chip.unplug()));
});

function plugIn(traits: Partial<ChipTraits> = {}, flash?: NorFlash): StandInChip {
  const espruino = {
    firmware: (line: Parameters<NonNullable<ChipTraits['firmware']>>[0]) =>
      new StandInBoard({}, undefined, line),
  };
  const chip = new StandInChip({ ...espruino, ...traits }, flash);
  chips.push(chip);
  return chip;
}

/** Opens the port of a chip, whose lines and speed a pseudo-terminal does not carry. */
function openOn(chip: StandInChip): OpenLink {
  return async (path) => {
    const link = await openSerialLink(path);
    chip.hostBaudRate = 115_200;
    let sent = chip.arrived;
    return {
      ...link,
      // A pseudo-terminal calls sent what the chip has yet to read, and a change of speed would spoil it.
      write: async (bytes) => {
        sent += bytes.length;
        await link.write(bytes);
        await until(() => chip.arrived >= sent);
      },
      setLines: (lines) => {
        chip.setLines(lines);
        return Promise.resolve(chip.traits.hasLines);
      },
      setBaudRate: async (baudRate) => {
        await link.setBaudRate(baudRate);
        chip.hostBaudRate = baudRate;
      },
    };
  };
}

/** Runs the command as it is run, on a screen of its own. */
class Run {
  readonly screen: Screen;
  readonly stop = new AbortController();
  readonly done: Promise<void>;

  constructor(chip: StandInChip, { isTTY = false, image = IMAGE, timing = QUICK } = {}) {
    this.screen = new Screen(isTTY);
    const report = new Report(this.screen);
    this.done = flashBoard({ image, path: chip.path }, openOn(chip), report, timing, this.stop.signal);
  }
}

describe('a board', () => {
  test('gets Espruino, whole, with the flash at 80 MHz and QIO, and it answers', async () => {
    const chip = plugIn();
    const { screen, done } = new Run(chip, { isTTY: true });
    await done;
    expect(chip.flash.bytes.equals(IMAGE.bytes)).toBe(true);
    expect([...chip.flash.bytes.subarray(0, 4)]).toEqual([0xe9, 1, 0x00, 0x6f]);
    expect(chip.starts).toEqual(['bootloader', 'flash']);
    expect(screen.text).toContain('Writing [##############################] 100 %');
    expect(screen.text).toMatch(/Written and the same, all 4 MB: \d+ bytes at 921600 baud/);
    expect(screen.text).toMatch(/Espruino 2v29 answers on \S+: ESP8266_4MB\n$/);
  });

  test('loses all that was on it before', async () => {
    const flash = new NorFlash();
    flash.bytes.fill(0x5a);
    const chip = plugIn({}, flash);
    await new Run(chip).done;
    expect(flash.bytes.equals(IMAGE.bytes)).toBe(true);
  });

  test('that is not heard at high speeds is written at the highest at which it is', async () => {
    const chip = plugIn({ bestBaudRate: 300_000 });
    const { screen, done } = new Run(chip);
    await done;
    expect(chip.baudRates).toEqual([921_600, 460_800, 230_400]);
    expect(screen.text).toContain('At 460800 baud it does not work.');
    expect(screen.text).toContain('bytes at 230400 baud');
  });

  test('that has no reset on its port is waited for, until somebody holds its button', async () => {
    const chip = plugIn({ hasLines: false });
    const { screen, done } = new Run(chip, { timing: { ...QUICK, byHandMs: 20_000 } });
    await screen.shows(/does not enter its bootloader by itself. Hold its button FLASH/);
    chip.holdsBootPin = true;
    chip.pressReset();
    chip.holdsBootPin = false;
    await done;
    expect(chip.starts).toEqual(['bootloader', 'flash']);
  });
});

describe('before anything is erased', () => {
  const old = (size?: number): NorFlash => {
    const flash = new NorFlash(size);
    flash.write(0, IMAGE.bytes.subarray(0, 0x10000));
    return flash;
  };

  test.each([
    ['another chip', 'wrongChip', 'no ESP8266', undefined],
    ['a flash of 1 MB', 'wrongChip', 'not one of 4 MB (its id is 0x1440ef)', 1024 * 1024],
    ['a board whose bootloader does not answer', 'noBootloader', 'no bootloader answers', undefined],
  ] as const)('%s is told, and starts again as it was', async (name, exit, says, size) => {
    const flash = old(size);
    const before = Buffer.from(flash.bytes);
    const chip = plugIn({ hasLines: name !== 'a board whose bootloader does not answer' }, flash);
    if (name === 'another chip') {
      chip.onFrame = () => {
        chip.registers.write(0x40001000, 0x00f01d83, 0xffffffff);
      };
    }
    const failure = await failureOf(new Run(chip).done);
    expect(failure.exit).toBe(exit);
    expect(failure.message).toContain(says);
    expect(failure.message).toMatch(/The board is as it was\.$/);
    expect(flash.bytes.equals(before)).toBe(true);
    if (chip.traits.hasLines) await until(() => chip.starts.at(-1) === 'flash');
  });
});

describe('whatever ends it, the next run works', () => {
  /** Ends a run when the bootloader gets this command for the n-th time. */
  const PLACES = [
    ['a greeting', COMMAND.sync, 1],
    ['the helper is loaded', COMMAND.memoryData, 1],
    ['the flash is erased', COMMAND.eraseFlash, 1],
    ['the speed changes', COMMAND.changeBaudRate, 1],
    ['the first block', COMMAND.deflatedData, 1],
    ['a later block', COMMAND.deflatedData, 2],
    ['it is read back', COMMAND.flashMd5, 1],
  ] as const;

  const at = (chip: StandInChip, command: number, time: number, act: () => void): void => {
    let seen = 0;
    chip.onFrame = (frame) => {
      if (frame[1] !== command) return;
      seen++;
      if (seen === time) act();
    };
  };

  test.each(PLACES)('Ctrl-C at %s', async (_, command, time) => {
    const chip = plugIn();
    const run = new Run(chip);
    at(chip, command, time, () => {
      run.stop.abort(faults.interrupted());
    });
    const failure = await failureOf(run.done);
    expect(failure.exit).toBe('interrupted');
    const isErased = chip.flash.bytes[0] === 0xff && PLACES.findIndex(([, c]) => c === command) >= 2;
    if (isErased) expect(failure.message).toMatch(/no firmware now\. .*run `npm run flash` again/);
    chip.onFrame = () => undefined;
    await new Run(chip).done;
    expect(chip.flash.bytes.equals(IMAGE.bytes)).toBe(true);
  });

  test.each(PLACES)('the cable is pulled at %s', async (_, command, time) => {
    const chip = plugIn();
    const run = new Run(chip);
    at(chip, command, time, () => {
      void chip.unplug();
    });
    expect((await failureOf(run.done)).exit).toBe('connectionLost');
    const again = plugIn({}, chip.flash);
    await new Run(again).done;
    expect(again.flash.bytes.equals(IMAGE.bytes)).toBe(true);
  });
});

describe('a flash', () => {
  test('that keeps something else than it was given is told at every speed, and never called written', async () => {
    const chip = plugIn();
    chip.flash.spoil = (bytes) => bytes.map((byte) => (byte === 0x42 ? 0x40 : byte));
    const { screen, done } = new Run(chip);
    const failure = await failureOf(done);
    expect(failure.exit).toBe('flashFailed');
    expect(failure.message).toMatch(/at no speed.*The board has no firmware now\./);
    expect(screen.text).toContain('At 115200 baud it does not work.');
    expect(screen.text).not.toContain('Written and the same');
  });
});

test('an Espruino that does not answer in the end is told', async () => {
  const chip = plugIn({ firmware: undefined });
  const failure = await failureOf(
    new Run(chip, { timing: { ...QUICK, wake: { ...QUICK.wake, totalMs: 1500 } } }).done,
  );
  expect(failure.exit).toBe('firmwareSilent');
  expect(failure.message).toContain('was written and read back as it was sent, and does not answer');
});

/** Resolves once it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}
