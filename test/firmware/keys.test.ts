import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FIRED, newKeys, stepKeys } from '../../src/firmware/keys.ts';
import { configureKeys } from './constants.ts';
import { play, type Change, type Sampling } from './timeline.ts';

beforeEach(() => {
  configureKeys({});
});

const UP = '----';
const DOWN = '____';
const SMASH: readonly Change[] = [
  [0, UP],
  [1000, DOWN],
  [1200, UP],
];

const CADENCES: readonly Sampling[] = [
  { pollMs: 1, jitterMs: 0 },
  { pollMs: 5, jitterMs: 0 },
  { pollMs: 7, jitterMs: 0 },
  { pollMs: 10, jitterMs: 0 },
  { pollMs: 10, jitterMs: 3 },
  { pollMs: 10, jitterMs: 9 },
  { pollMs: 13, jitterMs: 0 },
  { pollMs: 20, jitterMs: 0 },
  { pollMs: 20, jitterMs: 19 },
  { pollMs: 25, jitterMs: 0 },
];

describe.each(CADENCES)('sampled every $pollMs ms, jitter $jitterMs ms', (sampling) => {
  beforeEach(() => {
    configureKeys({ pollMs: sampling.pollMs });
  });

  /** When it fires, followed by a silent minute in which it must not. */
  const fires = (changes: readonly Change[]): number[] =>
    play(changes, (changes.at(-1)?.[0] ?? 0) + 60_000, sampling)
      .filter(({ kind }) => kind === 'fired')
      .map(({ atMs }) => atMs);

  test('a smash fires once, after the debounce time and within two samples of it', () => {
    const [atMs = 0, ...more] = fires(SMASH);
    expect(more).toEqual([]);
    expect(atMs).toBeGreaterThanOrEqual(1030);
    expect(atMs).toBeLessThanOrEqual(1030 + 2 * (sampling.pollMs + (sampling.jitterMs ?? 0)));
  });

  test.each<[string, readonly Change[], number]>([
    [
      'three of four',
      [
        [0, UP],
        [1000, '___-'],
        [1500, UP],
      ],
      0,
    ],
    [
      'keys one after the other',
      [
        [0, UP],
        [1000, '_---'],
        [1100, '-_--'],
        [1200, '--_-'],
        [1300, '---_'],
        [1400, UP],
      ],
      0,
    ],
    [
      'keys rolled onto each other until all are down',
      [
        [0, UP],
        [1000, '_---'],
        [1100, '__--'],
        [1200, '___-'],
        [1300, DOWN],
        [1500, UP],
      ],
      1,
    ],
    [
      'a press shorter than the debounce time',
      [
        [0, UP],
        [1000, DOWN],
        [1029, UP],
      ],
      0,
    ],
    [
      'held for a minute',
      [
        [0, UP],
        [1000, DOWN],
        [61_000, UP],
      ],
      1,
    ],
    [
      'two smashes',
      [
        [0, UP],
        [1000, DOWN],
        [1200, UP],
        [1400, DOWN],
        [1600, UP],
      ],
      2,
    ],
    [
      'a second press while one key stays down',
      [
        [0, UP],
        [1000, DOWN],
        [1200, '---_'],
        [1400, DOWN],
        [1600, UP],
      ],
      1,
    ],
    [
      'keys released one at a time between two presses',
      [
        [0, UP],
        [1000, DOWN],
        [1200, '-___'],
        [1300, '_-__'],
        [1400, '__-_'],
        [1500, '___-'],
        [1600, DOWN],
        [1800, UP],
      ],
      2,
    ],
    [
      'a release shorter than the debounce time',
      [
        [0, UP],
        [1000, DOWN],
        [1200, UP],
        [1229, DOWN],
        [1400, UP],
      ],
      1,
    ],
    [
      'a bounce right after the fire',
      [
        [0, UP],
        [1000, DOWN],
        [1035, UP],
        [1045, DOWN],
        [1400, UP],
      ],
      1,
    ],
    [
      'held from power-up',
      [
        [0, DOWN],
        [5000, UP],
      ],
      0,
    ],
    [
      'held from power-up, then smashed',
      [
        [0, DOWN],
        [5000, UP],
        [6000, DOWN],
        [6200, UP],
      ],
      1,
    ],
    [
      'one key shorted from power-up',
      [
        [0, '_---'],
        [1000, DOWN],
        [1500, '_---'],
        [2000, DOWN],
        [2500, '_---'],
      ],
      0,
    ],
  ])('%s fires as often as it should', (_title, changes, times) => {
    expect(fires(changes)).toHaveLength(times);
  });

  test('contact bounce on the way down and up does not fire twice', () => {
    const bounce = (fromMs: number): Change[] =>
      Array.from({ length: 12 }, (_, i) => [fromMs + 2 * i, i % 2 === 0 ? DOWN : '_-_-']);
    expect(fires([[0, UP], ...bounce(1000), [1024, DOWN], ...bounce(1200), [1224, UP]])).toHaveLength(1);
  });

  test('keys that chatter, each to its own rhythm, never fire', () => {
    const chatter = Array.from({ length: 3000 }, (_, ms): Change => {
      const keys = [3, 5, 7, 11].map((halfPeriodMs) => (Math.floor(ms / halfPeriodMs) % 2 === 0 ? '_' : '-'));
      return [1000 + ms, keys.join('')];
    });
    expect(fires([[0, UP], ...chatter, [4000, UP]])).toEqual([]);
  });
});

