import { describe, expect, test } from '@jest/globals';
import { IMAGE, PluggedIn, QUICK, Run } from '../flash-setup.ts';
import { NorFlash } from '../stand-in/chip/nor-flash.ts';
import { failureOf } from '../upload-setup.ts';
import { inVirtualTime } from '../virtual-time.ts';

describe('a board', () => {
  test('gets Espruino, whole, with the flash at 80 MHz and QIO, and it answers', () =>
    inVirtualTime(async () => {
      const chip = new PluggedIn();
      const { screen, done } = new Run(chip, { isTTY: true });
      await done;
      expect(chip.flash.bytes.equals(IMAGE.bytes)).toBe(true);
      expect([...chip.flash.bytes.subarray(0, 4)]).toEqual([0xe9, 1, 0x00, 0x6f]);
      expect(chip.starts).toEqual(['bootloader', 'flash']);
      expect(screen.text).toContain('Writing [##############################] 100 %');
      expect(screen.text).toMatch(/Written and the same, all 4 MB: \d+ bytes at 921600 baud/);
      expect(screen.text).toMatch(/Espruino 2v29 answers on \S+: ESP8266_4MB\n$/);
    }));

  test('loses all that was on it before', () =>
    inVirtualTime(async () => {
      const flash = new NorFlash();
      flash.bytes.fill(0x5a);
      const chip = new PluggedIn({}, flash);
      await new Run(chip).done;
      expect(flash.bytes.equals(IMAGE.bytes)).toBe(true);
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
      if (!chip.traits.hasLines) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
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
      expect(failure.message).toMatch(/at no speed.*The board has no firmware now\./);
      expect(screen.text).toContain('At 115200 baud it does not work.');
      expect(screen.text).not.toContain('Written and the same');
    }));
});

test('an Espruino that does not answer in the end is told', () =>
  inVirtualTime(async () => {
    const chip = new PluggedIn({ firmware: undefined });
    const failure = await failureOf(
      new Run(chip, { timing: { ...QUICK, wake: { ...QUICK.wake, totalMs: 1500 } } }).done,
    );
    expect(failure.exit).toBe('firmwareSilent');
    expect(failure.message).toContain('was written and read back as it was sent, and does not answer');
  }));
