import { expect, test } from '@jest/globals';
import { LAMP_FRAME_MS, LAMP_FRAMES, LAMP_PATTERNS, stuckPattern } from '../../../src/config/lamp.ts';
import { readLamp } from '../../../src/simulator/index.ts';
import { boot } from '../workbench.ts';

/** A board whose lamp goes through these patterns, each for so many loops. */
function lampShowing(...patterns: [pattern: number, loops: number][]) {
  const frames = patterns.flatMap(([pattern, loops]) =>
    Array.from({ length: loops * LAMP_FRAMES }, (_, frame) => (pattern >> (frame % LAMP_FRAMES)) & 1),
  );
  return boot(
    `var f = ${JSON.stringify(frames)}, i = 0; setInterval(function () { digitalWrite(0, !f[i++]) }, ${LAMP_FRAME_MS})`,
  );
}

const LOOP_MS = LAMP_FRAMES * LAMP_FRAME_MS;

test.each(Object.entries(LAMP_PATTERNS))(
  '%s is read as what it is, at any time of its loop',
  (state, pattern) => {
    const { board, clock } = lampShowing([pattern, 4]);
    board.advance(LOOP_MS + 500);
    for (let frame = 0; frame < LAMP_FRAMES; frame++) {
      expect(readLamp(board.lamp, clock.nowMs)).toBe(state);
      board.advance(LAMP_FRAME_MS);
    }
  },
);

test('frames that come a little late are read at any time between two of them', () => {
  const { board, clock } = boot(
    `var n = 0; setInterval(function () { for (var i = 0; i < 40 * (n % 3); i++); digitalWrite(0, n++ % 5 === 4) }, ${LAMP_FRAME_MS})`,
    { speed: 'flash 80' },
  );
  board.advance(LOOP_MS + 500);
  for (let step = 0; step < 300; step++) {
    expect(readLamp(board.lamp, clock.nowMs)).toBe('accepted');
    board.advance(1);
  }
});

test('frames are read on the beat of the last ones, whatever the lamp did before', () => {
  const { board, clock } = boot(
    `digitalWrite(0, 0); var n = 0; setTimeout(function () { setInterval(function () { for (var i = 0; i < 40 * (n % 3); i++); digitalWrite(0, n++ % 5 === 4) }, ${LAMP_FRAME_MS}) }, 150)`,
    { speed: 'flash 80' },
  );
  board.advance(2 * LOOP_MS);
  for (let step = 0; step < 300; step++) {
    expect(readLamp(board.lamp, clock.nowMs)).toBe('accepted');
    board.advance(1);
  }
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('%i blinks are the number of a stuck key', (stuckKey) => {
  const { board, clock } = lampShowing([stuckPattern(stuckKey), 3]);
  board.advance(LOOP_MS + 500);
  expect(readLamp(board.lamp, clock.nowMs)).toEqual({ stuckKey });
});

test.each([
  ['ready', LOOP_MS + 2 * LAMP_FRAME_MS],
  // What was dark at the end of joining may be theirs.
  ['unknown', LOOP_MS - 7 * LAMP_FRAME_MS],
  ['practice', LOOP_MS + LAMP_FRAME_MS],
] as const)(
  '%s is read when a loop of it and two frames have been seen, and none before',
  (state, afterMs) => {
    const { board, clock } = lampShowing([LAMP_PATTERNS.joining, 2], [LAMP_PATTERNS[state], 3]);
    while (!board.lamp.isOn) board.advance(1);
    const begunMs = clock.nowMs + 2 * LOOP_MS;
    while (readLamp(board.lamp, clock.nowMs) !== state) board.advance(1);
    expect(clock.nowMs - begunMs).toBe(afterMs);
  },
);

test('between two patterns it is none of the others', () => {
  const { board, clock } = lampShowing([LAMP_PATTERNS.joining, 2], [LAMP_PATTERNS.ready, 2]);
  board.advance(LOOP_MS + 500);
  const seen = new Set<unknown>();
  for (let frame = 0; frame < 2 * LAMP_FRAMES; frame++) {
    seen.add(readLamp(board.lamp, clock.nowMs));
    board.advance(LAMP_FRAME_MS);
  }
  expect(seen).toEqual(new Set(['joining', null, 'ready']));
});
