import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../../src/failure.ts';
import {
  checkedImage,
  FLASH_BYTES,
  imageOfParts,
  runsOf,
  type Part,
} from '../../../src/usb/board/firmware-image.ts';
import { BLANK_PART, BOOT_PART, combined, DEFAULTS_PART, userPart } from '../stand-in/chip/espruino-image.ts';

const PARTS: readonly (readonly [Part, Buffer])[] = [
  ['boot', BOOT_PART],
  ['user', userPart()],
  ['defaults', DEFAULTS_PART],
  ['blank', BLANK_PART],
];

test('the parts and the combined image are the same flash, which tells its version', () => {
  const image = imageOfParts('parts', new Map(PARTS));
  expect(image.bytes.equals(checkedImage('combined.bin', combined()).bytes)).toBe(true);
  expect(image.version).toBe('2v29');
});

test('the flash is to be read at 80 MHz in QIO, as 4 MB of 1 MB and 1 MB, and nothing else of the image is changed', () => {
  const content = combined();
  const { bytes } = checkedImage('combined.bin', content);
  content[3] = 0x6f;
  expect(bytes.equals(content)).toBe(true);
});

test.each([
  ['2v29', '2v29'],
  ['10v01', '10v01'],
  ['2v29.277', '2v29.277'],
  ['2v30.beta', '2v30'],
  ['', undefined],
])('an Espruino "%s" tells its version: %s', (version, told) => {
  expect(checkedImage('combined.bin', combined(userPart({ version }))).version).toBe(told);
});

test('a part may go to the end of the flash, and not beyond', () => {
  const blank = (length: number) =>
    imageOfParts('parts', new Map([...PARTS, ['blank', Buffer.alloc(length, 0xff)]]));
  expect(blank(8192).bytes).toHaveLength(FLASH_BYTES);
  expect(() => blank(8193)).toThrow('"parts" is not what the board needs: a part is too large.');
});

test('what is in the last bytes of the flash is written too', () => {
  const content = combined();
  content[FLASH_BYTES - 1] = 0x21;
  expect(runsOf(checkedImage('combined.bin', content)).at(-1)).toMatchObject({ address: FLASH_BYTES - 4096 });
});

test.each([
  ['the tool', (crc: number) => crc + 1],
  ['the SDK', (crc: number) => ~crc],
])('a CRC is good as %s writes it', (_, crc) => {
  expect(checkedImage('combined.bin', combined(userPart({ crc }))).version).toBe('2v29');
});

test('what is blank is not written, and what is not is', () => {
  const image = checkedImage('combined.bin', combined());
  const copy = Buffer.alloc(FLASH_BYTES, 0xff);
  const runs = runsOf(image);
  for (const { address, bytes } of runs) copy.set(bytes, address);
  expect(copy.equals(image.bytes)).toBe(true);
  expect(runs.map(({ address, bytes }) => [address % 4096, bytes.length % 4096])).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(runs.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(60_000);
});

describe('what a board could not run is refused', () => {
  const changed = (at: number, byte: number): Buffer => {
    const image = combined();
    image[at] = byte;
    return image;
  };

  test.each([
    ['a shorter one', combined().subarray(0, 512 * 1024), 'it has 524288 bytes'],
    ['nothing', Buffer.alloc(0), 'it has 0 bytes'],
    ['a blank one', Buffer.alloc(FLASH_BYTES, 0xff), 'does not begin with a bootloader'],
    ['a bootloader with a wrong byte', changed(40, 0x21), 'a checksum in it is wrong'],
    ['segments that go beyond its end', changed(15, 0x7f), 'it is cut off'],
    ['no program', changed(0x1000, 0xff), 'at 0x1000 there is no program'],
    ['a program with a wrong byte', changed(0x1000 + 30_000, 0x21), 'its CRC-32 is wrong'],
    [
      'a program that ends early',
      combined().fill(0xff, 0x4000, 0x3fc000),
      'does not begin with a bootloader',
    ],
    ['another flash', combined(userPart({ sizeAndSpeed: 0x00 })), 'a flash of another size'],
    ['another board', combined(userPart({ board: 'ESP8266_BOARD' })), 'no Espruino "ESP8266_4MB"'],
    ["no settings of the radio's", changed(0x3fc000, 0xff), 'esp_init_data_default.bin'],
  ])('%s', (_, content, says) => {
    const check = (): unknown => checkedImage('some.bin', content);
    expect(check).toThrow(`"some.bin" is not what the board needs: `);
    expect(check).toThrow(says);
    expect(failureOf(check).exit).toBe('firmwareUnusable');
  });
});

function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    return error as Failure;
  }
  throw new Error('It did not fail.');
}
