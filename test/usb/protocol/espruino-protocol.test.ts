import { describe, expect, jest, test } from '@jest/globals';
import { connectEspruino, type EspruinoBoard } from '../../../src/usb/protocol/espruino-protocol.ts';
import { StandInBoard } from '../stand-in/board.ts';
import { MemoryLine } from '../stand-in/memory-line.ts';
import type { Traits } from '../stand-in/traits.ts';
import { inVirtualTime } from '../virtual-time.ts';

interface Connected {
  readonly espruino: EspruinoBoard;
  readonly board: StandInBoard;
  readonly line: MemoryLine;
}

/** Runs a test on a board that is connected. */
async function connected(traits: Partial<Traits>, run: (parts: Connected) => Promise<void>): Promise<void> {
  await inVirtualTime(async () => {
    const line = new MemoryLine();
    const board = new StandInBoard(traits, undefined, line);
    const espruino = await connectEspruino(await line.open(line.path));
    await run({ espruino, board, line });
    await board.end();
  });
}

describe('an expression', () => {
  test('is worked out by the board, and its value comes as JSON carries it', () =>
    connected({}, async ({ espruino }) => {
      expect(await espruino.evaluate('6*7', 1000)).toBe(42);
      expect(await espruino.evaluate('{a:["\\xe9",null,true]}', 1000)).toEqual({ a: ['é', null, true] });
      expect(await espruino.evaluate('undefined', 1000)).toBeUndefined();
    }));

  test('that nobody answers has no value, once the patience is over', () =>
    connected({ instead: 'nothing' }, async ({ espruino }) => {
      const tookMs = async (patienceMs: number): Promise<number> => {
        const startMs = performance.now();
        expect(await espruino.evaluate('1', patienceMs)).toBeUndefined();
        return performance.now() - startMs;
      };
      const shortMs = await tookMs(1000);
      expect(shortMs).toBeGreaterThan(1000);
      expect(shortMs).toBeLessThan(3000);
      const longMs = await tookMs(5000);
      expect(longMs - shortMs).toBeGreaterThan(3500);
      expect(longMs - shortMs).toBeLessThan(4500);
    }));

  test('that writes into the Storage holds up nothing', () =>
    connected({}, async ({ espruino, board }) => {
      await espruino.evaluate('1', 1000);
      const startMs = performance.now();
      expect(await espruino.evaluate('require("Storage").write("a","b")', 1000)).toBe(true);
      expect(await espruino.evaluate('1', 1000)).toBe(1);
      expect(performance.now() - startMs).toBeLessThan(200);
      expect(board.storage.read('a')).toBe('b');
    }));
});

describe('a file', () => {
  const BYTES = `;\xff\xff\xff${'Gr\xfc\xdfe'.repeat(300)}`;

  test('comes into the Storage byte for byte, and tells how far it is', () =>
    connected({}, async ({ espruino, board }) => {
      const progress: number[] = [];
      expect(await espruino.sendFile('.bootcde', BYTES, (sent) => progress.push(sent))).toBe('sent');
      expect(board.storage.read('.bootcde')).toBe(BYTES);
      expect(progress).toEqual([0, 384, 768, 1152, BYTES.length]);
    }));

  test('is sent in packets that fit into the input of a board that reads seldom, each at one go', () =>
    connected({ readsEveryMs: 60 }, async ({ espruino, board, line }) => {
      expect(await espruino.sendFile('.bootcde', BYTES, () => undefined)).toBe('sent');
      expect(board.lost).toBe(0);
      expect(Math.max(...line.writes.map(({ length }) => length))).toBe(388);
      expect(line.writes.filter((bytes) => !bytes.startsWith('\x10\x01'))).toEqual([]);
    }));

  test.each([1, 3])('is refused where the board refuses packet %i', (refused) =>
    connected({ naksPacket: (number) => number === refused }, async ({ espruino }) => {
      expect(await espruino.sendFile('.bootcde', BYTES, () => undefined)).toBe('refused');
    }),
  );

  test('is unanswered where the board is silent', () =>
    connected({ instead: 'nothing' }, async ({ espruino }) => {
      expect(await espruino.sendFile('.bootcde', BYTES, () => undefined)).toBe('unanswered');
    }));

  test('leaves a fault of this program what it is', () =>
    connected({}, async ({ espruino }) => {
      const fault = new TypeError('a fault');
      const sending = espruino.sendFile('.bootcde', BYTES, () => {
        throw fault;
      });
      await expect(sending).rejects.toBe(fault);
    }));
});

test('what the board prints is heard, one character a byte', () =>
  connected({}, async ({ espruino, board }) => {
    let heard = '';
    espruino.onConsole((text) => (heard += text));
    board.uart.send(Buffer.of(0x00, 0x7f, 0x9b, 0xff));
    await espruino.evaluate('1', 1000);
    expect(heard).toContain('\x00\x7f\x9b\xff');
  }));

test('its end leaves nothing under way', () =>
  connected({ instead: 'nothing' }, async ({ espruino, board }) => {
    void espruino.evaluate('1', 1000);
    await board.end();
    const before = jest.getTimerCount();
    espruino.end();
    expect(jest.getTimerCount()).toBeLessThan(before);
    void espruino.evaluate('2', 1000);
    expect(jest.getTimerCount()).toBeLessThan(before);
  }));
