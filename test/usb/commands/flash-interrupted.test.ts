import { describe, expect, test } from '@jest/globals';
import { faults } from '../../../src/usb/protocol/faults.ts';
import { IMAGE, PluggedIn, Run } from '../flash-setup.ts';
import { COMMAND } from '../stand-in/chip/commands.ts';
import { failureOf } from '../upload-setup.ts';
import { inVirtualTime } from '../virtual-time.ts';

describe('whatever ends it, the next run works', () => {
  const untouched = /The board is as it was\.$/;
  const erased = /The board has no firmware now\. .*run `npm run flash` again/;

  /** Ends a run when the bootloader gets this command for the n-th time; and what is told of the board then. */
  const PLACES = [
    ['a greeting', COMMAND.sync, 1, untouched],
    ['the helper is loaded', COMMAND.memoryData, 1, untouched],
    ['the flash is erased', COMMAND.eraseFlash, 1, erased],
    ['the speed changes', COMMAND.changeBaudRate, 1, erased],
    ['the first block', COMMAND.deflatedData, 1, erased],
    ['a later block', COMMAND.deflatedData, 2, erased],
    ['it is read back', COMMAND.flashMd5, 1, erased],
  ] as const;

  const at = (chip: PluggedIn, command: number, time: number, act: () => void): void => {
    let seen = 0;
    chip.onFrame = (frame) => {
      if (frame[1] !== command) return;
      seen++;
      if (seen === time) act();
    };
  };

  test.each(PLACES)('Ctrl-C at %s', (_, command, time, left) =>
    inVirtualTime(async () => {
      const chip = new PluggedIn();
      const run = new Run(chip);
      at(chip, command, time, () => {
        run.stop.abort(faults.interrupted());
      });
      const failure = await failureOf(run.done);
      expect(failure.exit).toBe('interrupted');
      expect(failure.message).toMatch(left);
      chip.onFrame = () => undefined;
      await new Run(chip).done;
      expect(chip.flash.bytes.equals(IMAGE.bytes)).toBe(true);
    }),
  );

  test.each(PLACES)('the cable is pulled at %s', (_, command, time, left) =>
    inVirtualTime(async () => {
      const chip = new PluggedIn();
      const run = new Run(chip);
      at(chip, command, time, () => {
        void chip.unplug();
      });
      expect(await failureOf(run.done)).toMatchObject({
        exit: 'connectionLost',
        message: expect.stringMatching(left),
      });
      const again = new PluggedIn({}, chip.flash);
      await new Run(again).done;
      expect(again.flash.bytes.equals(IMAGE.bytes)).toBe(true);
    }),
  );
});
