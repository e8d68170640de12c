import { describe, expect, test } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import {
  AccessPoint,
  Board,
  Clock,
  HostScripts,
  MemoryChat,
  MemoryNetwork,
} from '../../src/simulator/index.ts';
import { benchConfig, type Mode, SECRET } from '../bench/settings.ts';
import { rowBudgets } from '../chip/budgets.ts';
import { RelayStandIn } from '../soak/relay-stand-in.ts';

const HOST = '10.0.0.1';
const TOLERANCE = 0.15;
/** What the budgets of the emulated chip allow for more than the firmware takes there. */
const BUDGET = 1.02;
const BANNER = 200;
const SMASH_MS = 4000;

/** A run of the program's text or of a callback. */
interface Run {
  readonly atMs: number;
  readonly thousands: number;
  readonly reads: number;
  readonly connects: number;
}

/** All runs of a button's life with one smash that goes well. */
async function runsOf(mode: Mode): Promise<Run[]> {
  const config = benchConfig(mode, {
    webhook: `http://${HOST}/hooks/your-webhook`,
    relayUrl: `http://${HOST}`,
  });
  const clock = new Clock();
  const network = new MemoryNetwork(clock, { latencyMs: 15 });
  network.listen(HOST, 80, mode === 'relay' ? new RelayStandIn(SECRET, 30_000, clock) : new MemoryChat());
  const { script } = await bundleFirmware(config);
  const accessPoint = new AccessPoint({ ssid: config.wifi.ssid, password: config.wifi.password ?? '' });
  const board = new Board({ script, clock, network, accessPoint, scripts: new HostScripts() });
  const runs: Run[] = [];
  let reads = 0;
  let connects = 0;
  const { pins } = board;
  const read = pins.read.bind(pins);
  pins.read = (pin) => {
    reads++;
    return read(pin);
  };
  const open = network.open.bind(network);
  network.open = (...args) => {
    connects++;
    return open(...args);
  };
  board.onRun = (instructions) => {
    runs.push({ atMs: clock.nowMs, thousands: instructions / 1000, reads, connects });
    reads = connects = 0;
  };
  board.powerOn();
  board.advance(SMASH_MS - clock.nowMs);
  board.keys.pressAll();
  board.advance(200);
  board.keys.releaseAll();
  board.advance(3000);
  return runs;
}

function most(runs: readonly Run[], isSo: (run: Run) => boolean): number {
  return Math.max(...runs.filter(isSo).map(({ thousands }) => thousands));
}

/** The dearest of each kind, by the names of the budgets. */
function rowsOf(mode: Mode, [script, ...runs]: readonly Run[]): Readonly<Record<string, number>> {
  const isCalm = ({ atMs }: Run): boolean => atMs > SMASH_MS - 1000 && atMs < SMASH_MS;
  const isPressed = ({ atMs }: Run): boolean => atMs > SMASH_MS;
  const firesMs = runs.find((run) => isPressed(run) && run.connects > 0)?.atMs ?? Infinity;
  const answer =
    mode === 'relay' ? 'callback that checks an answer of the relay' : "callback of an answer's end";
  return {
    'the boot: banner and the script': BANNER + (script?.thousands ?? NaN),
    'idle poll, keys up': most(runs, (run) => isCalm(run) && run.reads > 0),
    'poll, keys down, not fired (yet)': most(
      runs,
      (run) => isPressed(run) && run.atMs < firesMs && run.reads > 0,
    ),
    'poll that fires, with the start of the request': most(runs, ({ atMs }) => atMs === firesMs),
    'other callback that sends a request': most(runs, (run) => run.connects > 0 && run.reads === 0),
    [answer]: most(runs, (run) => isPressed(run) && run.connects === 0 && run.reads === 0),
  };
}

describe('the firmware costs what the emulated chip counts for it', () => {
  test.each<Mode>(['direct', 'relay'])('%s', async (mode) => {
    const rows = rowsOf(mode, await runsOf(mode));
    const budgets = new Map(rowBudgets({ mode, keys: 4 }));
    for (const [name, thousands] of Object.entries(rows)) {
      const off = thousands / ((budgets.get(name) ?? NaN) / BUDGET) - 1;
      expect({ name, thousands, isNear: Math.abs(off) <= TOLERANCE }).toEqual({
        name,
        thousands,
        isNear: true,
      });
    }
  });
});
