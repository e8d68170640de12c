import { describe, expect, test } from '@jest/globals';
import { stepsByHand } from '../../src/doctor/by-hand.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import type { Outcome } from '../../src/doctor/finding.ts';
import { KeysOnBench } from '../../src/doctor/keys.ts';
import { checkKlaxon, checkLamp } from '../../src/doctor/signals.ts';
import type { DoctorTiming } from '../../src/doctor/tools.ts';
import { boardThatSays } from './board-that-says.ts';
import { boardWith } from './evaluating-board.ts';

const WELL = { isThere: true, tell: () => undefined, agrees: () => Promise.resolve(true) };
const OWN = { wifi: { ssid: 'office' }, webhook: 'http://chat.lan/x', pins: [4, 5] };
const timing = { pressMs: 60_000, lookEveryMs: 1 } as DoctorTiming;

function configured(changes: object = {}) {
  return checkConfig({ ...OWN, ...changes }, 'the test').config;
}

describe('what takes somebody', () => {
  test.each([
    [{}, ['Key D4', 'Key D5', 'Lamp']],
    [{ klaxonPin: 14 }, ['Key D4', 'Key D5', 'Lamp', 'Klaxon']],
  ])('is each key, the lamp, and the klaxon if there is one: %j', (changes, names) => {
    const steps = [...stepsByHand(configured(changes), () => boardWith(), { person: WELL, timing })];
    expect(steps.map(({ name }) => name)).toEqual(names);
    for (const { needs } of steps) expect(needs).toEqual(['Configuration', 'Espruino']);
  });

  test('is unknown without a configuration, and still in the list', async () => {
    const steps = [...stepsByHand(undefined, () => boardWith(), { person: WELL, timing })];
    expect(steps.map(({ name, needs }) => [name, needs])).toEqual([
      ['Keys', ['Configuration', 'Espruino']],
      ['Lamp', ['Configuration', 'Espruino']],
    ]);
    for (const step of steps) await expect(step.run()).rejects.toThrow();
  });

  test('is not tried where nobody is there: the script goes on', async () => {
    const board = boardWith();
    const person = { ...WELL, isThere: false };
    for (const step of stepsByHand(configured(), () => board, { person, timing })) {
      expect(await step.run()).toMatchObject({
        verdict: 'untried',
        detail: expect.stringContaining('at a terminal'),
      });
    }
    expect(board.log).toEqual([]);
  });

  test('is not tried beside code that would run meanwhile', async () => {
    const board = { ...boardWith(), filesBeside: () => Promise.resolve(['.bootrst']) };
    for (const step of stepsByHand(configured(), () => board, { person: WELL, timing })) {
      expect(await step.run()).toMatchObject({
        verdict: 'untried',
        detail: expect.stringContaining('".bootrst"'),
      });
    }
    expect(board.log).toEqual([]);
  });

  test('is tried with the script stopped, on the keys as they are', async () => {
    let low: readonly number[] = [];
    const outcomes: Outcome[] = [];
    const looks = [[], [], [4], [], [], [5]];
    const board = boardWith(
      {
        pinMode: () => undefined,
        digitalRead: (of: number[]) => of.reduce((bits, pin) => bits * 2 + (low.includes(pin) ? 0 : 1), 0),
        analogWrite: () => undefined,
      },
      (count) => (low = looks[count] ?? []),
    );
    const beside = { ...board, filesBeside: () => Promise.resolve(['.boot1']) };
    const config = configured({ klaxonPin: 14 });
    for (const step of stepsByHand(config, () => beside, { person: WELL, timing }))
      outcomes.push(await step.run());
    expect(outcomes.map(({ facts }) => facts)).toEqual([
      { seen: 'alone' },
      { seen: 'alone' },
      { seen: true },
      { heard: true },
    ]);
    expect(board.log.filter((what) => !what.startsWith('pause'))).toEqual([
      ...['stop', 'every 5', 'stop'],
      ...['stop', 'every 250', 'stop', 'after 1500'],
    ]);
  });
});

/** The levels that a board writes to its pins while somebody is asked. */
async function signalled(check: typeof checkLamp, agrees: boolean) {
  const written: string[] = [];
  const asked: string[] = [];
  const board = boardWith({
    pinMode: (pin: number, mode: string) => written.push(`D${pin} ${mode}`),
    digitalWrite: (pin: number, level: number) => written.push(`D${pin}=${level}`),
    analogWrite: (pin: number, share: number, { freq }: { freq: number }) =>
      written.push(`D${pin}~${share} ${freq}`),
  });
  const outcome = await check(board, 14, {
    ...WELL,
    agrees: async (question) => {
      asked.push(question);
      for (let looks = 0; looks < 3; looks++) await board.pause(0);
      return agrees;
    },
  });
  return { outcome, written, asked, log: board.log };
}

test.each([
  [true, { verdict: 'good', facts: { seen: true } }],
  [false, { verdict: 'bad', facts: { seen: false }, mend: expect.stringContaining('"led", D14') }],
])('a lamp blinks until somebody has said whether it does: %s', async (agrees, expected) => {
  const { outcome, written, asked, log } = await signalled(checkLamp, agrees);
  expect(outcome).toMatchObject(expected);
  expect(written).toEqual(['D14 output', 'D14=1', 'D14=0', 'D14=1']);
  expect([asked, log[0]]).toEqual([['Does the lamp on D14 blink?'], 'every 250']);
});

test.each([
  [true, { verdict: 'good', detail: 'heard', facts: { heard: true } }],
  [false, { verdict: 'bad', facts: { heard: false }, mend: expect.stringContaining('"klaxonPin", D14') }],
])('a klaxon sounds for a moment, and somebody says whether it did: %s', async (agrees, expected) => {
  const { outcome, written, asked, log } = await signalled(checkKlaxon, agrees);
  expect(outcome).toMatchObject(expected);
  expect(written).toEqual(['D14~0.5 1000', 'D14=0']);
  expect([asked, log[0]]).toEqual([['Did the klaxon sound?'], 'after 1500']);
});

test('what a board does not confirm is asked of nobody', async () => {
  const asks = { ...WELL, agrees: () => Promise.reject(new Error('asked')) };
  // What it answers is 1 where it did as it was told.
  for (const answer of [0, '1', undefined]) {
    const board = boardThatSays(answer);
    await expect(checkLamp(board, 14, asks)).rejects.toMatchObject({ exit: 'noAnswer' });
    await expect(checkKlaxon(board, 14, asks)).rejects.toMatchObject({ exit: 'noAnswer' });
    await expect(KeysOnBench.begin(board, [4])).rejects.toMatchObject({ exit: 'noAnswer' });
  }
});
