import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RelayProcess } from '../../src/relay/index.ts';
import { startChat } from '../relay/chat.ts';
import { withRelay } from './relay-process.ts';
import { Presses, timed } from './relay-signed.ts';
import { percentile, spread } from './report/percentile.ts';
import type { Row, Section } from './report/section.ts';
import { SECRET } from './settings.ts';

/** How long a press takes while somebody else crowds the relay's door, from a process of their own. */
export const relayCrowd: Section = {
  name: 'relay-crowd',
  about: 'a crowd at the relay',
  measure: crowdRows,
};

const PRESSES = 300;
const MOST_TIMES = 20;
const LAUNCH = fileURLToPath(new URL('../../src/launch.js', import.meta.url));
const CROWD = fileURLToPath(new URL('crowd.ts', import.meta.url));

const CROWDS = {
  pipelined: '500 requests in one go on each connection',
  wrongMac: 'requests with a wrong MAC',
  dropped: 'connections that are opened and dropped',
  slow: '200 connections that send a byte in 100 ms',
};

async function crowdRows(): Promise<Row[]> {
  const chat = await startChat();
  try {
    return await withRelay(chat, async (relay) => {
      const button = new Presses(relay.url, SECRET);
      const presses = () => timed(() => button.press(), PRESSES);
      const calmMs = await presses();
      const rows: Row[] = [
        { figure: 'a press through a relay that nobody crowds', relay: spread(calmMs, 1) },
      ];
      for (const [kind, about] of Object.entries(CROWDS)) {
        rows.push(await crowded(relay, kind, about, presses, percentile(calmMs, 0.99)));
      }
      return rows;
    });
  } finally {
    await chat.close();
  }
}

async function crowded(
  relay: RelayProcess,
  kind: string,
  about: string,
  presses: () => Promise<number[]>,
  calmMs: number,
): Promise<Row> {
  const crowd = fork(LAUNCH, [CROWD, kind, new URL(relay.url).port]);
  try {
    const startMs = performance.now();
    const timesMs = await presses();
    const counted = once(crowd, 'message');
    crowd.send('how many?');
    const [count] = (await counted) as [number];
    const perSecond = (count * 1000) / (performance.now() - startMs);
    const times = percentile(timesMs, 0.99) / calmMs;
    return {
      figure: `beside ${about}, by another process`,
      relay: `${spread(timesMs, 1)} (${times.toFixed(1)} times), ${perSecond.toFixed(0)} connections/s`,
      target: `p99 ${MOST_TIMES} times the calm one`,
    };
  } finally {
    crowd.kill();
  }
}
