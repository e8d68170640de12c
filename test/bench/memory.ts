import { setTimeout as sleep } from 'node:timers/promises';
import { BenchBoard } from './bench-board.ts';
import { openChain } from './chain.ts';
import { CHIP_MODULES } from '../usb/stand-in/chip-parts.ts';
import { OBSERVED } from './chip-stand-ins.ts';
import type { Means, Row, Section } from './report/section.ts';
import type { Mode } from './settings.ts';
import type { TimedChat } from './timed-chat.ts';

/** How many of the chip's 1600 variables of 12 bytes are taken. */
export const memory: Section = { name: 'memory', about: 'variables', needs: 'espruino', measure: memoryRows };

/** Presses that are looked at in all their depth, which takes its time: polled so seldom, the script doesn't notice. */
const LOOKED_AT = 20;
const SLOW = { debounceMs: 100, pollMs: 40, deadTimeMs: 0 };
/** Until the keys were seen released for long enough. */
const RELEASED_MS = 5 * SLOW.pollMs;
/** The others come as quickly as a busy machine polls the keys in time. */
const QUICK = { debounceMs: 10, pollMs: 10, deadTimeMs: 0 };
const HOLD_MS = 100;
const REST_MS = 100;
/** What has not been pressed by then is not pressed any more. */
const HAMMER_MS = 25 * 60_000;
/** Until the lamp has shown the outcome. */
const SETTLE_MS = 6500;
const LOOK_MS = 1000;

/** Variables taken at one moment or another. */
interface Life {
  readonly idle: number;
  readonly afterOne: number;
  readonly afterAll: number;
  /** Presses after the first whose messages all arrived. */
  readonly delivered: number;
}

/** The most variables taken while presses are delivered: between the script's callbacks, and in the depth of its calls. */
interface Peaks {
  readonly between: number;
  readonly inside: number;
}

async function memoryRows({ espruino = '', smashes }: Means): Promise<Row[]> {
  const empty = await emptyUse(espruino, '');
  const nativeModule = (await emptyUse(espruino, 'require("http")')) - empty;
  const base = await baseUse(espruino);
  const peak = { direct: await peaks(espruino, 'direct'), relay: await peaks(espruino, 'relay') };
  // Side by side: other load is nothing to the memory.
  const [direct, relay] = await Promise.all([
    life(espruino, 'direct', smashes),
    life(espruino, 'relay', smashes),
  ]);
  // What is a stand-in here is native on the chip, but for each module's place in the list of modules.
  const own = (used: number): number => used - base + CHIP_MODULES * nativeModule;
  const row = (figure: string, directs: number, relays: number, target = ''): Row => ({
    figure,
    direct: String(directs),
    relay: String(relays),
    target,
  });
  const [ownIdle, relayIdle] = [own(direct.idle), own(relay.idle)];
  const peakRow = (figure: string, of: (peaks: Peaks) => number): Row =>
    row(figure, own(of(peak.direct)) + empty, own(of(peak.relay)) + empty, '800');
  const delivered = Math.min(direct.delivered, relay.delivered).toLocaleString('en');
  return [
    row("variables, idle: the script's own", ownIdle, relayIdle, '300, with relay 400'),
    row(`variables, idle: with the interpreter's own ${empty}, of 1600`, ownIdle + empty, relayIdle + empty),
    peakRow('variables, peak of a delivery between callbacks, of 1600', ({ between }) => between),
    peakRow('variables, peak of a delivery inside of calls, of 1600', ({ inside }) => inside),
    row(
      'variables that the first smash leaves taken',
      direct.afterOne - direct.idle,
      relay.afterOne - relay.idle,
    ),
    row(
      `variables that ${delivered} more smashes leave taken`,
      direct.afterAll - direct.afterOne,
      relay.afterAll - relay.afterOne,
      '0',
    ),
  ];
}

/** The interpreter with nothing but that in it. */
async function emptyUse(espruino: string, standIns: string): Promise<number> {
  const board = await BenchBoard.boot(espruino, standIns);
  const used = await board.ask('process.memory().usage');
  await board.end();
  return used;
}

/** The stand-ins without the script. */
async function baseUse(espruino: string): Promise<number> {
  const board = await BenchBoard.boot(espruino, OBSERVED);
  const idle = await mostTaken(board);
  await board.end();
  return idle;
}

async function peaks(espruino: string, mode: Mode): Promise<Peaks> {
  return withButton(espruino, mode, SLOW, async (board, chat) => {
    await board.ask('LOOKS=1');
    for (let count = 0; count < LOOKED_AT; count++) await smash(board, chat);
    return { between: await board.ask('MOST'), inside: await board.ask('PEAK') };
  });
}

async function life(espruino: string, mode: Mode, smashes: number): Promise<Life> {
  return withButton(espruino, mode, QUICK, async (board, chat) => {
    const idle = await mostTaken(board);
    await smash(board, chat);
    const afterOne = await settled(board);
    const before = chat.count;
    await board.hammer(HOLD_MS, REST_MS);
    await chat.has(before + 2 * smashes, HAMMER_MS, () => {
      board.forget();
    });
    await board.release();
    const afterAll = await settled(board);
    return { idle, afterOne, afterAll, delivered: (chat.count - before) / 2 };
  });
}

async function withButton<Result>(
  espruino: string,
  mode: Mode,
  change: object,
  measure: (board: BenchBoard, chat: TimedChat) => Promise<Result>,
): Promise<Result> {
  const chain = await openChain(mode);
  const board = await BenchBoard.boot(espruino, OBSERVED, await chain.script(change), /network config/);
  try {
    // The keys have to be seen released, and a relay to answer.
    await sleep(LOOK_MS);
    return await measure(board, chain.chat);
  } finally {
    await board.end();
    await chain.close();
  }
}

async function smash(board: BenchBoard, chat: TimedChat): Promise<void> {
  const arrived = chat.next(2);
  await board.press(RELEASED_MS);
  await arrived;
  await board.release();
}

async function settled(board: BenchBoard): Promise<number> {
  await sleep(SETTLE_MS);
  return mostTaken(board);
}

/**
 * What is taken after a garbage collection, at whatever moment between the script's callbacks it is the most. Looked at twice,
 * because a heartbeat of the relay may be under way, which comes every 30 s.
 */
async function mostTaken(board: BenchBoard): Promise<number> {
  const first = await mostWithinALook(board);
  await sleep(LOOK_MS);
  return Math.min(first, await mostWithinALook(board));
}

async function mostWithinALook(board: BenchBoard): Promise<number> {
  await board.ask('MOST=0,LOOKS=1');
  let most = 0;
  // On a busy machine the board may not have run at all.
  while (most === 0) {
    await sleep(LOOK_MS);
    most = await board.ask('MOST');
  }
  await board.ask('LOOKS=0');
  return most;
}
