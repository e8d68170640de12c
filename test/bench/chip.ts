import { bundleFirmware } from '../../src/build/bundle.ts';
import {
  AccessPoint,
  Board,
  Clock,
  HostScripts,
  MemoryChat,
  MemoryNetwork,
  type SeenRequest,
  type Speed,
  SPEEDS,
} from '../../src/simulator/index.ts';
import { RelayStandIn } from '../soak/relay-stand-in.ts';
import { percentile, spread } from './report/percentile.ts';
import type { Row, Section } from './report/section.ts';
import { benchConfig, MODES, type Mode, SECRET } from './settings.ts';

/** What a chip takes, in virtual time: the same on every machine, and as good as the model in docs/chip.md. */
export const chip: Section = { name: 'chip', about: 'times of the chip, a model', measure: chipRows };

const HOST = '10.0.0.1';
const FLASHES: readonly [flash: string, speed: Speed][] = [
  ['flash at 80 MHz', 'flash 80'],
  ['at 40 MHz', 'flash 40'],
];
const PRESSES = 100;
const JOIN = { associateMs: 1000, dhcpMs: 500 };
const JOIN_MS = JOIN.associateMs + JOIN.dhcpMs;
const READY_MS = 10_000;
const REST_MS = 10_000;
const HELD_MS = 200;
/** Past the dead time, and out of step with the polls. */
const NEXT_MS = 2900.1;

interface Times {
  readonly pollMs: number;
  /** Of the time at rest, in percent. */
  readonly busy: number;
  readonly readyMs: number;
  readonly firstByteMs: readonly number[];
  readonly secondMessageMs: readonly number[];
}

async function chipRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [flash, speed] of FLASHES) {
    const [direct, relay] = await Promise.all(MODES.map((mode) => timesOf(mode, speed)));
    const row = (figure: string, text: (times: Times) => string): Row => ({
      figure: `chip, a model, ${flash}: ${figure}`,
      direct: direct ? text(direct) : '',
      relay: relay ? text(relay) : '',
    });
    rows.push(
      row('one poll, keys up', ({ pollMs }) => `${pollMs.toFixed(1)} ms`),
      row('share of the processor at rest', ({ busy }) => `${busy.toFixed(0)} %`),
      row('chord to first byte', ({ firstByteMs }) => spread(firstByteMs)),
      row('chord to second message', ({ secondMessageMs }) => spread(secondMessageMs)),
      row('boot to ready, without joining the Wi-Fi', ({ readyMs }) => `${readyMs.toFixed(0)} ms`),
    );
  }
  return rows;
}

async function timesOf(mode: Mode, speed: Speed): Promise<Times> {
  const config = benchConfig(mode, {
    webhook: `http://${HOST}/hooks/your-webhook`,
    relayUrl: `http://${HOST}`,
  });
  const clock = new Clock();
  const server = mode === 'relay' ? new RelayStandIn(SECRET, config.pressTtlMs, clock) : new MemoryChat();
  const network = new MemoryNetwork(clock, { latencyMs: 1 });
  network.listen(HOST, 80, server);
  const board = new Board({
    script: (await bundleFirmware(config)).script,
    scripts: new HostScripts(),
    ...{ clock, network, speed, pins: config.pins, led: config.led, stationTimes: JOIN },
    accessPoint: new AccessPoint({ ssid: config.wifi.ssid, password: config.wifi.password ?? '' }),
  });
  board.powerOn();
  board.advance(READY_MS);
  const readyMs = (board.lamp.edges.at(-1)?.atMs ?? NaN) - JOIN_MS;
  return {
    readyMs,
    ...atRest(board, clock, speed),
    ...pressed(board, clock, server.requests, config.bodies),
  };
}

/** Most of what runs at rest is polls. */
function atRest(board: Board, clock: Clock, speed: Speed): Pick<Times, 'pollMs' | 'busy'> {
  const { busyMs } = board;
  const sinceMs = clock.nowMs;
  const runsMs: number[] = [];
  board.onRun = (instructions) => runsMs.push((instructions * SPEEDS[speed]) / 1e6);
  board.advance(REST_MS);
  board.onRun = () => undefined;
  return {
    pollMs: percentile(runsMs, 0.5),
    busy: (100 * (board.busyMs - busyMs)) / (clock.nowMs - sinceMs),
  };
}

function pressed(
  board: Board,
  clock: Clock,
  requests: readonly SeenRequest[],
  bodies: readonly string[],
): Pick<Times, 'firstByteMs' | 'secondMessageMs'> {
  const firstByteMs: number[] = [];
  const secondMessageMs: number[] = [];
  for (let press = 0; press < PRESSES; press++) {
    const before = requests.length;
    const downMs = clock.nowMs;
    board.keys.pressAll();
    board.advance(HELD_MS);
    board.keys.releaseAll();
    board.advance(NEXT_MS);
    const [first, second] = requests.slice(before).filter(({ body }) => bodies.includes(body));
    firstByteMs.push((first?.firstByteMs ?? NaN) - downMs);
    secondMessageMs.push((second?.completeMs ?? NaN) - downMs);
  }
  return { firstByteMs, secondMessageMs };
}
