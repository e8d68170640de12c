import { describe, expect, test } from '@jest/globals';
import { drawPattern, LAMP_FRAME_MS, LAMP_PATTERNS, stuckPattern } from '../../../src/config/lamp.ts';
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
