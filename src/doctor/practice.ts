import type { ButtonConfig } from '../config/config.ts';
import type { AskedBoard } from '../usb/index.ts';
import type { OnBoard } from './board.ts';
import { bad, good, untried, type Outcome } from './finding.ts';
import { NOBODY, type Person } from './person.ts';

/** In milliseconds. */
export interface PracticeTiming {
  /** For the Wi-Fi, and then for the relay. */
  readonly joinMs: number;
  readonly reachMs: number;
  /** For somebody to smash the keys. */
  readonly pressMs: number;
  /** For an outcome, once the press has ended: a board that had no answer starts anew before it tells. */
  readonly tellMs: number;
  /** For another word after the outcome. */
  readonly lastWordMs: number;
  readonly lookEveryMs: number;
}

type Practised = Pick<ButtonConfig, 'practice' | 'pressTtlMs' | 'relay'>;

const UPLOAD = '`npm run upload -- --practice`';

/** The script's own words (src/firmware/main.ts). */
const READY = 'practice: a smash deploys nothing';
const BEGUN = ['generating request', 'no network yet'];
const OUTCOMES = ['accepted', 'failed', 'expired', 'unknown'] as const;

/** How many of the board's lines are shown: a press that is tried again and again has more. */
const MOST_LINES = 8;

/**
 * One press from the board through everything, if it is wanted. Nobody is asked to smash a board that could deploy: its
 * flash must hold the script for practice, byte for byte, and nothing beside it; that is started anew, and must say itself
 * that it is for practice.
 * @param onBoard what was found on it, if anything was
 */
export async function checkPractice(
  board: AskedBoard,
  onBoard: OnBoard | undefined,
  config: Practised,
  person: Person,
  timing: PracticeTiming,
): Promise<Outcome> {
  if (!person.isThere) return untried(NOBODY);
  const script = onBoard?.practice;
  if (script === undefined) return untried(whyNone(onBoard, config));
  const warning = 'warning' in config.practice ? config.practice.warning : undefined;
  if (warning !== undefined) person.tell(`  ${warning}`);
  if (!(await person.agrees('One practice press, from the board to your chat?')))
    return untried('not wanted.');
  const isPractice = (await board.compareScript(script)) === 'same';
  if (!isPractice || (await board.filesBeside()).length > 0) {
    return untried(`the board runs something else than the script for practice. ${UPLOAD} mends that.`);
  }

  const said: string[] = [];
  board.hear((line) => said.push(line));
  await board.startScript();
  const heard = (words: readonly string[], ms: number): Promise<boolean> =>
    isSoon(board, () => said.some((line) => words.includes(line)), ms, timing.lookEveryMs);
  const readyMs = timing.joinMs + timing.reachMs;
  if (!(await heard([READY], readyMs))) return notReady(said, readyMs);
  said.length = 0;
  person.tell('  Smash all keys together …');
  if (!(await heard([...BEGUN, ...OUTCOMES], timing.pressMs))) return notSmashed(said, timing.pressMs);
  await heard(OUTCOMES, config.pressTtlMs + timing.tellMs);
  // A webhook that refuses may do it by a word that is an outcome's: the board prints its own behind it.
  await board.pause(timing.lastWordMs);
  return judge(said, config);
}

function whyNone(onBoard: OnBoard | undefined, { practice }: Practised): string {
  if (onBoard?.stored === 'same') {
    return `the board has the real button, and a smash deploys. ${UPLOAD} puts it on for practice.`;
  }
  if ('fault' in practice) return `no practice is safe with this configuration: ${UPLOAD} tells why.`;
  return `the board does not have this configuration for practice. ${UPLOAD} puts it there.`;
}

async function isSoon(
  board: AskedBoard,
  isSo: () => boolean,
  ms: number,
  lookEveryMs: number,
): Promise<boolean> {
  const endMs = performance.now() + ms;
  while (!isSo()) {
    if (performance.now() >= endMs) return false;
    await board.pause(lookEveryMs);
  }
  return true;
}

function notReady(said: readonly string[], ms: number): Outcome {
  return bad(
    withWords(`not ready for practice after ${ms / 1000} s, so nobody was asked to smash.`, said),
    'Mend what "Wi-Fi", "From the board" and the keys show, and let go of all keys.',
    { outcome: 'not ready' },
  );
}

function notSmashed(said: readonly string[], ms: number): Outcome {
  return bad(
    withWords(`no press was seen in ${ms / 1000} s.`, said),
    'Smash all keys at once, within a second, and let go of them; each must be seen when it is pressed alone.',
    { outcome: 'no press' },
  );
}

function untold(said: readonly string[]): Outcome {
  return bad(
    withWords('the board did not tell what became of the press.', said),
    'Look into the chat: the practice text may be there, or not. `npm run monitor` shows what the board does.',
    { outcome: 'untold' },
  );
}

function judge(said: readonly string[], { relay, pressTtlMs }: Practised): Outcome {
  const outcome = said.findLast((line) => isOutcome(line));
  if (outcome === undefined) return untold(said);
  const facts = { outcome };
  const told = (sentence: string): string => withWords(sentence, said);
  switch (outcome) {
    case 'accepted': {
      // With a relay the button believes no answer that is not signed.
      const who = relay === undefined ? 'the webhook answered' : 'the relay signed';
      return good(`accepted: ${who} that it was taken. Look into the chat for the practice text`, facts);
    }
    case 'failed':
      return bad(
        told('the press failed: it was refused.'),
        relay === undefined
          ? 'Mend "webhook": 404 is a wrong path, 403 a revoked one.'
          : 'The log of `npm run relay` tells who refused it: the relay, or the webhook, with its own number.',
        facts,
      );
    case 'expired':
      return bad(
        told(
          `the press expired: it was not delivered within ${pressTtlMs / 1000} s, and will not be any more.`,
        ),
        `Mend what ${relay === undefined ? '"From the board" and "Webhook" show' : '"From the board", "Relay" and "Webhook" show'}.`,
        facts,
      );
    case 'unknown':
      return bad(
        told(
          'it is unknown what became of the press: it went out, and no answer came that could be believed.',
        ),
        'Look into the chat: the practice text may be there, or not.' +
          (relay === undefined ? '' : ` After "wrong secret" the relay has another one: ${UPLOAD}.`),
        facts,
      );
  }
}

function isOutcome(line: string): line is (typeof OUTCOMES)[number] {
  return OUTCOMES.some((word) => word === line);
}

/** @param said by the board, as its console shows it */
function withWords(sentence: string, said: readonly string[]): string {
  if (said.length === 0) return `${sentence} The board's console said nothing.`;
  return [`${sentence} The board's console:`, ...said.slice(-MOST_LINES).map((line) => `  ${line}`)].join(
    '\n',
  );
}
