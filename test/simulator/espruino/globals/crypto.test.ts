import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { boot, output } from '../../workbench.ts';

/** Hashes this once at power-up, and tells after a crash what the chip says of it. */
function hash(expression: string): string[] {
  const { board, lines } = boot(`
    var info = require('ESP8266').getResetInfo();
    if (info.reason !== 'power on') print(info.reason, info.exccause); else {
      try {
        var hash = new Uint8Array(require('crypto').SHA1(${expression}));
        print(hash.map(function (b) { return b }).join());
      } catch (e) { print('caught') }
      print('on') }`);
  board.advance(10);
  return [...lines];
}

const CRASHED = ['exception 9'];

describe('SHA1', () => {
  // As the chip's own firmware does in an emulator of its core.
  test('crashes the chip where the length divided by 64 leaves 57, 58, 59, 61, 62 or 63, and with no other up to 300', () => {
    const { board, lines } = boot(`
      var s = require('Storage'), info = require('ESP8266').getResetInfo();
      if (info.reason !== 'power on') print(info.reason, info.exccause);
      for (var n = Number(s.read('n') || 0); n <= 300; n++) {
        s.write('n', String(n + 1));
        print(new Uint8Array(require('crypto').SHA1('a'.repeat(n))).join());
      }`);
    board.advance(10);
    const digests = Array.from({ length: 301 }, (_, length) =>
      [57, 58, 59, 61, 62, 63].includes(length % 64)
        ? CRASHED
        : [createHash('sha1').update('a'.repeat(length)).digest().join()],
    );
    expect(lines).toEqual(digests.flat());
  });

  test.each([
    [1, 100],
    [2, 100],
    [3, 20],
  ])('crashes with a view that begins %i bytes into its buffer and has %i', (offset, length) => {
    expect(hash(`new Uint8Array(new Uint8Array(400).buffer, ${offset}, ${length})`)).toEqual(CRASHED);
  });

  test.each([
    [4, 100],
    [1, 128],
    [3, 0],
  ])('is well with a view that begins %i bytes into its buffer and has %i', (offset, length) => {
    expect(hash(`new Uint8Array(new Uint8Array(400).buffer, ${offset}, ${length})`)).toHaveLength(2);
  });

  test('hashes its first argument alone, and of nothing makes nothing', () => {
    expect(
      output(
        `var c = require('crypto'); print(c.SHA1(), E.CRC32(c.SHA1('a', 'b')) === E.CRC32(c.SHA1('a')))`,
      ),
    ).toEqual(['undefined true']);
  });
});
