import { describe, expect, jest, test } from '@jest/globals';
import { Failure } from '../../../src/failure.ts';
import { FLASH_TIMING } from '../../../src/usb/commands/flash.ts';
import { faults } from '../../../src/usb/protocol/faults.ts';
import { flashFaults } from '../../../src/usb/protocol/flash-faults.ts';
import { IMAGE, PluggedIn, QUICK, Run } from '../flash-setup.ts';
import { COMMAND } from '../stand-in/chip/commands.ts';
import { NorFlash } from '../stand-in/chip/nor-flash.ts';
import { failureOf } from '../upload-setup.ts';
import { inVirtualTime } from '../virtual-time.ts';

describe('a board', () => {
  test('gets Espruino, whole, with the flash at 80 MHz and QIO, and it answers', () =>
    inVirtualTime(async () => {
      const chip = new PluggedIn();
      const { screen, done } = new Run(chip, { isTTY: true });
      await done;
      // Once it is written it is started, and let be.
      await pass(200);
      expect(chip.flash.bytes.equals(IMAGE.bytes)).toBe(true);
      expect([...chip.flash.bytes.subarray(0, 4)]).toEqual([0xe9, 1, 0x00, 0x6f]);
      expect(chip.starts).toEqual(['bootloader', 'flash']);
      expect(screen.text).toContain(`Looking for the bootloader on ${chip.path}\n`);
      expect(screen.text).toContain('Erasing the flash: it can take half a minute\n');
      expect(screen.text).toContain('Writing [##############################] 100 %');
      const [, seconds] =
        /Written and the same, all 4 MB: \d+ bytes at 921600 baud in (\d+\.\d) s\n/.exec(screen.text) ?? [];
      // Of this time it takes next to none.
      expect(Number(seconds)).toBeLessThan(0.2);
      expect(screen.text).toContain('\nStarting Espruino\n');
      expect(screen.text).toMatch(/Espruino 2v29 answers on \S+: ESP8266_4MB\n$/);
    }));

  test('loses all that was on it before', () =>
    inVirtualTime(async () => {
      const flash = new NorFlash();
      flash.bytes.fill(0x5a);
      const chip = new PluggedIn({}, flash);
      chip.onFrame = (frame) => {
        if (frame[1] !== COMMAND.flashMd5) return;
        const now = performance.now.bind(performance);
        jest.spyOn(performance, 'now').mockImplementation(() => now() + 2300);
      };
      const { screen, done } = new Run(chip);
      await done;
      expect(flash.bytes.equals(IMAGE.bytes)).toBe(true);
      expect(screen.text).toMatch(/\nReading it back\nWritten and the same, .* in 2\.[34] s\n/);
    }));

  test('that is not heard at high speeds is written at the highest at which it is', () =>
    inVirtualTime(async () => {
      const chip = new PluggedIn({ bestBaudRate: 300_000 });
      const { screen, done } = new Run(chip);
      await done;
      expect(chip.baudRates).toEqual([921_600, 460_800, 230_400]);
      expect(screen.text).toContain('At 460800 baud it does not work.');
      expect(screen.text).toContain('bytes at 230400 baud');
    }));

  test('that has no reset on its port is waited for, until somebody holds its button', () =>
    inVirtualTime(async () => {
      const chip = new PluggedIn({ hasLines: false });
      const { screen, done } = new Run(chip, { timing: { ...QUICK, byHandMs: 20_000 } });
      await screen.shows(/does not enter its bootloader by itself. Hold its button FLASH/);
      await screen.shows(/Waiting for it, up to 20 s\./);
      chip.holdsBootPin = true;
      chip.pressReset();
      chip.holdsBootPin = false;
      await done;
      expect(chip.starts).toEqual(['bootloader', 'flash']);
    }));
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
  ] as const)('%s is told, and starts again as it was', (name, exit, says, size) =>
    inVirtualTime(async () => {
      const flash = old(size);
      const before = Buffer.from(flash.bytes);
      const chip = new PluggedIn({ hasLines: name !== 'a board whose bootloader does not answer' }, flash);
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
      // A reset may not come through at once.
      const resets = chip.line.lines.filter(({ dtr, rts }) => dtr && !rts);
      expect(resets).toHaveLength(exit === 'noBootloader' ? 4 : 1);
      if (!chip.traits.hasLines) return;
      await pass(200);
      expect(chip.starts.at(-1)).toBe('flash');
    }),
  );
});

