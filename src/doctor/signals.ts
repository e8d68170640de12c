import type { AskedBoard } from '../usb/index.ts';
import { bad, good, type Outcome } from './finding.ts';
import type { Person } from './person.ts';

const BLINK_MS = 250;
/** Nobody wants to hear it for longer. */
const SOUND_MS = 1500;
const TONE_HZ = 1000;

const isOne = (answer: unknown): 1 | undefined => (answer === 1 ? 1 : undefined);

/** Blinks the lamp of a board whose script is stopped, until somebody has said whether it does. */
export async function checkLamp(board: AskedBoard, pin: number, person: Person): Promise<Outcome> {
  const blink =
    `(DOCTOR_LIT=0,pinMode(${pin},"output"),` +
    `setInterval(function(){DOCTOR_LIT=1-DOCTOR_LIT;digitalWrite(${pin},DOCTOR_LIT)},${BLINK_MS}),1)`;
  await board.askOnBench(blink, isOne);
  if (await person.agrees(`Does the lamp on D${pin} blink?`)) return good('seen blinking', { seen: true });
  return bad(
    'not seen blinking.',
    `It is on "led", D${pin}, and lit when that is low: check its wires, and which way round it is.`,
    { seen: false },
  );
}

/** Sounds the klaxon of a board whose script is stopped. */
export async function checkKlaxon(board: AskedBoard, pin: number, person: Person): Promise<Outcome> {
  const sound =
    `(analogWrite(${pin},0.5,{freq:${TONE_HZ}}),` +
    `setTimeout(function(){digitalWrite(${pin},0)},${SOUND_MS}),1)`;
  await board.askOnBench(sound, isOne);
  if (await person.agrees('Did the klaxon sound?')) return good('heard', { heard: true });
  return bad('not heard.', `It is on "klaxonPin", D${pin}: check its wires.`, { heard: false });
}
