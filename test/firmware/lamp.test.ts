import { describe, expect, test } from '@jest/globals';
import { drawPattern, LAMP_FRAMES as FRAMES, LAMP_PATTERNS, stuckPattern } from '../../src/config/lamp.ts';
import { klaxonFrequency, newLamp, patternFor, stepLamp, type Lamp } from '../../src/firmware/lamp.ts';
import { ACCEPTED, EXPIRED, FAILED, IDLE, IN_FLIGHT, UNKNOWN, WAITING } from '../../src/firmware/press.ts';

describe('what the lamp shows', () => {
  test.each<[string, number, number, boolean, number]>([
    ['no network', IDLE, 0, false, LAMP_PATTERNS.joining],
    ['ready', IDLE, 0, true, LAMP_PATTERNS.ready],
    ['a press that waits', WAITING, 0, false, LAMP_PATTERNS.sending],
    ['a press in flight, even with a key stuck', IN_FLIGHT, 0b1000, true, LAMP_PATTERNS.sending],
    ['accepted', ACCEPTED, 0, true, LAMP_PATTERNS.accepted],
    ['failed, even without network', FAILED, 0, false, LAMP_PATTERNS.failed],
    ['expired', EXPIRED, 0, true, LAMP_PATTERNS.expired],
    ['unknown', UNKNOWN, 0, true, LAMP_PATTERNS.unknown],
    [
      'a stuck key, before an outcome: it keeps the next press from firing',
      FAILED,
      0b0100,
      true,
      stuckPattern(2),
    ],
    ['the first of two stuck keys', IDLE, 0b0011, true, stuckPattern(3)],
    ['the last key stuck', IDLE, 0b0001, true, stuckPattern(4)],
  ])('%s', (_title, phase, stuck, ready, pattern) => {
    expect(drawPattern(patternFor(phase, stuck, ready))).toBe(drawPattern(pattern));
  });

  test('no two states look the same, nor like any stuck key', () => {
    const patterns = [...Object.values(LAMP_PATTERNS), ...[1, 2, 3, 4, 5, 6, 7, 8].map(stuckPattern)];
    expect(new Set(patterns).size).toBe(patterns.length);
  });

  test('it is dark before its first pattern', () => {
    const lamp = newLamp();
    const changes = Array.from({ length: FRAMES }, () => stepLamp(lamp));
    expect(changes).not.toContain(1);
    expect(lamp).toEqual(newLamp());
    expect(lamp.bits).toBe(0);
  });

  test('a pattern loops, from its first frame on', () => {
    expect(frames(showing(LAMP_PATTERNS.unknown), FRAMES + 3)).toBe(
      `${drawPattern(LAMP_PATTERNS.unknown)}###`,
    );
    expect(frames(showing(LAMP_PATTERNS.sending), 4)).toBe('.#.#');
  });

  test.each(Object.entries(LAMP_PATTERNS))(
    'a step of %s says whether it is another light than before, and leaves alone what is shown',
    (_name, pattern) => {
      const lamp = showing(pattern);
      for (let frame = 0; frame < 2 * FRAMES; frame++) {
        const before = lamp.bits & 1;
        expect(stepLamp(lamp)).toBe((lamp.bits & 1) ^ before);
        expect(lamp.shown).toBe(pattern);
      }
      expect(lamp.bits).toBe(pattern);
    },
  );
});

describe('the klaxon', () => {
  test.each([LAMP_PATTERNS.sending, LAMP_PATTERNS.accepted])(
    'sounds a tone for light and another for dark while a press goes out and is accepted',
    (pattern) => {
      const lamp = showing(pattern);
      const heard = Array.from({ length: FRAMES }, () => {
        const tone = `${lamp.bits & 1}: ${klaxonFrequency(lamp)}`;
        stepLamp(lamp);
        return tone;
      });
      expect(new Set(heard)).toEqual(new Set(['1: 800', '0: 1000']));
    },
  );

  test.each([
    0,
    LAMP_PATTERNS.ready,
    LAMP_PATTERNS.joining,
    LAMP_PATTERNS.failed,
    LAMP_PATTERNS.expired,
    LAMP_PATTERNS.unknown,
    stuckPattern(1),
  ])('is silent otherwise', (pattern) => {
    const lamp = showing(pattern);
    const heard = Array.from({ length: FRAMES }, () => {
      stepLamp(lamp);
      return klaxonFrequency(lamp);
    });
    expect(new Set(heard)).toEqual(new Set([0]));
  });
});

/** A lamp that has just begun to show a pattern, as main.ts sets it. */
function showing(pattern: number): Lamp {
  return { shown: pattern, bits: pattern };
}

/** The frames from the one that shows on. */
function frames(lamp: Lamp, count: number): string {
  return Array.from({ length: count }, () => {
    const light = lamp.bits & 1 ? '#' : '.';
    stepLamp(lamp);
    return light;
  }).join('');
}
