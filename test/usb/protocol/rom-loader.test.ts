import { describe, expect, test } from '@jest/globals';
import { RomLoader } from '../../../src/usb/protocol/rom-loader.ts';
import { PluggedIn } from '../flash-setup.ts';
import { COMMAND } from '../stand-in/chip/commands.ts';
import type { ChipTraits } from '../stand-in/chip/chip.ts';
import { MemoryLine } from '../stand-in/memory-line.ts';
import { inVirtualTime } from '../virtual-time.ts';

const { signal } = new AbortController();

/** A loader on a line where nobody answers. @returns when each change of its lines came, and what was sent */
async function alone(hasLines = true) {
  const line = new MemoryLine();
  const changes: string[] = [];
  let startMs = 0;
  const link = await line.open(line.path);
  const loader = await RomLoader.on({
    ...link,
    setLines: ({ dtr, rts }) => {
      changes.push(`${Math.round((performance.now() - startMs) / 10) * 10} DTR ${dtr} RTS ${rts}`);
      return Promise.resolve(hasLines);
    },
  });
  startMs = performance.now();
  return { loader, changes, line };
}

/** A loader that has a chip in its bootloader, and the commands that this gets. */
async function entered(traits: Partial<ChipTraits> = {}) {
  const chip = new PluggedIn(traits);
  const loader = await RomLoader.on(await chip.open(chip.path));
  expect(await loader.enter(0, signal)).toBe(true);
  const commands: (number | undefined)[] = [];
  chip.onFrame = (frame) => commands.push(frame[1]);
  return { chip, loader, commands };
}

describe('a chip gets into its bootloader', () => {
  test.each([
    [0, ['0 DTR false RTS true', '100 DTR true RTS false', '150 DTR false RTS false']],
    [1, ['0 DTR false RTS true', '100 DTR true RTS false', '650 DTR false RTS false']],
    [2, ['0 DTR false RTS true', '100 DTR true RTS false', '150 DTR false RTS false']],
    [3, ['0 DTR false RTS true', '100 DTR true RTS false', '650 DTR false RTS false']],
  ])('by a reset with its boot pin low, every other time for longer: %i', (attempt, expected) =>
    inVirtualTime(async () => {
      const { loader, changes, line } = await alone();
      expect(await loader.enter(attempt, signal)).toBe(false);
      expect(changes).toEqual(expected);
      // It is greeted some times.
      expect(line.writes).toHaveLength(5);
      loader.end();
    }),
  );

  test('and starts from its flash by another reset', () =>
    inVirtualTime(async () => {
      const { loader, changes, line } = await alone();
      await loader.restart();
      expect([changes, line.writes, line.baudRates]).toEqual([
        ['0 DTR false RTS true', '100 DTR false RTS false'],
        [],
        [115_200],
      ]);
      loader.end();
    }));

  test('which it can not be told where nothing leads to its reset, unless its helper runs', () =>
    inVirtualTime(async () => {
      const { loader, line } = await alone(false);
      await loader.restart();
      expect(line.writes).toEqual([]);
      loader.end();
      const helped = await entered();
      await helped.loader.startHelper();
      helped.commands.length = 0;
      helped.chip.setLines = () => undefined;
      Object.assign(helped.chip.traits, { hasLines: false });
      await helped.loader.restart();
      expect(helped.commands).toEqual([COMMAND.runUserCode]);
      helped.loader.end();
    }));
});

describe('another speed', () => {
  test('is taken where the chip is heard at it', () =>
    inVirtualTime(async () => {
      const { chip, loader, commands } = await entered();
      await loader.startHelper();
      commands.length = 0;
      expect(await loader.setBaudRate(460_800)).toBe(true);
      expect([commands, chip.baudRates]).toEqual([[COMMAND.changeBaudRate, COMMAND.readRegister], [460_800]]);
      loader.end();
    }));

  test('is taken too where it is heard at last', () =>
    inVirtualTime(async () => {
      const { chip, loader } = await entered();
      await loader.startHelper();
      let isNoisy = true;
      chip.onFrame = (frame) => {
        if (frame[1] !== COMMAND.readRegister || !isNoisy) return;
        isNoisy = false;
        chip.hostBaudRate = 9600;
        setTimeout(() => (chip.hostBaudRate = 460_800), 0);
      };
      const { writes } = chip.line;
      const before = writes.length;
      expect(await loader.setBaudRate(460_800)).toBe(true);
      // Asked for the speed, and three times for a register.
      expect(writes.length - before).toBe(4);
      loader.end();
    }));

  test('is not taken where it is not heard in three times', () =>
    inVirtualTime(async () => {
      const { chip, loader } = await entered({ bestBaudRate: 300_000 });
      await loader.startHelper();
      const { writes } = chip.line;
      const before = writes.length;
      expect(await loader.setBaudRate(460_800)).toBe(false);
      expect(writes.length - before).toBe(4);
      loader.end();
    }));
});

test('what is written goes in few bytes', () =>
  inVirtualTime(async () => {
    const { chip, loader, commands } = await entered();
    await loader.startHelper();
    await loader.write(0x1000, Buffer.alloc(40_000, 7), () => undefined);
    expect(commands).toContain(COMMAND.deflatedData);
    expect(commands).not.toContain(COMMAND.flashData);
    expect(chip.flash.bytes[0x1000 + 39_999]).toBe(7);
    loader.end();
  }));

test('its end ends whatever waits for an answer', () =>
  inVirtualTime(async () => {
    const { loader } = await alone();
    const asked = expect(loader.isEsp8266()).rejects.toThrow();
    const startMs = performance.now();
    loader.end();
    await asked;
    expect(performance.now() - startMs).toBeLessThan(100);
  }));
