import { describe, expect, test } from '@jest/globals';
import { Clock, Waveform } from '../../../src/simulator/index.ts';
import { Pins } from '../../../src/simulator/hardware/pins.ts';

const PIN = 14;

/** A waveform of what is written at these times; null is an input. */
function played(lowIsOn: boolean, writes: readonly (readonly [number, number | null, number?])[]): Waveform {
  const clock = new Clock();
  const pins = new Pins(clock);
  const waveform = new Waveform(pins, PIN, lowIsOn);
  for (const [atMs, drive, hz] of writes) {
    clock.runTo(atMs);
    if (drive === null) pins.read(PIN);
    else pins.write(PIN, drive, hz);
  }
  return waveform;
}

describe('how bright it is', () => {
  test.each([
    [true, 0, 1],
    [true, 1, 0],
    [true, 0.75, 0.25],
    [true, null, 0],
    [false, 0, 0],
    [false, 1, 1],
    [false, 0.75, 0.75],
    [false, null, 0],
  ])('where low is on: %s, and it drives %s: %d', (lowIsOn, drive, brightness) => {
    const waveform = played(lowIsOn, [
      [5, 0.5],
      [10, drive],
    ]);
    expect(waveform.brightness).toBe(brightness);
    expect(waveform.isOn).toBe(brightness > 0);
  });

  test('at a time that is past', () => {
    const waveform = played(false, [
      [10, 1],
      [20, 0.5],
      [30, 0],
    ]);
    expect([-1, 0, 9, 10, 19, 20, 29, 30, 99].map((atMs) => waveform.brightnessAt(atMs))).toEqual([
      ...[0, 0, 0, 1, 1, 0.5, 0.5, 0, 0],
    ]);
  });
});

test.each([
  [0.5, 800, 800],
  [0.5, 0, 0],
  [0, 800, 0],
])('the tone of what drives %d at %i Hz is %i Hz', (drive, hz, heard) => {
  const before = [5, 0.25, 440] as const;
  expect(played(false, [before, [10, drive, hz]]).hz).toBe(heard);
});

describe('a pattern', () => {
  const BLINKS = [
    [100, 1],
    [200, 0],
    [250, 1],
    // As bright or not, it is on.
    [300, 0.5],
    [350, 0],
  ] as const;

  test.each<[number, number, number[]]>([
    [0, 400, [0, 100, 100, 50, 100, 50]],
    [100, 400, [100, 50, 100, 50]],
    [150, 220, [50, 20]],
    [210, 240, [0, 30]],
    [210, 260, [0, 40, 10]],
    [260, 340, [80]],
    [400, 500, [0, 100]],
    [100, 100, [0]],
  ])('from %i to %i', (fromMs, toMs, lengths) => {
    expect(played(false, BLINKS).pattern(fromMs, toMs)).toEqual(lengths);
  });

  test('leaves out what lasted no time', () => {
    const waveform = played(false, [
      [100, 1],
      [100, 0],
      [100, 1],
      [150, 0],
    ]);
    expect(waveform.pattern(0, 200)).toEqual([0, 100, 50, 50]);
  });
});

test('no more than the last 4096 changes are remembered', () => {
  expect(played(false, [[10, 1]]).edges).toEqual([
    { atMs: 0, drive: null, hz: 0 },
    { atMs: 10, drive: 1, hz: 0 },
  ]);
  const waveform = played(
    false,
    Array.from({ length: 5000 }, (_, at) => [at, at % 2] as const),
  );
  expect(waveform.edges).toHaveLength(4096);
  expect(waveform.edges.at(-1)).toEqual({ atMs: 4999, drive: 1, hz: 0 });
});
