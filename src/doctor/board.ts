import * as z from 'zod';
import { checkBoard, scriptImage, storageBytes, type AskedBoard, type StoredScript } from '../usb/index.ts';
import { bad, good, note, type Outcome } from './finding.ts';

/** @throws Failure noAnswer, wrongBoard, firmwareTooOld, moduleMissing, scriptTooLarge */
export async function checkEspruino(board: AskedBoard, script: string): Promise<Outcome> {
  const info = await board.wake();
  const facts = { board: info.board, version: info.version };
  checkBoard(board.path, info, script, storageBytes(scriptImage(script)));
  return good(`${info.version} on ${info.board}, with all modules that the button needs`, facts);
}

/** What a board may have of this configuration. */
export interface Builds {
  readonly script: string;
  /** Builds it for practice; undefined where that would not be safe. It is asked for only where the board has another than `script`. */
  readonly practice: () => Promise<string | undefined>;
}

/** What of that it has. */
export interface OnBoard {
  readonly stored: StoredScript | 'practice';
  /** The script, where it is the one for practice. */
  readonly practice?: string;
}

/**
 * Whether this configuration, built here and now, is what runs on the board.
 * @param onFound gets what is there
 */
export async function checkScript(
  board: AskedBoard,
  builds: Builds,
  onFound: (found: OnBoard) => void,
): Promise<Outcome> {
  const upload = '`npm run upload` puts it there.';
  const beside = await board.filesBeside();
  const found = await compare(board, builds);
  onFound(found);
  const { stored } = found;
  if (stored === 'none') return bad('the board has none.', upload, { script: stored });
  if (stored === 'half') {
    return bad('an upload was cut off, and the board runs nothing.', upload, { script: stored });
  }
  if (stored === 'other') {
    return bad(
      'what is on the board is not what this configuration builds.',
      `If the button worked before, that is another configuration or version. ${upload}`,
      { script: stored },
    );
  }
  if (beside.length > 0) {
    return bad(
      `the board runs something beside it: ${beside.join(', ')}.`,
      '`npm run upload` removes that.',
      { script: stored, beside: beside.length },
    );
  }
  if (stored === 'same') return good('the board has what this configuration builds', { script: stored });
  return note(
    'the board has what this configuration builds for practice: a smash deploys nothing.',
    '`npm run upload` puts the real button there.',
    { script: stored },
  );
}

async function compare(board: AskedBoard, { script, practice }: Builds): Promise<OnBoard> {
  const stored = await board.compareScript(script);
  const other = stored === 'other' ? await practice() : undefined;
  if (other === undefined) return { stored };
  const again = await board.compareScript(other);
  return again === 'same' ? { stored: 'practice', practice: other } : { stored: again };
}

/** Below this many free variables a delivery would have too few: it takes some 440 at its peak (docs/benchmarks.md). */
const FEW_VARIABLES = 600;

const state = z.tuple([z.number(), z.number(), z.string()]);

/** Starts the script anew, after all that was tried, and sees that it runs: its memory, and why the chip last started. */
export async function checkRunning(board: AskedBoard): Promise<Outcome> {
  await board.startScript();
  const [free, total, reason] = await board.ask(STATE, (answer) => state.safeParse(answer).data);
  const facts = { free, total, reason };
  const found = `its script was started anew and runs; ${free} of ${total} variables are free`;
  if (free < FEW_VARIABLES) {
    return bad(`${found}, too few for a delivery.`, 'Unplug the board and plug it in again.', facts);
  }
  if (reason === 'power on' || reason === 'reset pin') return good(found, facts);
  return note(
    `${found}. The chip last started because of "${reason}".`,
    'If that comes again, send us what --report prints.',
    facts,
  );
}

const STATE =
  '(function(m){return[m.free,m.total,""+require("ESP8266").getResetInfo().reason]})(process.memory())';
