import { describe, expect, test } from '@jest/globals';
import {
  drawPattern,
  LAMP_FRAME_MS,
  LAMP_FRAMES,
  LAMP_PATTERNS,
  stuckPattern,
  type LampState,
} from '../../../src/config/lamp.ts';
import { LampWatch } from '../../../src/simulator/faces/lamp-watch.ts';

/** When a reading changed, on a lamp that shows each pattern, from its first frame, from its time on. */
function readings(
  shows: readonly (readonly [fromMs: number, pattern: number])[],
  untilMs: number,
  chordMs = -Infinity,
  isPractice = false,
): [number, unknown][] {
  const watch = new LampWatch(isPractice);
  watch.begin(0);
  const found: [number, unknown][] = [];
  for (let nowMs = 0; nowMs < untilMs; nowMs += 10) {
    if (nowMs === chordMs) watch.expectSending(nowMs);
    const lit = isLit(shows, nowMs);
    watch.take(nowMs, lit);
    const reading = watch.read(nowMs);
    if (JSON.stringify(reading) !== JSON.stringify(found.at(-1)?.[1])) found.push([nowMs, reading]);
  }
  return found;
}

/** As the firmware does it: a new pattern starts at once, and all frames end on one beat. */
function isLit(shows: readonly (readonly [number, number])[], nowMs: number): boolean {
  const [fromMs, pattern] = shows.findLast(([atMs]) => atMs <= nowMs)!;
  const frame = Math.floor(nowMs / LAMP_FRAME_MS) - Math.floor(fromMs / LAMP_FRAME_MS);
  const drawing = drawPattern(pattern);
  return drawing[frame % drawing.length] === '#';
}

const { joining, ready, sending, accepted, failed, expired, unknown } = LAMP_PATTERNS;

