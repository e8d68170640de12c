import { ENDINGS, firstSignal } from '../../first-signal.ts';
import { Failure } from '../../failure.ts';
import { oneLine } from '../../printable.ts';
import { type RunSettings, Session } from './session.ts';

/** How a run ends on the board's console (src/firmware/main.ts). */
const OUTCOMES = ['accepted', 'failed', 'expired', 'unknown'];
/** The longest to wait for Wi-Fi before pressing. */
const JOIN_MS = 20_000;
/** From the address to the press: the keys have to be seen released first. */
const SETTLE_MS = 200;
const HOLD_MS = 300;

/** Where the run's lines go. */
export interface SmashSettings extends RunSettings {
  readonly warnings: readonly string[];
  readonly print: (line: string) => void;
}

/**
 * Smashes the button once, without a terminal: prints the board's console and, from the stand-in channel, each message
 * that it got.
 * @throws Failure 'notDelivered' when the board does not report success or the channel has not got every message in order,
 *   'interrupted' at Ctrl-C
 */
export async function smashOnce({ warnings, print, ...settings }: SmashSettings): Promise<void> {
  for (const warning of warnings) print(`warning: ${warning}`);
  const told = firstSignal(...ENDINGS);
  const session = await Session.open({ stationTimes: { associateMs: 100, dhcpMs: 50 }, ...settings });
  try {
    const { board, chat } = session;
    let outcome = '';
    board.console.onLine = (line) => {
      print(`board | ${oneLine(line)}`);
      if (OUTCOMES.includes(line)) outcome = line;
    };
    if (chat) {
      chat.onRequest = ({ body }) => {
        print(textOf(body).replace(/^/gm, 'chat  | '));
      };
    }
    const { pressTtlMs, requestTimeoutMs } = settings.config;
    await Promise.race([told.then(stop), run(session, pressTtlMs + requestTimeoutMs, () => outcome !== '')]);
    judge(outcome, chat?.messages ?? null, settings.config.bodies);
  } finally {
    await session.close();
  }
}

/** Joins, smashes, waits for an end. */
function run(session: Session, deadlineMs: number, isOver: () => boolean): Promise<void> {
  const { board } = session;
  let pressAtMs = Infinity;
  return new Promise((resolve, reject) => {
    session.onTick = () => {
      const { nowMs } = board.clock;
      if (pressAtMs === Infinity && board.isOnline) pressAtMs = nowMs + SETTLE_MS;
      if (nowMs >= pressAtMs + HOLD_MS) board.keys.releaseAll();
      else if (nowMs >= pressAtMs) board.keys.pressAll();
      if (isOver()) resolve();
      else if (pressAtMs === Infinity && nowMs > JOIN_MS) {
        reject(new Failure('notDelivered', 'Not delivered: the board did not get onto Wi-Fi.'));
      } else if (nowMs > pressAtMs + deadlineMs) {
        reject(unknown('the board never said what became of the press'));
      }
    };
    session.start();
  });
}

function stop(): never {
  throw new Failure('interrupted', 'Stopped. What was sent until then may have been delivered.');
}

function unknown(why: string): Failure {
  return new Failure('notDelivered', `Unknown: ${why}. Look into the chat before you smash again.`);
}

function judge(outcome: string, messages: readonly string[] | null, bodies: readonly string[]): void {
  if (outcome === 'unknown') throw unknown('a message went out, and what became of it was not said');
  if (outcome !== 'accepted') {
    throw new Failure('notDelivered', `Not delivered: the board says "${outcome}".`);
  }
  if (messages !== null && JSON.stringify(messages) !== JSON.stringify(bodies)) {
    throw new Failure('notDelivered', `Not delivered in order: the channel has ${messages.length} messages.`);
  }
}

/** A message as the channel would show it. */
export function textOf(body: string): string {
  const message: unknown = JSON.parse(body);
  if (typeof message === 'object' && message !== null && 'text' in message) return String(message.text);
  return body;
}