describe('to the millisecond', () => {
  /** What each sample comes to, from `[nowMs, levels]`. */
  const results = (bornMs: number, samples: readonly (readonly [number, number])[]): number[] => {
    const keys = newKeys(bornMs);
    return samples.map(([nowMs, levels]) => stepKeys(keys, levels, nowMs));
  };
  const released = [10, 20, 30, 40].map((nowMs) => [nowMs, 0b1111] as const);

  test('a release of just the debounce time counts', () => {
    const pressed = [50, 60, 70, 80].map((nowMs) => [nowMs, 0] as const);
    expect(results(0, [...released, ...pressed]).at(-1)).toBe(FIRED);
  });

  test('two samples at one time are no stall', () => {
    const pressed = [50, 60, 70, 70, 80].map((nowMs) => [nowMs, 0] as const);
    expect(results(0, [...released, ...pressed]).at(-1)).toBe(FIRED);
  });

  test('three polls between two samples are no stall yet', () => {
    const pressed = [50, 80].map((nowMs) => [nowMs, 0] as const);
    expect(results(0, [...released, ...pressed]).at(-1)).toBe(FIRED);
  });

  test('a release counts from the first moment of the clock', () => {
    const samples = [0, 10, 20, 30].map((nowMs) => [nowMs, 0b1111] as const);
    const pressed = [40, 50, 60, 70].map((nowMs) => [nowMs, 0] as const);
    expect(results(0, [...samples, ...pressed]).at(-1)).toBe(FIRED);
  });

  test('a key that comes free as its ten seconds end is not reported', () => {
    const samples = Array.from({ length: 1004 }, (_, index): [number, number] => {
      const nowMs = 10 * index + 5;
      return [nowMs, nowMs < 9975 ? 0 : 0b1111];
    });
    expect(new Set(results(0, samples))).toEqual(new Set([0]));
  });
});

describe('a stalled loop is no evidence', () => {
  test('a press that lasts through a stall fires only after the debounce time has been sampled again', () => {
    const events = play(
      [
        [0, UP],
        [1000, DOWN],
        [2000, UP],
      ],
      5000,
      { pollMs: 10, stalls: [[1010, 1500]] },
    );
    expect(events.map(({ atMs }) => atMs)).toEqual([1530]);
  });

  test('a press seen only by the burst of late ticks after a stall does not fire', () => {
    expect(
      play(
        [
          [0, UP],
          [1000, DOWN],
          [1505, UP],
        ],
        5000,
        { pollMs: 10, stalls: [[1000, 1500]] },
      ),
    ).toEqual([]);
  });

  test('a release seen only around a stall does not arm', () => {
    const changes: Change[] = [
      [0, UP],
      [1000, DOWN],
      [1200, UP],
      [1215, DOWN],
      [2000, UP],
    ];
    const events = play(changes, 1900, { pollMs: 10, stalls: [[1215, 1500]] });
    expect(events).toHaveLength(1);
  });

  test('a clock that jumps back restarts the window', () => {
    const keys = newKeys(0);
    for (let nowMs = 10; nowMs <= 100; nowMs += 10) stepKeys(keys, 0b1111, nowMs);
    stepKeys(keys, 0, 110);
    stepKeys(keys, 0, 120);
    expect([50, 60, 70, 80].map((nowMs) => stepKeys(keys, 0, nowMs))).toEqual([0, 0, 0, FIRED]);
  });
});

