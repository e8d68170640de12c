import { describe, expect, test } from '@jest/globals';
import { firmwareConstants } from '../../src/config/constants.ts';
import { benchConfig } from '../bench/settings.ts';

/** As the firmware looks at the keys in a burst: the first gap, then the others from the last on, three readings each time. */
const GAPS_MS = String(firmwareConstants(benchConfig('direct'))['LOOK_GAPS']);
const READINGS = 3;

/**
 * The chip's speeds, with the flash at 80 and at 40 MHz and a third slower than that: from one reading of the keys to the next,
 * what a look takes, and the turn of the loop by which a timer may be late (counted in the emulated chip, test/chip).
 */
const SPEEDS = [
  { readingMs: 0.24, lookMs: 2, turnMs: 0.45 },
  { readingMs: 0.36, lookMs: 2.9, turnMs: 0.7 },
  { readingMs: 0.48, lookMs: 3.9, turnMs: 0.9 },
] as const;
/** Bursts with timers late by different parts of a turn. */
const BURSTS = 12;

/** A sequence that is the same in every run. */
function* parts(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

function burst(
  { readingMs, lookMs, turnMs }: (typeof SPEEDS)[number],
  late: Generator<number, never>,
): number[] {
  const gaps = GAPS_MS.slice(1).split('').map(Number).reverse();
  let lookAtMs = 0;
  const looks = [0, ...gaps.map((gap) => (lookAtMs += Math.max(gap, lookMs) + late.next().value * turnMs))];
  return looks.flatMap((look) => Array.from({ length: READINGS }, (_, n) => look + n * readingMs));
}

const BURSTS_OF_ALL = SPEEDS.flatMap((speed, n) => {
  const late = parts(n + 1);
  return Array.from({ length: BURSTS }, () => burst(speed, late));
});

/** @returns the least part of a period, whatever its phase, within which all readings of some burst fall */
function least(hz: number): number {
  return Math.min(...BURSTS_OF_ALL.map((timesMs) => arc(timesMs, hz)));
}

function arc(timesMs: readonly number[], hz: number): number {
  const phases = timesMs.map((ms) => ((ms * hz) / 1000) % 1).sort((a, b) => a - b);
  const gaps = phases.map((phase, n) => (phases[n + 1] ?? phases[0]! + 1) - phase);
  return 1 - Math.max(...gaps);
}

describe('what comes from the mains or a dimmer never fires: some look of a burst meets its high part,', () => {
  test('where it is low for a third of its period, at any frequency from 40 Hz to 5 kHz', () => {
    let worst = 1;
    for (let hz = 40; hz <= 5000; hz += hz < 400 ? 0.25 : 1) worst = Math.min(worst, least(hz));
    expect(worst).toBeGreaterThan(1 / 3);
  });

  test('where it is low for half of it, at the harmonics of 50, 60, 100 and 120 Hz up to 1 kHz, a per cent off', () => {
    let worst = 1;
    for (const base of [50, 60, 100, 120]) {
      for (let hz = base; hz <= 1000; hz += base) {
        for (let drift = -0.01; drift <= 0.01; drift += 0.0025)
          worst = Math.min(worst, least(hz * (1 + drift)));
      }
    }
    expect(worst).toBeGreaterThan(1 / 2);
  });

  test('as a burst in step with it would not', () => {
    const inStep = Array.from({ length: 24 }, (_, n) => 10 * n);
    expect(arc(inStep, 100)).toBeCloseTo(0);
  });
});