describe('a flash', () => {
  test('that keeps something else than it was given is told at every speed, and never called written', () =>
    inVirtualTime(async () => {
      const chip = new PluggedIn();
      chip.flash.spoil = (bytes) => bytes.map((byte) => (byte === 0x42 ? 0x40 : byte));
      const { screen, done } = new Run(chip);
      const failure = await failureOf(done);
      expect(failure.exit).toBe('flashFailed');
      expect(failure.cause).toBeInstanceOf(Error);
      expect(failure.message).toMatch(/at no speed.*The board has no firmware now\./);
      expect(screen.text).toContain('At 115200 baud it does not work.');
      expect(screen.text).not.toContain('Written and the same');
    }));
});

test('an Espruino that does not answer in the end is told', () =>
  inVirtualTime(async () => {
    const chip = new PluggedIn({ firmware: undefined });
    const { screen, done } = new Run(chip, { timing: { ...QUICK, wake: { ...QUICK.wake, totalMs: 3000 } } });
    const failure = await failureOf(done);
    expect(failure.exit).toBe('firmwareSilent');
    expect(failure.message).toBe(flashFaults.silent(chip.path).message);
    expect(screen.text).toMatch(/Starting Espruino\nNo answer yet\. .* take it away; then press RESET\.\n$/);
    // Nothing is under way any more, which would keep the process.
    expect(jest.getTimerCount()).toBe(0);
  }));

describe('Ctrl-C is told as such', () => {
  test.each([
    ['the chip is asked what it is', COMMAND.readRegister],
    ['the helper is loaded', COMMAND.memoryData],
    ['a block is written', COMMAND.deflatedData],
  ])('while %s', (_, command) =>
    inVirtualTime(async () => {
      const chip = new PluggedIn();
      const run = new Run(chip);
      chip.onFrame = (frame) => {
        if (frame[1] === command) run.stop.abort(faults.interrupted());
      };
      expect((await failureOf(run.done)).exit).toBe('interrupted');
      // That is no fault of the speed.
      expect(run.screen.text).not.toContain('does not work');
    }),
  );

  test('while Espruino is waited for', () =>
    inVirtualTime(async () => {
      const { screen, stop, done } = new Run(new PluggedIn({ firmware: undefined }));
      done.catch(() => undefined);
      await screen.shows(/No answer yet/);
      stop.abort(faults.interrupted());
      expect((await failureOf(done)).exit).toBe('interrupted');
    }));
});

describe('what comes back as noise', () => {
  /** Runs with a chip whose answer to this command can not be read. */
  const noisy = (command: number): Promise<Failure> =>
    inVirtualTime(() => {
      const chip = new PluggedIn();
      chip.onFrame = (frame) => {
        if (frame[1] === command) chip.hostBaudRate = 9600;
      };
      return failureOf(new Run(chip).done);
    });

  test('is no ESP8266', async () => {
    expect(await noisy(COMMAND.readRegister)).toMatchObject({
      exit: 'wrongChip',
      message: expect.stringMatching(/no ESP8266.* The board is as it was\.$/s),
    });
  });

  test('is no flash that was erased', async () => {
    expect(await noisy(COMMAND.eraseFlash)).toMatchObject({
      exit: 'flashFailed',
      message: expect.stringMatching(/The board has no firmware now\./),
      cause: expect.any(Error),
    });
  });
});

test('a fault of the program is no failure of the board', () =>
  inVirtualTime(async () => {
    const run = new Run(new PluggedIn());
    run.screen.write = () => {
      throw new Error('a bug');
    };
    await expect(run.done).rejects.toThrow('a bug');
    await expect(run.done).rejects.not.toBeInstanceOf(Failure);
  }));

test('there is time to get a board into its bootloader by hand, and for a slow start', () => {
  const { byHandMs, greetEveryMs, bootMs, wake } = FLASH_TIMING;
  expect(byHandMs).toBeGreaterThanOrEqual(60_000);
  expect(bootMs).toBeGreaterThan(greetEveryMs);
  expect(wake.totalMs).toBeGreaterThan(10 * wake.answerMs);
});

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
