import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../../src/failure.ts';
import { parseBoardInfo } from '../../../src/usb/board/check.ts';
import { scriptImage, storageBytes, type ScriptImage } from '../../../src/usb/board/script-image.ts';
import { BESIDE, parseNames, parseStored, transfer, type Left } from '../../../src/usb/board/transfer.ts';
import { faults } from '../../../src/usb/protocol/faults.ts';
import { AskedBoard } from '../stand-in/asked-board.ts';
import { ESP8266 } from '../stand-in/traits.ts';
import { failureOf, SCRIPT, whole } from '../upload-setup.ts';

const IMAGE = scriptImage(SCRIPT);
const SEALED = IMAGE.sealed;
const BESIDE_NAMES = ['.boot0', '.boot1', '.boot2', '.boot3', '.bootPowerOn', '.bootrst', '.varimg'];
const OLD = 'print("old")';

/** A transfer to a board on which another script is, and what it told. */
class Transfer {
  readonly board: AskedBoard;
  readonly left: Left[] = [];
  readonly progress: number[] = [];
  readonly stop = new AbortController();
  readonly #env: object;
  readonly #image: ScriptImage;

  constructor({ storageBytes = undefined as number | undefined, env = {}, image = IMAGE } = {}) {
    this.board = new AskedBoard(storageBytes);
    this.board.storage.write('.bootcde', OLD);
    this.#env = env;
    this.#image = image;
  }

  get stored(): string | undefined {
    return this.board.storage.read('.bootcde');
  }

