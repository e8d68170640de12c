import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { CHIP_PARTS } from '../usb/stand-in/chip-parts.ts';
import type { Line } from '../usb/stand-in/pseudo-terminal.ts';
import { RealBoard } from '../usb/stand-in/real-board.ts';
import { percentile } from './report/percentile.ts';
import type { Means, Row, Section } from './report/section.ts';
import { benchConfig } from './settings.ts';

/**
 * The script to Espruino's Linux build at 115200 baud. Ours, verified and seen to run, against the stock command of the
 * espruino package to flash, each as a process of its own, in turns.
 */
export const upload: Section = { name: 'upload', about: 'upload', needs: 'espruino', measure: uploadRows };

const ROUNDS = 5;
const STOCK = createRequire(import.meta.url).resolve('espruino/bin/espruino-cli.js');
const STOCK_OPTIONS = [
  '--no-ble',
  '--quiet',
  '--config',
  'SAVE_ON_SEND=1',
  '--config',
  'BOARD_JSON_URL=/dev/null',
];

async function uploadRows({ espruino = '' }: Means): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'button-bench-'));
  const file = join(folder, 'firmware.js');
  await writeFile(file, (await bundleFirmware(benchConfig('direct'))).script);
  const ours = await plugIn(espruino);
  const stock = await plugIn(espruino, await listen());
  const transferMs: number[] = [];
  const oursMs: number[] = [];
  const stockMs: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const run = await time('--import', 'tsx', 'test/bench/upload-once.ts', ours.path, file);
      transferMs.push(Number(/verified: \d+ bytes in ([\d.]+) s/.exec(run.output)?.[1]) * 1000);
      oursMs.push(run.ms);
      stockMs.push((await time(STOCK, ...STOCK_OPTIONS, '-p', stock.path, file)).ms);
    }
  } finally {
    await Promise.all([ours.end(), stock.end(), rm(folder, { recursive: true })]);
  }
  return [
    { figure: 'upload, from its start to verified', direct: seconds(transferMs) },
    {
      figure: 'upload, whole process, verified and running',
      direct: seconds(oursMs),
      target: `stock command, unverified: ${seconds(stockMs)}`,
    },
  ];
}

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
  await board.fit(CHIP_PARTS);
  return board;
}

function seconds(timesMs: readonly number[]): string {
  return `${(percentile(timesMs, 0.5) / 1000).toFixed(2)} s`;
}
