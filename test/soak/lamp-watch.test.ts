import { expect, test } from '@jest/globals';
import { soakSettings } from './settings.ts';
import { World } from './world.ts';

const LIFE_MS = 6000;

/** What is held against a button that says accepted, and on whose lamp these frames are cut short. */
async function heldAgainst(cutFrames: readonly number[]): Promise<string[]> {
  // Lit for four frames, dark for one; D0 is lit when low.
  const script = `
var cut = ${JSON.stringify(cutFrames)}, frame = 0;
function show() {
  digitalWrite(0, frame % 5 > 3);
  setTimeout(show, cut.indexOf(frame++) < 0 ? 100 : 40);
}
print("generating request");
setTimeout(function () {
  print("accepted");
  show();
}, 50);`;
  const world = new World({ ...(await soakSettings('direct', 'instant')), script });
  world.apply({ do: 'power', on: true });
  world.board.advance(LIFE_MS);
  return world.presses.violations.filter((fault) => fault.includes('the lamp shows'));
}

test('an outcome that the lamp shows is no violation', async () => {
  expect(await heldAgainst([])).toEqual([]);
});

test('nor one that can be read between two loops that have a frame cut short', async () => {
  expect(await heldAgainst([10, 42])).toEqual([]);
});

test('one that can not be read as long as an outcome shows is', async () => {
  expect(await heldAgainst([10, 24, 38])).toEqual([
    expect.stringMatching(/^says "accepted" at \d+\S*, and the lamp shows null$/),
  ]);
});
