import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createRequire } from 'node:module';
import { buildFirmware, FIRMWARE_FILE } from '../../src/build/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { CHIP_PARTS } from './chip-parts.ts';
import type { Line } from './pseudo-terminal.ts';
import { RealBoard } from './real-board.ts';

/**
 * `npm run bench:upload`: the built script to Espruino's Linux build (named by ESPRUINO) at 115200 baud. Ours, verified and
 * seen to run, against the stock command of the espruino package to flash, each as a process of its own, in turns.
 */
const ROUNDS = 5;
const STOCK = createRequire(import.meta.url).resolve('espruino/bin/espruino-cli.js');

interface Run {
  readonly ms: number;
  readonly output: string;
}

async function time(...args: string[]): Promise<Run> {
  const startMs = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  await once(child, 'exit');
  if (child.exitCode !== 0)
    throw new Error(`${args.join(' ')} ended in ${String(child.exitCode)}:\n${output}`);
  return { ms: performance.now() - startMs, output };
}

/** The stock command takes no port that the system doesn't list, but it takes a socket. */
async function listen(): Promise<Line> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  let caller: Socket | undefined;
  let onData: (bytes: Buffer) => void = () => undefined;
  server.on('connection', (socket) => {
    caller = socket;
    socket.on('data', (bytes: Buffer) => {
      onData(bytes);
    });
  });
  return {
    path: `tcp://127.0.0.1:${address.port}`,
    onData: (listener) => (onData = listener),
    write: (bytes) => caller?.write(bytes),
    unplug: async () => {
      caller?.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function plugIn(program: string, line?: Line): Promise<RealBoard> {
  const board = new RealBoard(program, undefined, line);
  await board.prints(/>/);
  await board.store('.boot0', CHIP_PARTS);
  return board;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const seconds = (values: readonly number[]): string =>
  `${(median(values) / 1000).toFixed(2)} s (${values.map((ms) => (ms / 1000).toFixed(2)).join(' ')})`;

async function main(program: string): Promise<void> {
  const { bytes } = await buildFirmware(loadConfig().config);
  const ours = await plugIn(program);
  const stock = await plugIn(program, await listen());
  const transfers: number[] = [];
  const oursMs: number[] = [];
  const stockMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const run = await time('--import', 'tsx', 'test/usb/upload-once.ts', ours.path, FIRMWARE_FILE);
    transfers.push(Number(/verified: \d+ bytes in ([\d.]+) s/.exec(run.output)?.[1]) * 1000);
    oursMs.push(run.ms);
    const options = [
      '--no-ble',
      '--quiet',
      '--config',
      'SAVE_ON_SEND=1',
      '--config',
      'BOARD_JSON_URL=/dev/null',
    ];
    stockMs.push((await time(STOCK, ...options, '-p', stock.path, FIRMWARE_FILE)).ms);
  }
  await Promise.all([ours.end(), stock.end()]);
  console.log(`script of ${bytes} bytes, 115200 baud, ${ROUNDS} rounds, median:`);
  console.log(`ours, start of transfer to verified:       ${seconds(transfers)}`);
  console.log(`ours, whole process, verified and running: ${seconds(oursMs)}`);
  console.log(`stock command to flash, whole process:     ${seconds(stockMs)}`);
}

const program = process.env['ESPRUINO'];
if (program === undefined) console.log('ESPRUINO must name a Linux build of Espruino: nothing was measured.');
else await main(program);
