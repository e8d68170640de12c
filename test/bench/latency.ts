import { setTimeout as sleep } from 'node:timers/promises';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { Session } from '../../src/simulator/index.ts';
import { BenchBoard } from './bench-board.ts';
import { openChain } from './chain.ts';
import { PRESSED } from './chip-stand-ins.ts';
import { spread } from './report/percentile.ts';
import type { Means, Row, Section } from './report/section.ts';
import { benchConfig, type Mode } from './settings.ts';

/** From the moment that all keys are down; each press begins at another moment of the script's polls. */
export const realLatency: Section = {
  name: 'latency',
  about: 'chord to messages, real interpreter',
  needs: 'espruino',
  measure: realRows,
};

export const virtualLatency: Section = {
  name: 'virtual-latency',
  about: 'chord to messages, virtual board',
  measure: virtualRows,
};

const PRESSES = 100;
/** Until the keys were seen released and a relay has been heard. */
const SETTLE_MS = 1000;
const REST_MS = 120;
/** Presses come one after the other. */
const QUICK = { deadTimeMs: 0 };

const { debounceMs, pollMs, bodies } = benchConfig('direct');
/** To be reached: what may come on top of the debounce. */
const FIRST_BYTE_MS = debounceMs + 2 * pollMs + 20;
const SECOND_MESSAGE_MS = debounceMs + 100;

interface Times {
  readonly firstByteMs: number[];
  readonly secondMessageMs: number[];
}

function secondMessageRow(board: string, direct: Times, relay: Times): Row {
  return {
    figure: `chord to second message, ${board}`,
    direct: spread(direct.secondMessageMs),
    relay: spread(relay.secondMessageMs),
    target: `p50 ${SECOND_MESSAGE_MS} ms`,
  };
}

async function realRows({ espruino = '' }: Means): Promise<Row[]> {
  const direct = await realTimes(espruino, 'direct');
  const relay = await realTimes(espruino, 'relay');
  return [
    {
      figure: 'chord to first byte, real interpreter',
      direct: spread(direct.firstByteMs),
      target: `p99 ${FIRST_BYTE_MS} ms`,
    },
    secondMessageRow('real interpreter', direct, relay),
  ];
}

async function realTimes(espruino: string, mode: Mode): Promise<Times> {
  const chain = await openChain(mode);
  const board = await BenchBoard.boot(espruino, PRESSED, await chain.script(QUICK), /network config/);
  const times: Times = { firstByteMs: [], secondMessageMs: [] };
  try {
    await sleep(SETTLE_MS);
    for (let press = 0; press < PRESSES; press++) {
      const arrived = chain.chat.next(bodies.length);
      const downMs = await board.press(REST_MS + Math.random() * pollMs);
      const messages = await arrived;
      await board.release();
      times.firstByteMs.push((messages[0]?.firstByteMs ?? NaN) - downMs);
      times.secondMessageMs.push((messages[1]?.wholeMs ?? NaN) - downMs);
    }
    return times;
  } finally {
    await board.end();
    await chain.close();
  }
}

async function virtualRows(): Promise<Row[]> {
  const direct = await virtualTimes('direct');
  const relay = await virtualTimes('relay');
  return [secondMessageRow('virtual board', direct, relay)];
}

/** The virtual board in real time, as `npm start` runs it. */
async function virtualTimes(mode: Mode): Promise<Times> {
  const session = await Session.open({
    config: benchConfig('direct', undefined, QUICK),
    live: false,
    relayLog: mode === 'relay' ? { write: () => undefined } : undefined,
    build: async (config) => (await bundleFirmware(config)).script,
    stationTimes: { associateMs: 100, dhcpMs: 50 },
  });
  const times: Times = { firstByteMs: [], secondMessageMs: [] };
  try {
    const { board, chat } = session;
    if (chat === null) throw new Error('The virtual board has no stand-in chat.');
    session.start();
    await sleep(2 * SETTLE_MS);
    for (let press = 0; press < PRESSES; press++) {
      await sleep(REST_MS + Math.random() * pollMs);
      const before = chat.requests.length;
      const delivered = new Promise<void>((resolve) => {
        chat.onRequest = () => {
          if (chat.requests.length === before + bodies.length) resolve();
        };
      });
      const downMs = performance.now();
      board.keys.pressAll();
      await delivered;
      board.keys.releaseAll();
      times.firstByteMs.push((chat.requests[before]?.acceptedMs ?? NaN) - downMs);
      times.secondMessageMs.push((chat.requests[before + 1]?.completeMs ?? NaN) - downMs);
    }
    return times;
  } finally {
    await session.close();
  }
}