  run(): Promise<void> {
    const info = parseBoardInfo({ ...ESP8266.env, ...this.#env });
    if (info === undefined) throw new Error('not a board');
    return transfer(
      this.board,
      info,
      this.#image,
      '/dev/ttyUSB0',
      (sent) => this.progress.push(sent),
      (left) => this.left.push(left),
      this.stop.signal,
    );
  }
}

describe.each([
  ['in packets', '2v25'],
  ['in lines', '2v24'],
])('a transfer %s', (_, VERSION) => {
  test('leaves the whole script in place of all that would run beside it', async () => {
    const transfer = new Transfer({ env: { VERSION } });
    for (const name of [...BESIDE_NAMES, '.wificfg', 'notes']) transfer.board.storage.write(name, 'old');
    await transfer.run();
    expect(transfer.stored).toBe(whole(SCRIPT));
    expect([...transfer.board.storage.files.keys()].sort()).toEqual(['.bootcde', 'notes']);
    expect(transfer.board.telnetOpen).toBe(false);
    expect(transfer.left).toEqual(['erasing', 'without', 'opening', 'whole']);
  });

  test('tells how far it is, from nothing to all', async () => {
    const transfer = new Transfer({ env: { VERSION } });
    await transfer.run();
    expect(transfer.progress).toEqual([...transfer.progress].sort((a, b) => a - b));
    expect(transfer.progress.length).toBeGreaterThan(3);
    expect([transfer.progress[0], transfer.progress.at(-1)]).toEqual([0, IMAGE.length]);
  });

  test('asks nothing that the chip has no room for in its input', async () => {
    const transfer = new Transfer({ env: { VERSION } });
    await transfer.run();
    for (const { expression } of transfer.board.asked) expect(expression.length).toBeLessThan(450);
  });

  test('waits long where flash is erased', async () => {
    const transfer = new Transfer({ env: { VERSION } });
    await transfer.run();
    const erasing = transfer.board.asked.filter(({ expression }) => expression.includes('compact'));
    expect(erasing.map(({ patienceMs }) => patienceMs)).toEqual([20_000, 20_000]);
  });
});

test('what fills its lines to the byte is sent in no more of them', async () => {
  const image = scriptImage(`//${'x'.repeat(2 * 240 - 4 - 2)}`);
  const transfer = new Transfer({ env: { VERSION: '2v20' }, image });
  await transfer.run();
  const offsets = transfer.board.asked.map(
    ({ expression }) => /atob\(.*\),(\d+),480\)/.exec(expression)?.[1],
  );
  expect(offsets.filter((offset) => offset !== undefined)).toEqual(['0', '240']);
});

test('firmware without telnet is not asked to close it', async () => {
  const transfer = new Transfer({ env: { MODULES: 'Flash,Storage,Wifi' } });
  await transfer.run();
  expect(transfer.board.telnetOpen).toBe(true);
  expect(transfer.stored).toBe(whole(SCRIPT));
});

describe('a board with little room', () => {
  const NOTES = 'n'.repeat(101);
  /** Beside another file, whose 101 bytes take 104. */
  const needed = storageBytes(IMAGE) + 32 + 104;

  test('takes the script in place of all that is removed, to the byte', async () => {
    const transfer = new Transfer({ storageBytes: needed });
    transfer.board.storage.write('notes', NOTES);
    transfer.board.storage.write('.boot0', 'x'.repeat(1001));
    await transfer.run();
    expect([transfer.stored, transfer.board.isLoaded]).toEqual([whole(SCRIPT), false]);
    expect(transfer.left).not.toContain('untouched');
  });

  test('is left as it was where there is too little, and runs what it ran', async () => {
    const transfer = new Transfer({ storageBytes: needed - 4 });
    transfer.board.storage.write('notes', NOTES);
    transfer.board.storage.write('.boot0', 'x'.repeat(1001));
    const failure = await failureOf(transfer.run());
    expect(failure.exit).toBe('scriptTooLarge');
    expect(failure.message).toContain(
      `takes ${storageBytes(IMAGE)} bytes, and the board has room for ${storageBytes(IMAGE) - 4}`,
    );
    expect(transfer.left).toEqual(['erasing', 'untouched']);
    expect([transfer.stored, transfer.board.isLoaded]).toEqual([OLD, true]);
  });

  test('that does not tell its room gets the script all the same', async () => {
    const transfer = new Transfer();
    transfer.board.answers = (expression, answer) => (expression.includes('getFree') ? null : answer);
    await transfer.run();
    expect(transfer.stored).toBe(whole(SCRIPT));
    expect(transfer.board.isLoaded).toBe(false);
  });
});

describe('what is not read back as it was sent is never opened', () => {
  test.each([
    ['another byte', [IMAGE.length, IMAGE.sealedCrc ^ 1]],
    ['another length', [IMAGE.length - 1, IMAGE.sealedCrc]],
    ['the script before', [IMAGE.length, IMAGE.openCrc]],
    ['something else', ['1', '2']],
  ])('%s', async (_, answer) => {
    const transfer = new Transfer();
    transfer.board.answers = (expression, right) => (expression.includes('CRC32') ? answer : right);
    expect((await failureOf(transfer.run())).exit).toBe('verifyFailed');
    expect(transfer.stored).toBe(SEALED);
    expect(transfer.left.at(-1)).toBe('without');
  });
});

describe('a script that is not open is never called whole', () => {
  test('the board refuses to open it', async () => {
    const transfer = new Transfer();
    transfer.board.answers = (expression, answer) => (expression.includes('";;;"') ? false : answer);
    expect((await failureOf(transfer.run())).exit).toBe('writeRefused');
    expect(transfer.left.at(-1)).toBe('opening');
  });

  test('the board says that it has opened it, and has not', async () => {
    const transfer = new Transfer();
    const { storage } = transfer.board;
    storage.spoil = (bytes) => (bytes.toString() === ';;;' ? Buffer.from(';;?') : bytes);
    expect((await failureOf(transfer.run())).exit).toBe('verifyFailed');
    expect(transfer.left.at(-1)).toBe('opening');
  });
});

describe('what the board refuses', () => {
  /** What is on the board then, or how it failed. */
  const endOf = async (transfer: Transfer): Promise<string | undefined> => {
    try {
      await transfer.run();
      return transfer.stored;
    } catch (error) {
      if (error instanceof Failure) return error.exit;
      throw error;
    }
  };

  test.each([
    ['once is sent again from the start', ['refused'], whole(SCRIPT)],
    ['twice is told', ['refused', 'refused'], 'writeRefused'],
  ] as const)('in packets, %s', async (_, outcomes, becomes) => {
    const transfer = new Transfer();
    transfer.board.outcomes = [...outcomes];
    expect(await endOf(transfer)).toBe(becomes);
  });

  test.each([
    ['once is sent again from the start', 1, whole(SCRIPT)],
    ['twice is told', 2, 'writeRefused'],
  ])('in lines, %s', async (_, times, becomes) => {
    const transfer = new Transfer({ env: { VERSION: '2v20' } });
    let refused = 0;
    transfer.board.answers = (expression, answer) =>
      expression.includes(',240,') && refused++ < times ? false : answer;
    expect(await endOf(transfer)).toBe(becomes);
  });
});

describe('a board that answers no more', () => {
  test.each([
    ['while its room is asked', 'getFree', 'erasing'],
    ['while it erases', 'forEach', 'erasing'],
    ['while it is read back', 'CRC32', 'without'],
    ['while it opens the script', '";;;"', 'opening'],
  ])('%s is told as lost', async (_, word, left) => {
    const transfer = new Transfer();
    transfer.board.answers = (expression, answer) => (expression.includes(word) ? undefined : answer);
    const failure = await failureOf(transfer.run());
    expect(failure.exit).toBe('connectionLost');
    expect(failure.message).toContain('"/dev/ttyUSB0"');
    expect(transfer.left.at(-1)).toBe(left);
  });

  test('while the script is sent is told as lost, and nothing is sent again', async () => {
    const transfer = new Transfer();
    transfer.board.outcomes = ['unanswered'];
    expect((await failureOf(transfer.run())).exit).toBe('connectionLost');
    expect(transfer.left.at(-1)).toBe('without');
    expect(transfer.board.asked.at(-1)?.expression).toContain('forEach');
  });
});

test('what ends it ends it at once, with its reason', async () => {
  const transfer = new Transfer();
  transfer.board.evaluate = () => new Promise(() => undefined);
  const running = failureOf(transfer.run());
  transfer.stop.abort(faults.interrupted());
  expect((await running).exit).toBe('interrupted');
});

test('which files run beside the script is worked out by the board', async () => {
  const board = new AskedBoard();
  expect(await board.evaluate(BESIDE, 1)).toEqual([]);
  for (const name of [...BESIDE_NAMES, '.bootcde', 'notes']) board.storage.write(name, 'old');
  expect(await board.evaluate(BESIDE, 1)).toEqual(BESIDE_NAMES);
});

test('what a board says that runs beside the script is one of the names it was asked for, or no answer', () => {
  for (const names of [[], ['.boot0'], ['.bootrst', '.varimg']]) expect(parseNames(names)).toEqual(names);
  for (const answer of [
    // It would be told, and forge a line of ours.
    ['.boot0', '.boot1\nSent and verified: 4000 bytes in 1.0 s'],
    ['.bootcde'],
    ['.boot0', 1],
    '.boot0',
    undefined,
  ]) {
    expect(parseNames(answer)).toBeUndefined();
  }
});

test('what a board says of its script is two numbers, or no answer', () => {
  // A CRC-32 of the highest bit may come as a negative number.
  expect(parseStored([7, -2])).toEqual({ length: 7, crc: 0xfffffffe });
  for (const answer of [[], [1], [1, '2'], [1, 2, 3], {}, undefined])
    expect(parseStored(answer)).toBeUndefined();
});
