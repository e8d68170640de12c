import { beforeEach, describe, expect, test } from '@jest/globals';
import { FIRED, IGNORED, LOOK, NOTHING, STUCK, newKeys, stepKeys } from '../../src/firmware/keys.ts';
import { configureKeys } from './constants.ts';
import { BURST_MS, play, playLevels, type Change, type Event, type Sampling } from './timeline.ts';

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
const EVERY_10_MS: Sampling = { pollMs: 10 };

/** What comes of a timeline and a silent minute after it. */
const eventsOf = (changes: readonly Change[], sampling = EVERY_10_MS): Event[] =>
  play(changes, (changes.at(-1)?.[0] ?? 0) + 60_000, sampling);
const kindsOf = (changes: readonly Change[], sampling = EVERY_10_MS): string[] =>
  eventsOf(changes, sampling).map(({ kind }) => kind);

const CADENCES: readonly Sampling[] = [
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
  const kinds = (changes: readonly Change[]): string[] => kindsOf(changes, sampling);
  const fires = (changes: readonly Change[]): number[] =>
    eventsOf(changes, sampling)
      .filter(({ kind }) => kind === 'fired')
      .map(({ atMs }) => atMs);

  test('a smash fires once, after the debounce time and within two samples of it', () => {
    const [atMs = 0, ...more] = fires(SMASH);
    expect(more).toEqual([]);
    expect(atMs).toBeGreaterThanOrEqual(1030);
    expect(atMs).toBeLessThanOrEqual(1030 + 2 * (sampling.pollMs + (sampling.jitterMs ?? 0)));
  });

  test.each<[string, readonly Change[], readonly string[]]>([
    [
      'three of four',
      [
        [0, UP],
        [1000, '___-'],
        [1500, UP],
      ],
      [],
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
      [],
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
      ['fired'],
    ],
    [
      'a chord slower than it may be',
      [
        [0, UP],
        [1000, '_---'],
        [1400, '__--'],
        [1800, '___-'],
        [2100, DOWN],
        [2300, UP],
      ],
      ['ignored'],
    ],
    [
      'a press shorter than the debounce time',
      [
        [0, UP],
        [1000, DOWN],
        [1029, UP],
      ],
      [],
    ],
    [
      'a mug on three keys while a finger taps the fourth',
      [
        [0, UP],
        [1000, '___-'],
        [5000, DOWN],
        [5150, '___-'],
        [6000, DOWN],
        [6150, '___-'],
        [7000, DOWN],
        [7150, '___-'],
        [8000, UP],
      ],
      ['ignored'],
    ],
    [
      'held for a minute',
      [
        [0, UP],
        [1000, DOWN],
        [61_000, UP],
      ],
      // Stuck, and then free again.
      ['fired', 'stuck', 'stuck'],
    ],
    [
      'two smashes, the dead time apart',
      [
        [0, UP],
        [1000, DOWN],
        [1200, UP],
        [3200, DOWN],
        [3400, UP],
      ],
      ['fired', 'fired'],
    ],
    [
      'a second smash within the dead time',
      [
        [0, UP],
        [1000, DOWN],
        [1200, UP],
        [1400, DOWN],
        [1600, UP],
      ],
      ['fired', 'ignored'],
    ],
    [
      'a second press while one key stays down',
      [
        [0, UP],
        [1000, DOWN],
        [1200, '---_'],
        [4000, DOWN],
        [4200, UP],
      ],
      ['fired'],
    ],
    [
      'keys released one at a time between two presses, never all together',
      [
        [0, UP],
        [1000, DOWN],
        [1200, '-___'],
        [1300, '_-__'],
        [1400, '__-_'],
        [1500, '___-'],
        [4000, DOWN],
        [4200, UP],
      ],
      ['fired'],
    ],
    [
      'a release shorter than the debounce time',
      [
        [0, UP],
        [1000, DOWN],
        [4000, UP],
        [4029, DOWN],
        [4200, UP],
      ],
      ['fired'],
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
      ['fired'],
    ],
    [
      'held from power-up',
      [
        [0, DOWN],
        [5000, UP],
      ],
      [],
    ],
    [
      'held from power-up, then smashed',
      [
        [0, DOWN],
        [5000, UP],
        [6000, DOWN],
        [6200, UP],
      ],
      ['fired'],
    ],
    [
      'one key shorted from power-up',
      [
        [0, '_---'],
        [1000, DOWN],
        [1500, '_---'],
        [2000, DOWN],
        [2500, '_---'],
        [3000, UP],
      ],
      [],
    ],
  ])('%s: fires, is ignored and gets stuck as often as it should', (_title, changes, expected) => {
    expect(kinds(changes)).toEqual(expected);
  });

  test.each([40, 60, 100, 150, 200, 250, 300])(
    'a slam that rebounds, all down 90 ms, up %i ms and down 90 ms, fires once',
    (upMs) => {
      const rebound: Change[] = [
        [0, UP],
        [1000, DOWN],
        [1090, UP],
        [1090 + upMs, DOWN],
        [1180 + upMs, UP],
      ];
      expect(fires(rebound)).toHaveLength(1);
    },
  );

  test('contact bounce on the way down and up does not fire twice', () => {
    const bounce = (fromMs: number): Change[] =>
      Array.from({ length: 12 }, (_, i) => [fromMs + 2 * i, i % 2 === 0 ? DOWN : '_-_-']);
    expect(kinds([[0, UP], ...bounce(1000), [1024, DOWN], ...bounce(1200), [1224, UP]])).toEqual(['fired']);
  });

  test('keys that chatter, each to its own rhythm, never fire', () => {
    const chatter = Array.from({ length: 3000 }, (_, ms): Change => {
      const keys = [3, 5, 7, 11].map((halfPeriodMs) => (Math.floor(ms / halfPeriodMs) % 2 === 0 ? '_' : '-'));
      return [1000 + ms, keys.join('')];
    });
    expect(fires([[0, UP], ...chatter, [4000, UP]])).toEqual([]);
  });

  test('all keys low for a third of the time, in step with the polls, never fire', () => {
    const isLow = (nowMs: number): boolean => nowMs >= 1000 && nowMs % sampling.pollMs < sampling.pollMs / 3;
    const events = playLevels((nowMs) => (isLow(nowMs) ? 0 : 0b1111), 10_000, sampling);
    expect(events.filter(({ kind }) => kind === 'fired')).toEqual([]);
  });
});

