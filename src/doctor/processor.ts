import * as z from 'zod';
import type { AskedBoard } from '../usb/index.ts';
import { bad, good, untried, type Outcome } from './finding.ts';

/** Above this share of the processor a press may be seen late. */
const BUSY = 0.8;

const figure = z.number().nonnegative();

/**
 * How long one poll of the script takes on this very board, in milliseconds: the callback of the shortest interval, called some
 * times. Not for another script than ours.
 * @returns undefined for an Espruino that does not show its timers
 */
async function pollTime(board: AskedBoard): Promise<number | undefined> {
  const seconds = await board.ask(POLL_TIME, (answer) => figure.safeParse(answer).data);
  return seconds === 0 ? undefined : seconds * 1000;
}

/** Espruino keeps its timers in an array of its hidden root: `intr` is an interval's length, `cb` what it calls (src/jsinteractive.c). */
const POLL_TIME =
  '(function(h){var p,s,i;' +
  'if(h)h.timers.forEach(function(t){if(t.intr&&!(p&&p.intr<=t.intr))p=t});' +
  'if(!p)return 0;' +
  's=getTime();for(i=0;i<20;i++)p.cb();return(getTime()-s)/20' +
  '})(global["\\xff"])';

/** How often to look whether the turns are counted; it takes five looks where the board has nothing else to do. */
const LOOKS = 50;

/**
 * How often the board's loop turns in a second, when there is nothing to do but to turn.
 * @param countMs for how long that is counted
 * @returns 0 for a board that does not tell
 */
async function turnsPerSecond(board: AskedBoard, countMs: number): Promise<number> {
  await board.ask(count(countMs), (answer) => (answer === 1 ? answer : undefined));
  let turns = 0;
  for (let looks = 0; turns === 0 && looks < LOOKS; looks++) {
    await board.pause(countMs / 5);
    turns = await board.ask('DOCTOR_TURNS', (answer) => figure.safeParse(answer).data);
  }
  return turns;
}

function count(ms: number): string {
  const s = ms / 1000;
  return (
    '(function(){var n=0,t=getTime();' +
    `function f(){n++;if(getTime()-t<${s})setTimeout(f,0);else DOCTOR_TURNS=n/(getTime()-t)}` +
    'DOCTOR_TURNS=0;setTimeout(f,0);return 1})()'
  );
}

export interface Clocked {
  readonly pollMs: number | undefined;
  /** Turns of the loop in a second, beside the script and without it. */
  readonly beside: number;
  readonly alone: number;
}

/**
 * With its script first: what is left of the loop's turns without it is what the script takes. It is stopped afterwards.
 * @param countMs for how long turns are counted
 * @param everyMs the time between two polls, as it is configured
 */
export async function checkProcessor(board: AskedBoard, countMs: number, everyMs: number): Promise<Outcome> {
  const pollMs = await pollTime(board);
  const beside = await turnsPerSecond(board, countMs);
  await board.stopScript();
  const alone = await turnsPerSecond(board, countMs);
  return judgeProcessor({ pollMs, beside, alone }, everyMs);
}

/** @param everyMs the time between two polls, as it is configured */
export function judgeProcessor({ pollMs, beside, alone }: Clocked, everyMs: number): Outcome {
  if (alone === 0) return untried('the board does not tell how often its loop turns.');
  const share = Math.max(0, 1 - beside / alone);
  const percent = Math.round(share * 100);
  const took = pollMs === undefined ? '' : `one poll takes ${pollMs.toFixed(2)} ms of each ${everyMs}; `;
  const found = `${took}the script keeps the chip busy for ${percent} % of its time`;
  const facts = {
    ...(pollMs !== undefined && { pollMs: Number(pollMs.toFixed(3)) }),
    everyMs,
    busyPercent: percent,
    turns: Math.round(alone),
  };
  if (share < BUSY && (pollMs ?? 0) < everyMs) return good(found, facts);
  return bad(
    `${found}: too much, so a press may be seen late.`,
    'Put Espruino on with `npm run flash`, which sets the flash to 80 MHz, or make "pollMs" longer.',
    facts,
  );
}
