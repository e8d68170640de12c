import type { ButtonConfig } from '../config/config.ts';
import type { AskedBoard } from '../usb/index.ts';
import { untried, type Outcome } from './finding.ts';
import { checkKey, KeysOnBench } from './keys.ts';
import { NOBODY } from './person.ts';
import { checkKlaxon, checkLamp } from './signals.ts';
import { ANSWERS, type Step } from './steps.ts';
import type { Tools } from './tools.ts';

const NEEDS = ['Configuration', ANSWERS];

/**
 * What takes somebody to press, to look and to listen, with the script stopped.
 * @param config undefined where none was found to be right
 * @param board gives the one that answers
 */
export function* stepsByHand(
  config: ButtonConfig | undefined,
  board: () => AskedBoard,
  { person, timing }: Pick<Tools, 'person' | 'timing'>,
): Generator<Step> {
  if (config === undefined) {
    for (const name of ['Keys', 'Lamp']) {
      yield { name, needs: NEEDS, run: () => Promise.reject(new Error(name)) };
    }
    return;
  }
  const step = (name: string, check: (board: AskedBoard) => Promise<Outcome>): Step => ({
    name,
    needs: NEEDS,
    run: async () => (person.isThere ? onBench(board(), check) : untried(NOBODY)),
  });
  const { pins, led, klaxonPin } = config;
  let keys: KeysOnBench | undefined;
  for (const pin of pins) {
    yield step(`Key D${pin}`, async (bench) => {
      keys ??= await KeysOnBench.begin(bench, pins);
      return checkKey(bench, keys, pin, person, timing);
    });
  }
  yield step('Lamp', (bench) => checkLamp(bench, led, person));
  if (klaxonPin === undefined) return;
  yield step('Klaxon', (bench) => checkKlaxon(bench, klaxonPin, person));
}

/** With the script stopped: pins do what they are told, and no key does anything. */
async function onBench(board: AskedBoard, check: (board: AskedBoard) => Promise<Outcome>): Promise<Outcome> {
  if ((await board.filesBeside()).includes('.bootrst')) {
    return untried('a ".bootrst" on the board would run meanwhile. `npm run upload` removes it.');
  }
  await board.stopScript();
  return check(board);
}