/** What each sample comes to, from `[nowMs, levels]`. */
function results(samples: readonly (readonly [number, number])[], keys = newKeys()): number[] {
  return samples.map(([nowMs, levels]) => stepKeys(keys, levels, nowMs));
}

const at = (levels: number, ...timesMs: number[]) => timesMs.map((nowMs) => [nowMs, levels] as const);
const RELEASED = at(0b1111, 10, 20, 30, 40);

describe('to the millisecond', () => {
  test('rest and press of just the debounce time count', () => {
    expect(results([...RELEASED, ...at(0, 50, 60, 70, 79, 80)]).slice(4)).toEqual([LOOK, 0, 0, 0, FIRED]);
    const short = [...RELEASED.slice(0, 3), ...at(0b1111, 39), ...at(0, 50, 60, 70, 80)];
    expect(results(short)).not.toContain(LOOK);
  });

  test('two samples at one time are no stall', () => {
    expect(results([...RELEASED, ...at(0, 50, 60, 70, 70, 80)]).at(-1)).toBe(FIRED);
  });

  test('a gap of 100 ms between two samples is no stall yet, one more is', () => {
    expect(results([...RELEASED, ...at(0, 140, 240)]).slice(4)).toEqual([LOOK, FIRED]);
    expect(results([...RELEASED, ...at(0, 141, 200)]).slice(4)).toEqual([NOTHING, NOTHING]);
    expect(results([...RELEASED, ...at(0, 50, 151, 200)]).slice(4)).toEqual([LOOK, NOTHING, NOTHING]);
  });

  test('a clock that goes back is a stall', () => {
    expect(results([...RELEASED, ...at(0, 20, 30, 40, 50, 60)]).slice(4)).toEqual([0, 0, 0, 0, 0]);
  });

  test('nothing is due before a change has lasted, and then what is down may be stuck', () => {
    const keys = newKeys();
    results([...RELEASED, [50, 0b0111]], keys);
    expect(keys.dueMs).toBe(80);
    results(at(0b0111, 60, 70, 80), keys);
    expect(keys.dueMs).toBe(10_050);
    results(at(0b1111, 90, 100, 110, 120), keys);
    expect(keys.dueMs).toBe(Infinity);
  });

  test('a release counts from the first moment of the clock', () => {
    expect(results([...at(0b1111, 0, 10, 20, 30), ...at(0, 40, 50, 60, 70)]).at(-1)).toBe(FIRED);
  });

  test('the last key may come down as long after the first as a chord may take, and no longer', () => {
    const chord = (slowMs: number): number[] => {
      const held = Array.from({ length: 100 }, (_, i) => [50 + 10 * i, 0b0111] as const);
      return results([...RELEASED, ...held, [50 + slowMs, 0]]);
    };
    expect(chord(1000).at(-1)).toBe(LOOK);
    expect(chord(1001).at(-1)).toBe(IGNORED);
  });

  test('a chord that bounces has begun with its first contact', () => {
    configureKeys({ chordMs: 50 });
    const bounces = [...at(0b0111, 50), ...at(0b1111, 60), ...at(0b0111, 70)];
    expect(results([...RELEASED, ...bounces, ...at(0, 100)]).at(-1)).toBe(LOOK);
    expect(results([...RELEASED, ...bounces, ...at(0, 101)]).at(-1)).toBe(IGNORED);
  });

  test('a chord fires again when the dead time is over, and says before that it is ignored', () => {
    const again = (afterMs: number): number[] => {
      configureKeys({ deadTimeMs: 200 });
      const firedMs = 80;
      const up = [100, 110, 120, 130, 140, 200].map((nowMs) => [nowMs, 0b1111] as const);
      const down = [240, 250, firedMs + afterMs].map((nowMs) => [nowMs, 0] as const);
      return results([...RELEASED, ...at(0, 50, 80), ...up, ...down]).filter((result) => result !== NOTHING);
    };
    expect(again(199)).toEqual([LOOK, FIRED, LOOK, IGNORED]);
    expect(again(200)).toEqual([LOOK, FIRED, LOOK, FIRED]);
  });

  test('without a dead time a smash counts as soon as the keys were at rest', () => {
    configureKeys({ deadTimeMs: 0 });
    const second = [...at(0b1111, 90, 120), ...at(0, 130, 160)];
    expect(results([...RELEASED, ...at(0, 50, 80), ...second])).toEqual([
      ...[0, 0, 0, 0, LOOK, FIRED],
      ...[0, 0, LOOK, FIRED],
    ]);
  });

  test('a key that comes free as its ten seconds end is not reported', () => {
    const samples = Array.from({ length: 1004 }, (_, index): [number, number] => {
      const nowMs = 10 * index + 5;
      return [nowMs, nowMs < 9995 ? 0 : 0b1111];
    });
    expect(new Set(results(samples))).toEqual(new Set([NOTHING]));
  });
});

