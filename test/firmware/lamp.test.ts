import { describe, expect, test } from '@jest/globals';
import {
  changesOf,
  drawPattern,
  LAMP_FRAMES as FRAMES,
  LAMP_PATTERNS,
  stuckPattern,
} from '../../src/config/lamp.ts';
import {
  klaxonFrequency,
  newLamp,
  patternFor,
  startPattern,
  stepLamp,
  turnLamp,
  type Lamp,
} from '../../src/firmware/lamp.ts';
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
    expect(drawn(patternFor(phase, stuck, ready))).toBe(drawPattern(pattern));
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
    expect(lamp.lit).toBe(0);
  });

  test.each([
    ...Object.entries(LAMP_PATTERNS),
    ...[1, 2, 8].map((key): [string, number] => [`key ${key}`, stuckPattern(key)]),
  ])('the pattern %s loops, from its first frame on, and is left as it was', (_name, pattern) => {
    const lamp = showing(pattern);
    expect(frames(lamp, 3 * FRAMES)).toBe(drawPattern(pattern).repeat(3));
    expect(lamp.shown).toBe(changesOf(pattern));
  });

  test('a pattern that has not come to its end gives way to another at once', () => {
    const lamp = showing(LAMP_PATTERNS.failed);
    frames(lamp, 7);
    startPattern(lamp, changesOf(LAMP_PATTERNS.sending));
    turnLamp(lamp);
    expect(frames(lamp, FRAMES)).toBe(drawPattern(LAMP_PATTERNS.sending));
  });

  test('a pattern that ends with the light that it begins with, and changes, has no loop', () => {
    expect(() => changesOf(0b1000_0000_0000_0000_0001)).toThrow(
      'The pattern #..................# must not end as it begins.',
    );
    expect(changesOf(0)).toBe(0);
  });
});

describe('the klaxon', () => {
  test.each([LAMP_PATTERNS.sending, LAMP_PATTERNS.accepted])(
    'sounds a tone for light and another for dark while a press goes out and is accepted',
    (pattern) => {
      const lamp = showing(pattern);
      const heard = Array.from({ length: FRAMES }, () => {
        const tone = `${lamp.lit}: ${klaxonFrequency(lamp)}`;
        nextFrame(lamp);
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
      nextFrame(lamp);
      return klaxonFrequency(lamp);
    });
    expect(new Set(heard)).toEqual(new Set([0]));
  });
});

/** A lamp that has just begun to show a pattern, as main.ts sets it. */
function showing(pattern: number): Lamp {
  return begun(changesOf(pattern));
}

function begun(pattern: number): Lamp {
  const lamp = newLamp();
  startPattern(lamp, pattern);
  turnLamp(lamp);
  return lamp;
}

/** A whole loop of what the firmware calls a pattern. */
function drawn(pattern: number): string {
  return frames(begun(pattern), FRAMES);
}

/** The frames from the one that shows on. */
function frames(lamp: Lamp, count: number): string {
  return Array.from({ length: count }, () => {
    const light = lamp.lit ? '#' : '.';
    nextFrame(lamp);
    return light;
  }).join('');
}

function nextFrame(lamp: Lamp): void {
  if (stepLamp(lamp)) turnLamp(lamp);
}