describe('stuck keys are reported', () => {
  test('those down from power-up, after ten seconds, once', () => {
    const events = play([[0, '_-_-']], 60_000, { pollMs: 10 });
    expect(events).toEqual([{ kind: 'stuck', atMs: 10_000, stuck: 0b1010 }]);
  });

  test('those still down ten seconds after a fire', () => {
    const events = play(
      [
        [0, UP],
        [1000, DOWN],
        [1200, '---_'],
      ],
      60_000,
      { pollMs: 10, jitterMs: 0 },
    );
    expect(events).toEqual([
      { kind: 'fired', atMs: 1030, stuck: 0 },
      { kind: 'stuck', atMs: 11_030, stuck: 0b0001 },
    ]);
  });

  test('a key that comes free again is stuck no longer and counts', () => {
    const keys = newKeys(0);
    const step = (fromMs: number, toMs: number, levels: number): number[] => {
      const results: number[] = [];
      for (let nowMs = fromMs; nowMs < toMs; nowMs += 10) results.push(stepKeys(keys, levels, nowMs));
      return results;
    };
    step(10, 11_000, 0b1110);
    expect(keys.stuck).toBe(0b0001);
    step(11_000, 11_100, 0b1111);
    expect(keys.stuck).toBe(0);
    expect(step(11_100, 11_200, 0)).toContain(FIRED);
  });

  test('a key that is merely held while others are up is not', () => {
    expect(
      play(
        [
          [0, UP],
          [1000, '_---'],
        ],
        60_000,
        { pollMs: 10, jitterMs: 0 },
      ),
    ).toEqual([]);
  });
});

describe('a key on D15, which always reads low', () => {
  beforeEach(() => {
    configureKeys({ pins: [4, 5, 2, 15], alwaysLow: 0b0001 });
  });

  test('is left out of release and stuck, but not of the chord', () => {
    const events = play(
      [
        [0, '---_'],
        [1000, '____'],
        [1200, '---_'],
        [2000, '____'],
        [2200, '---_'],
      ],
      60_000,
      { pollMs: 10, jitterMs: 0 },
    );
    expect(events.map(({ kind }) => kind)).toEqual(['fired', 'fired']);
  });

  test('does not lower what the others need', () => {
    expect(
      play(
        [
          [0, '---_'],
          [1000, '__-_'],
          [1500, '---_'],
        ],
        5000,
        { pollMs: 10, jitterMs: 0 },
      ),
    ).toEqual([]);
  });
});

describe('whatever the keys do', () => {
  interface Sample {
    nowMs: number;
    levels: number;
  }

  const samples = fc
    .array(
      fc.record({
        gapMs: fc.integer({ min: 0, max: 45 }),
        levels: fc.oneof(fc.constant(0), fc.constant(15), fc.nat(15)),
      }),
      {
        minLength: 20,
        maxLength: 300,
      },
    )
    .map((steps) => {
      let nowMs = 0;
      return steps.map(({ gapMs, levels }): Sample => ({ nowMs: (nowMs += gapMs), levels }));
    });

  /** Whether `holds` is true of a run of samples without a stall that ends at `last` and spans the debounce time. */
  function ranFor(history: readonly Sample[], last: number, holds: (levels: number) => boolean): boolean {
    for (let first = last; first >= 0; first--) {
      const sample = history[first]!;
      if (!holds(sample.levels)) return false;
      if (history[last]!.nowMs - sample.nowMs >= 30) return true;
      const before = history[first - 1];
      if (before === undefined || sample.nowMs - before.nowMs > 30) return false;
    }
    return false;
  }

  test('it fires only after a full window of all keys low, each released for as long since the last fire', () => {
    fc.assert(
      fc.property(samples, (history) => {
        const keys = newKeys(0);
        let lastFire = -1;
        history.forEach(({ nowMs, levels }, index) => {
          if (stepKeys(keys, levels, nowMs) !== FIRED) return;
          expect(ranFor(history, index, (all) => all === 0)).toBe(true);
          for (let bit = 0; bit < 4; bit++) {
            const released = history.some(
              (_, at) =>
                at > lastFire &&
                at < index &&
                ranFor(history.slice(lastFire + 1), at - lastFire - 1, (all) => ((all >> bit) & 1) === 1),
            );
            expect(released).toBe(true);
          }
          lastFire = index;
        });
      }),
      { seed: 20_000, numRuns: 500 },
    );
  });
});