describe('looks in a burst', () => {
  test('are asked for at each moment at which the last key of a chord comes down', () => {
    const bounce = [...at(0, 50, 60), ...at(0b0100, 70), ...at(0, 80, 90)];
    expect(results([...RELEASED, ...bounce]).slice(4)).toEqual([LOOK, NOTHING, NOTHING, LOOK, NOTHING]);
  });

  test('make no fire when one of them sees a key up', () => {
    expect(results([...RELEASED, ...at(0, 50), ...at(0b1000, 63), ...at(0, 70, 80)])).not.toContain(FIRED);
  });

  test('are over before a fire, however short the debounce time', () => {
    configureKeys({ debounceMs: 5 });
    expect(eventsOf(SMASH, { pollMs: 5 })).toEqual([{ kind: 'fired', atMs: 1000 + BURST_MS, stuck: 0 }]);
    const short: Change[] = [
      [0, UP],
      [1000, DOWN],
      [1000 + BURST_MS - 1, UP],
    ];
    expect(eventsOf(short, { pollMs: 5 })).toEqual([]);
  });
});

describe('a stalled loop is no evidence', () => {
  const HELD: readonly Change[] = [
    [0, UP],
    [1000, DOWN],
    [2000, UP],
  ];
  const stalled = (fromMs: number, toMs: number): Sampling => ({ pollMs: 10, stalls: [[fromMs, toMs]] });

  test('a press that lasts through a stall does not fire, and the next one does', () => {
    const next: Change[] = [
      [3000, DOWN],
      [3200, UP],
    ];
    expect(eventsOf([...HELD, ...next], stalled(1010, 1500)).map(({ atMs }) => atMs)).toEqual([3038]);
  });

  test('a press through a stall of 100 ms fires, and through a longer one does not', () => {
    expect(kindsOf(HELD, stalled(1010, 1100))).toEqual(['fired']);
    expect(kindsOf(HELD, stalled(1010, 1110))).toEqual([]);
  });

  test('a press that begins in a stall does not fire', () => {
    expect(kindsOf(HELD, stalled(990, 1500))).toEqual([]);
  });

  test('a press seen only by the burst of late ticks after a stall does not fire', () => {
    const changes: Change[] = [
      [0, UP],
      [1000, DOWN],
      [1505, UP],
    ];
    expect(kindsOf(changes, stalled(1000, 1500))).toEqual([]);
  });

  test('a release seen only around a stall is no rest', () => {
    const changes: Change[] = [
      [0, UP],
      [1000, DOWN],
      [3200, UP],
      [3515, DOWN],
      [4000, UP],
    ];
    expect(kindsOf(changes, stalled(3215, 3500))).toEqual(['fired']);
    expect(kindsOf(changes)).toEqual(['fired', 'fired']);
  });

  test('a key that is down around a stall is stuck ten seconds after it', () => {
    const changes: Change[] = [
      [0, UP],
      [1000, '_---'],
      [30_000, UP],
    ];
    const [stuck] = eventsOf(changes, stalled(5000, 6000));
    expect(stuck).toEqual({ kind: 'stuck', atMs: 16_000, stuck: 0b1000 });
  });

  test('a clock that jumps back makes the keys rest anew', () => {
    const keys = newKeys();
    results([...RELEASED, ...at(0, 50, 60)], keys);
    expect(results(at(0, 30, 40, 50, 60, 70), keys)).toEqual([0, 0, 0, 0, 0]);
    expect(results([...at(0b1111, 80, 110), ...at(0, 120, 150)], keys)).toEqual([0, 0, LOOK, FIRED]);
  });
});

