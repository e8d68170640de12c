import { setTimeout as sleep } from 'node:timers/promises';
import { BenchBoard } from './bench-board.ts';
import { openChain } from './chain.ts';
import { BOOTED, JOIN_MS, polled } from './chip-stand-ins.ts';
import { percentile } from './report/percentile.ts';
import type { Means, Row, Section } from './report/section.ts';
import { benchConfig, type Mode } from './settings.ts';

/** What the script costs this machine's processor while nobody presses, and at its start. */
export const processor: Section = {
  name: 'processor',
  about: 'a poll, and boot to ready, real interpreter',
  needs: 'espruino',
  measure: processorRows,
};

const POLLS = 500;
const ROUNDS = 15;
const BOOTS = 3;
/** Long enough to be ready. */
const BOOT_MS = 2 * JOIN_MS;

async function processorRows({ espruino = '' }: Means): Promise<Row[]> {
  return [
    {
      figure: 'one poll, real interpreter, keys up',
      direct: `${await pollUs(espruino, 'direct')} µs`,
      relay: `${await pollUs(espruino, 'relay')} µs`,
    },
    {
      figure: 'boot to ready, real interpreter, without joining the Wi-Fi',
      direct: `${await bootMs(espruino, 'direct')} ms`,
      relay: `${await bootMs(espruino, 'relay')} ms`,
    },
  ];
}

/** @returns the least of some rounds, as other load only adds to it; the stand-in for the pins, which is native on the chip, is taken off */
async function pollUs(espruino: string, mode: Mode): Promise<string> {
  const chain = await openChain(mode);
  const { pollMs } = benchConfig(mode);
  const board = await BenchBoard.boot(espruino, polled(pollMs), await chain.script(), /network config/);
  const callUs = (called: string): Promise<number> =>
    board.ask(
      `(function(call,start){for(var i=0;i<${POLLS};i++)call();return(getTime()-start)*${1e6 / POLLS}})(${called},getTime())`,
    );
  const timesUs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    timesUs.push((await callUs('POLL')) - (await callUs('digitalRead')));
  }
  await board.end();
  await chain.close();
  return Math.min(...timesUs).toFixed(0);
}

async function bootMs(espruino: string, mode: Mode): Promise<string> {
  const chain = await openChain(mode);
  const timesMs: number[] = [];
  for (let boot = 0; boot < BOOTS; boot++) {
    const board = await BenchBoard.boot(espruino, BOOTED, await chain.script(), /network config/);
    await sleep(BOOT_MS);
    timesMs.push((await board.ask('(CHANGED-BOOT)*1000')) - JOIN_MS);
    await board.end();
  }
  await chain.close();
  return percentile(timesMs, 0.5).toFixed(0);
}
