import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../src/doctor/finding.ts';
import { checkKey, KeysOnBench } from '../../src/doctor/keys.ts';
import { boardWith } from './evaluating-board.ts';

const PINS = [4, 15, 5, 12];
const PATIENT = { pressMs: 60_000, lookEveryMs: 20 };

interface Pressed extends Outcome {
  readonly told: readonly string[];
  readonly modes: readonly string[];
  readonly log: readonly string[];
}

/**
 * Asks for a key of a board.
 * @param story which keys are down at each look from the first on, and none after them
 */
async function pressed(
  pin: number,
  story: readonly (readonly number[])[],
  timing = PATIENT,
): Promise<Pressed> {
  const told: string[] = [];
  const modes: string[] = [];
  let low: readonly number[] = [];
  const board = boardWith(
    {
      pinMode: (of: number, mode: string) => modes.push(`D${of} ${mode}`),
      digitalRead: (of: number[]) => of.reduce((bits, each) => bits * 2 + (low.includes(each) ? 0 : 1), 0),
    },
    (count) => (low = story[count] ?? []),
  );
  const keys = await KeysOnBench.begin(board, PINS);
  const person = {
    isThere: true,
    tell: (text: string) => told.push(text),
    agrees: () => Promise.resolve(true),
  };
  const outcome = await checkKey(board, keys, pin, person, timing);
  return { ...outcome, told, modes, log: board.log };
}

/** At the first pause it begins to look, and at the second nobody has been asked to press anything yet. */
const BEFORE = [[], []];

describe('a key', () => {
  test.each([4, 5, 12])(
    'on D%i that goes down and comes up is seen, and asked for by its name',
    async (pin) => {
      const { told, ...outcome } = await pressed(pin, [...BEFORE, [], [pin], [pin], []]);
      expect(outcome).toMatchObject({ verdict: 'good', detail: 'seen', facts: { seen: 'alone' } });
      expect(told).toEqual([`  Press the key on D${pin} …`]);
    },
  );

  test('is looked at all the time, with a pull-up, and D15 is left alone', async () => {
    const { modes, log } = await pressed(5, [...BEFORE, [5]]);
    expect(modes).toEqual(['D4 input_pullup', 'D5 input_pullup', 'D12 input_pullup']);
    expect(log).toEqual(['every 5', 'pause 50', 'pause 20', 'pause 20', 'pause 20']);
  });

  test('that was down before all this began is no fault', async () => {
    expect(await pressed(4, [[4], [], [4]])).toMatchObject({ verdict: 'good' });
  });

  test('that is down when nobody was asked is told, and nobody is asked', async () => {
    const { told, ...outcome } = await pressed(4, [[4], [4], [4]]);
    expect(outcome).toMatchObject({
      verdict: 'bad',
      facts: { seen: 'held' },
      mend: expect.stringContaining('one leg on D4, the other on GND'),
    });
    expect(told).toEqual([]);
  });

  test('that is not yet up again is not judged', async () => {
    const outcome = await pressed(4, [...BEFORE, [4], [4, 12], [4]]);
    expect(outcome).toMatchObject({
      verdict: 'bad',
      detail: 'seen, and D12 with it.',
      mend: expect.stringContaining('wires of D4 and D12 touch'),
      facts: { seen: 'with others' },
    });
  });

  test('that takes others with it names each once', async () => {
    const { detail } = await pressed(12, [...BEFORE, [4, 5, 12], [4, 12]]);
    expect(detail).toBe('seen, and D4, D5 with it.');
  });

  test('on D15 nobody can tell, and nobody is asked', async () => {
    const { told, ...outcome } = await pressed(15, []);
    expect(outcome).toMatchObject({
      verdict: 'untried',
      detail: expect.stringContaining('D15 always reads'),
    });
    expect(told).toEqual([]);
  });

  test('that is never seen is waited for, and no longer', async () => {
    const outcome = await pressed(4, [], { pressMs: 30, lookEveryMs: 1 });
    expect(outcome).toMatchObject({
      verdict: 'bad',
      detail: 'not seen in 0.03 s.',
      mend: expect.stringContaining('one leg on D4'),
      facts: { seen: 'never' },
    });
  });

  test('in whose place another goes down is not seen', async () => {
    const outcome = await pressed(4, [...BEFORE, [5], [12]], { pressMs: 30, lookEveryMs: 1 });
    expect(outcome).toMatchObject({
      verdict: 'bad',
      detail: 'not seen; D5, D12 went down in its place.',
      facts: { seen: 'other' },
    });
  });
});

test('a board that computes no number of keys is not believed', async () => {
  const board = boardWith({ pinMode: () => undefined, digitalRead: () => 0 });
  const keys = await KeysOnBench.begin(board, PINS);
  (board.globals as Record<string, unknown>)['DOCTOR_DOWN'] = -1;
  await expect(keys.down()).rejects.toMatchObject({ exit: 'noAnswer' });
});