describe('stuck keys are reported', () => {
  test('those down from power-up, after ten seconds, once', () => {
    const events = play([[0, '_-_-']], 60_000, EVERY_10_MS);
    expect(events).toEqual([{ kind: 'stuck', atMs: 10_010, stuck: 0b1010 }]);
  });

  test('those still down ten seconds after a fire', () => {
    const changes: Change[] = [
      [0, UP],
      [1000, DOWN],
      [1200, '---_'],
    ];
    expect(play(changes, 60_000, EVERY_10_MS)).toEqual([
      { kind: 'fired', atMs: 1038, stuck: 0 },
      { kind: 'stuck', atMs: 11_000, stuck: 0b0001 },
    ]);
  });

  test('one that goes down while the button waits for a smash, and when it is free again', () => {
    const changes: Change[] = [
      [0, UP],
      [61_000, '_---'],
      [75_000, UP],
    ];
    expect(eventsOf(changes)).toEqual([
      { kind: 'stuck', atMs: 71_000, stuck: 0b1000 },
      { kind: 'stuck', atMs: 75_000, stuck: 0 },
    ]);
  });

  test('one after the other, each ten seconds after it went down', () => {
    const changes: Change[] = [
      [0, UP],
      [1000, '_---'],
      [4000, '_-_-'],
    ];
    expect(eventsOf(changes)).toEqual([
      { kind: 'stuck', atMs: 11_000, stuck: 0b1000 },
      { kind: 'stuck', atMs: 14_000, stuck: 0b1010 },
    ]);
  });

  test('however another key chatters meanwhile', () => {
    const chatter = Array.from({ length: 400 }, (_, i): Change => [1000 + 50 * i, i % 2 ? '_---' : '_--_']);
    expect(eventsOf([[0, UP], ...chatter])).toEqual([{ kind: 'stuck', atMs: 11_000, stuck: 0b1000 }]);
  });

  test('a key that comes free again is stuck no longer and counts', () => {
    const changes: Change[] = [
      [0, '---_'],
      [11_000, UP],
      [11_100, DOWN],
      [11_200, UP],
    ];
    expect(kindsOf(changes)).toEqual(['stuck', 'stuck', 'fired']);
  });

  test('a key held for less than ten seconds is not', () => {
    const changes: Change[] = [
      [0, UP],
      [1000, '_---'],
      [10_990, UP],
      [11_050, '_---'],
      [21_000, UP],
    ];
    expect(eventsOf(changes)).toEqual([]);
  });
});

describe('a key on D15, which always reads low', () => {
  beforeEach(() => {
    configureKeys({ pins: [4, 5, 2, 15], alwaysLow: 0b0001 });
  });

  test('is left out of rest and stuck, but not of the chord', () => {
    const changes: Change[] = [
      [0, '---_'],
      [1000, '____'],
      [1200, '---_'],
      [4000, '____'],
      [4200, '---_'],
    ];
    expect(kindsOf(changes)).toEqual(['fired', 'fired']);
  });

  test('does not lower what the others need', () => {
    const changes: Change[] = [
      [0, '---_'],
      [1000, '__-_'],
      [1500, '---_'],
    ];
    expect(kindsOf(changes)).toEqual([]);
  });
});

test('a change of what is stuck is told by itself', () => {
  const keys = newKeys();
  const samples = Array.from({ length: 1100 }, (_, i) => [10 * i, 0b0111] as const);
  expect(results(samples, keys).filter((result) => result !== NOTHING)).toEqual([STUCK]);
  expect(keys.stuck).toBe(0b1000);
  expect(results([[11_000, 0b1111]], keys)).toEqual([STUCK]);
  expect(keys.stuck).toBe(0);
});
