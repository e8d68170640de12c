import { describe, expect, test } from '@jest/globals';
import { drawPattern, LAMP_FRAMES as FRAMES, LAMP_PATTERNS, stuckPattern } from '../../src/config/lamp.ts';
import { klaxonFrequency, newLamp, patternFor, setPattern, stepLamp } from '../../src/firmware/lamp.ts';
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
    expect(stepLamp(lamp)).toBe(false);
    expect(setPattern(newLamp(), 0)).toBe(false);
  });

  test('a pattern loops, and a new one starts with its first frame', () => {
    const lamp = newLamp();
    const next = (frames: number): string =>
      Array.from({ length: frames }, () => (stepLamp(lamp) ? '#' : '.')).join('');
    expect(setPattern(lamp, LAMP_PATTERNS.unknown)).toBe(true);
    expect(next(FRAMES + 3)).toBe(`${drawPattern(LAMP_PATTERNS.unknown)}###`);
    expect(setPattern(lamp, LAMP_PATTERNS.unknown)).toBe(false);
    expect(setPattern(lamp, LAMP_PATTERNS.sending)).toBe(true);
    expect(next(3)).toBe('.#.');
  });
});

test('the klaxon sounds two tones while a press goes out and is accepted, and is silent otherwise', () => {
  const heard = (pattern: number): number[] => {
    const lamp = newLamp();
    setPattern(lamp, pattern);
    return Array.from({ length: FRAMES }, () => {
      stepLamp(lamp);
      return klaxonFrequency(lamp);
    });
  };
  expect(new Set(heard(LAMP_PATTERNS.sending)).size).toBe(2);
  expect(new Set(heard(LAMP_PATTERNS.accepted)).size).toBe(2);
  expect(heard(LAMP_PATTERNS.sending)).not.toContain(0);
  for (const quiet of [LAMP_PATTERNS.ready, LAMP_PATTERNS.failed, LAMP_PATTERNS.joining, stuckPattern(1)]) {
    expect(new Set(heard(quiet))).toEqual(new Set([0]));
  }
});
