import { expect, jest, test } from '@jest/globals';
import { BenchBoard } from '../bench/bench-board.ts';
import { openChain } from '../bench/chain.ts';
import { PRESSED } from '../bench/chip-stand-ins.ts';
import { memory } from '../bench/memory.ts';
import type { Mode } from '../bench/settings.ts';
import { MAX_TARGET_BYTES } from '../../src/config/config.ts';
import { MAX_BODIES_BYTES, MAX_BODY_BYTES, messageBody } from '../../src/config/rules/message.ts';
import { ESPRUINO } from './interpreter.ts';

jest.setTimeout(900_000);

/** More than 1023 requests, from where on a number takes a variable of its own. */
const SMASHES = 550;

(ESPRUINO === '' ? test.skip : test)(
  'on the real interpreter the script stays within its budget of variables, and many smashes take no more of them than one',
  async () => {
    const rows = await memory.measure({
      espruino: ESPRUINO,
      chromium: undefined,
      smashes: SMASHES,
      messages: 1,
    });
    const used = (figure: RegExp): number[] => {
      const { direct, relay } = rows.find((row) => figure.test(row.figure))!;
      return [Number(direct), Number(relay)];
    };
    const [direct, relay] = used(/idle: the script's own/);
    expect(direct).toBeLessThanOrEqual(300);
    expect(relay).toBeLessThanOrEqual(400);
    for (const peak of [/peak .* between callbacks/, /peak .* inside of calls/]) {
      expect(Math.max(...used(peak))).toBeLessThanOrEqual(800);
    }
    const hammered = rows.find(({ figure }) => figure.endsWith('more smashes leave taken'))!;
    expect(Number(/that (\d+) more/.exec(hammered.figure)?.[1])).toBeGreaterThanOrEqual(SMASHES);
    // The lamp's pattern takes one where it has turned to a number above 1023, and none otherwise.
    expect(Math.max(...used(/more smashes leave taken/))).toBeLessThanOrEqual(1);
  },
);

const LOOPBACK = '127.0.0.1';
/** What the host and a path of one character leave for the rest. */
const ROOM = MAX_TARGET_BYTES - LOOPBACK.length - 1;
const LONGEST = 'x'.repeat(MAX_BODY_BYTES - messageBody('').length);
const TWO_LONGEST = [LONGEST, LONGEST];
const EIGHT = Array<string>(8).fill('x'.repeat(MAX_BODIES_BYTES / 8 - messageBody('').length));
const MANY_HEADERS = Object.fromEntries(
  Array.from({ length: Math.floor(ROOM / 'A10: h\r\n'.length) }, (_, index) => [`A${index + 10}`, 'h']),
);
/** Until the keys were seen released for long enough. */
const RELEASED_MS = 1000;
const DELIVERY_MS = 30_000;
const ROUNDS = 4;

(ESPRUINO === '' ? test.skip : test).each<[string, Mode, string[], string, Record<string, string>]>([
  ['two messages and path', 'direct', TWO_LONGEST, 'p'.repeat(ROOM), {}],
  ['two messages and header', 'direct', TWO_LONGEST, '', { A: 'h'.repeat(ROOM - 'A: \r\n'.length) }],
  ['two messages and set of headers', 'direct', TWO_LONGEST, '', MANY_HEADERS],
  ['eight messages and path', 'direct', EIGHT, 'p'.repeat(ROOM), {}],
  ['two messages, with a relay', 'relay', TWO_LONGEST, '', {}],
])(
  'on the real interpreter the longest %s are delivered again and again',
  async (_what, mode, messages, path, headers) => {
    const chain = await openChain(mode);
    const url = `http://${LOOPBACK}:${chain.chat.port}/${path}`;
    // A round may come within the dead time of the one before.
    const script = await chain.script({
      messages,
      deadTimeMs: 0,
      ...(mode === 'direct' && { webhook: { url, headers } }),
    });
    const board = await BenchBoard.boot(ESPRUINO, PRESSED, script, /network config/);
    try {
      for (let round = 1; round <= ROUNDS; round++) {
        await board.press(RELEASED_MS);
        expect(await chain.chat.has(round * messages.length, DELIVERY_MS)).toBe(true);
        await board.release();
      }
    } finally {
      await board.end();
      await chain.close();
    }
  },
);
