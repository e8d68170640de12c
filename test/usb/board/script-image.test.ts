import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { OPENING, scriptImage, storageBytes, storedScript } from '../../../src/usb/board/script-image.ts';

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

test('the image is the script behind a word that is erased but for its first byte', () => {
  expect(scriptImage('print(1)').sealed).toBe(';\xff\xff\xffprint(1)');
});

test('opening it writes only over erased bytes, within one word of flash', () => {
  fc.assert(
    fc.property(fc.string(), (script) => {
      const image = scriptImage(script);
      const sealed = bytesOf(image.sealed);
      const { text, offset } = OPENING;
      expect([...sealed.subarray(offset, offset + text.length)]).toEqual([0xff, 0xff, 0xff]);
      expect(offset + text.length).toBe(4);

      const open = Buffer.concat([sealed.subarray(0, offset), bytesOf(text), sealed.subarray(4)]);
      expect(open.toString('utf8')).toBe(`;;;;${Buffer.from(script, 'utf8').toString('utf8')}`);
      expect([image.length, image.sealedCrc, image.openCrc]).toEqual([
        sealed.length,
        crc32(sealed),
        crc32(open),
      ]);
    }),
  );
});

test('whatever a loss of power leaves of the opening is no comment, no quote and no name', () => {
  const [target = 0] = bytesOf(OPENING.text);
  // Flash goes from 1 to 0 bit by bit, so what is between erased and written has all bits of what is written.
  const between = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => (byte & target) === target);
  expect(String.fromCharCode(...between)).not.toMatch(/[\w$/*"'`\\\s]/);
});

test('it takes a header and whole words in the Storage', () => {
  expect(['', 'a', 'abcd', 'abcde'].map((script) => storageBytes(scriptImage(script)))).toEqual([
    36, 40, 40, 44,
  ]);
});

test('what lies on a board is told by its length and its CRC-32', () => {
  const image = scriptImage('print("Grüße")');
  const { length, openCrc, sealedCrc } = image;
  const stored = [
    { length: 0, crc: 0 },
    { length, crc: openCrc },
    { length, crc: sealedCrc },
    { length, crc: openCrc ^ 1 },
    { length: length + 1, crc: openCrc },
    { length: length - 1, crc: sealedCrc },
  ];
  expect(stored.map((each) => storedScript(each, image))).toEqual([
    'none',
    'same',
    'half',
    'other',
    'other',
    'other',
  ]);
});