describe('reading the lamp from its light', () => {
  test('joining is read from power-on, ready as soon as the light lasts too long for joining', () => {
    expect(readings([[0, joining]], 9000)).toEqual([[0, 'joining']]);
    const found = readings(
      [
        [0, joining],
        [2450, ready],
      ],
      9000,
    );
    expect(found.map(([, reading]) => reading)).toEqual(['joining', 'ready']);
    expect(found[1]![0]).toBeLessThan(2450 + 1200);
  });

  test('of a button for practice ready is read as that', () => {
    const found = readings(
      [
        [0, joining],
        [2450, LAMP_PATTERNS.practice],
        [9030, sending],
        [9330, accepted],
        [14_330, LAMP_PATTERNS.practice],
      ],
      20_000,
      9030,
      true,
    );
    expect(found.map(([, reading]) => reading).filter((reading) => reading !== null)).toEqual([
      'joining',
      'practice',
      'sending',
      'accepted',
      'practice',
    ]);
  });

  test.each([0, 150])(
    'sending is read from its first dark frame, %i ms after a chord has counted',
    (lateMs) => {
      const found = readings(
        [
          [0, joining],
          [2450, ready],
          [5030 + lateMs, sending],
        ],
        8000,
        5030,
      );
      expect(found.at(-1)).toEqual([5030 + lateMs, 'sending']);
    },
  );

  test('a chord of a button that is still joining is not taken for sending', () => {
    expect(readings([[0, joining]], 9000, 1950)).toEqual([[0, 'joining']]);
  });

  test('a lamp that goes dark without a chord is not taken for sending', () => {
    const found = readings(
      [
        [0, joining],
        [2450, ready],
        [5030, joining],
      ],
      9000,
    );
    expect(found.map(([, reading]) => reading)).toEqual(['joining', 'ready', 'joining']);
  });

  test.each([
    ['accepted', accepted],
    ['failed', failed],
    ['expired', expired],
    ['unknown', unknown],
  ])('%s is read within one loop of its pattern', (name, pattern) => {
    const found = readings(
      [
        [0, joining],
        [2450, ready],
        [5030, sending],
        [5460, pattern],
      ],
      12_000,
      5030,
    );
    expect(found.map(([, reading]) => reading)).toEqual(['joining', 'ready', 'sending', name]);
    expect(found.at(-1)![0]).toBeLessThan(5460 + 2000);
  });

  // From a lamp that means the first to one that means the second, at any time of either's loop: so late it is read at most.
  test.each([
    ['joining', 'ready', 1150],
    ['joining', 'practice', 1150],
    ['joining', 'sending', 1700],
    ['ready', 'joining', 2000],
    ['ready', 'sending', 1500],
    ['practice', 'sending', 1900],
    ['sending', 'accepted', 500],
    ['sending', 'failed', 430],
    ['sending', 'expired', 850],
    ['sending', 'unknown', 700],
    ['accepted', 'ready', 1450],
    ['accepted', 'practice', 1450],
    ['accepted', 'joining', 1000],
    ['accepted', 'sending', 1700],
    ['failed', 'sending', 1700],
    ['expired', 'sending', 1700],
    ['unknown', 'sending', 1700],
    ['stuck', 'joining', 1000],
    ['stuck', 'ready', 1750],
    ['stuck', 'sending', 2300],
    ['stuck', 'accepted', 500],
    ['stuck', 'failed', 430],
    ['stuck', 'expired', 1600],
    ['stuck', 'unknown', 700],
  ] as const)('%s, then %s, is read without anything between within %i ms', (before, after, mostMs) => {
    const patternOf = (name: LampState): number => (name === 'stuck' ? stuckPattern(3) : LAMP_PATTERNS[name]);
    const isPractice = before === 'practice' || after === 'practice';
    let latestMs = 0;
    for (let atMs = 9000; atMs < 9000 + LAMP_FRAMES * LAMP_FRAME_MS; atMs += 70) {
      const shows = [
        [0, joining],
        [2450, patternOf(before)],
        [atMs, patternOf(after)],
      ] as const;
      const since = readings(shows, atMs + 4000, -Infinity, isPractice).filter(([fromMs]) => fromMs >= atMs);
      expect(since.map(([, reading]) => reading)).toEqual([after]);
      latestMs = Math.max(latestMs, since[0]![0] - atMs);
    }
    expect(latestMs).toBeLessThanOrEqual(mostMs);
  });

  test.each(['ready', 'practice', 'accepted', 'failed', 'expired', 'unknown', 'stuck'] as const)(
    '%s, then a key that is stuck, is read within a loop and a half, be it after a count that is cut short',
    (before) => {
      for (let atMs = 9000; atMs < 9000 + LAMP_FRAMES * LAMP_FRAME_MS; atMs += 70) {
        const pattern = before === 'stuck' ? stuckPattern(3) : LAMP_PATTERNS[before];
        const shows = [
          [0, joining],
          [2450, pattern],
          [atMs, stuckPattern(5)],
        ] as const;
        const since = readings(shows, atMs + 4000, -Infinity, before === 'practice').filter(
          ([fromMs]) => fromMs >= atMs,
        );
        expect(since.at(-1)).toEqual([expect.any(Number), { stuckKey: 5 }]);
        for (const [, reading] of since) expect(reading).toMatchObject({ stuckKey: expect.any(Number) });
        expect(since.at(-1)![0] - atMs).toBeLessThanOrEqual(3030);
      }
    },
  );

  test('what can have begun in the same light has begun when the last guess failed', () => {
    const watch = new LampWatch(false);
    watch.take(0, true);
    // Accepted or failed, and then neither.
    watch.take(310, false);
    expect(watch.read(610)).toBe('sending');
  });

  test('joining is read of a button for practice that has lost its network', () => {
    const shows = [
      [0, joining],
      [2450, LAMP_PATTERNS.practice],
      [9050, joining],
    ] as const;
    const found = readings(shows, 14_000, -Infinity, true);
    expect(found.map(([, reading]) => reading)).toEqual(['joining', 'practice', 'joining']);
    expect(found.at(-1)![0] - 9050).toBeLessThan(2000);
  });

  test('a lamp whose power-on nobody saw is read all the same', () => {
    const watch = new LampWatch(false);
    expect(watch.read(0)).toBeNull();
    watch.take(10, true);
    expect(watch.read(5000)).toBe('ready');
  });

  test.each([
    [970, false],
    [980, true],
    [1020, true],
    [1030, false],
  ])('a lamp that is lit and dark for %i ms in turn means joining: %s', (runMs, isJoining) => {
    const watch = new LampWatch(false);
    watch.begin(0);
    const seen = new Set<unknown>();
    for (let nowMs = 0; nowMs < 10 * runMs; nowMs += 10) {
      watch.take(nowMs, Math.floor(nowMs / runMs) % 2 === 0);
      seen.add(watch.read(nowMs));
    }
    expect(seen.size === 1 && seen.has('joining')).toBe(isJoining);
  });

  test.each([
    [-21, 'ready'],
    [-20, 'sending'],
    [250, 'sending'],
    [251, 'ready'],
  ])('dark %i ms after a chord has counted, a ready lamp is %s', (afterMs, reading) => {
    const watch = new LampWatch(false);
    watch.begin(0);
    watch.take(0, true);
    watch.read(5000);
    watch.expectSending(6000);
    watch.take(6000 + afterMs, false);
    expect(watch.read(6000 + afterMs)).toBe(reading);
  });

  test('a delivery shorter than one frame is followed by its outcome', () => {
    const found = readings(
      [
        [0, joining],
        [2450, ready],
        [5030, sending],
        [5060, accepted],
      ],
      9000,
      5030,
    );
    expect(found.map(([, reading]) => reading)).toEqual(['joining', 'ready', 'sending', 'accepted']);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('the number of stuck key %i is read', (key) => {
    const found = readings(
      [
        [0, joining],
        [2450, ready],
        [5030, stuckPattern(key)],
      ],
      12_000,
    );
    expect(found.at(-1)![1]).toEqual({ stuckKey: key });
  });

  test('light of no known pattern is read as nothing, and a known one after it is read again', () => {
    const strange = 0b11;
    const found = readings(
      [
        [0, joining],
        [2450, strange],
        [9000, ready],
      ],
      14_000,
    );
    expect(found.map(([, reading]) => reading)).toContain(null);
    expect(found.at(-1)![1]).toBe('ready');
  });

  test('sending is read of a lamp that is looked at only when it is over', () => {
    const watch = new LampWatch(false);
    watch.begin(0);
    watch.take(0, true);
    expect(watch.read(2000)).toBe('ready');
    watch.expectSending(2530);
    watch.take(2530, false);
    watch.take(2560, true);
    expect(watch.read(2600)).toBe('sending');
  });
});
