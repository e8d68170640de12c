import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { options, runCommand, wholeNumber } from '../../src/command-line.ts';
import type { Manual } from '../../src/manual.ts';
import { EXIT_CODES, Failure } from '../../src/failure.ts';
import { add, runBatch, type BatchResult, type Totals, type Violation } from './batch.ts';
import { live, type LifeSettings } from './life.ts';
import type { Schedule } from './schedule.ts';
import { type Speed, SPEEDS } from '../../src/simulator/index.ts';
import { CHIP_SPEEDS, isSetup, SETUP_NAMES, soakSettings, type Setup } from './settings.ts';

/**
 * `npm run soak -- --schedules 1000000 [--seed 1] [--setup relay] [--speed 'flash 40']` lives through random schedules, with
 * each setup of the button and at each speed of the chip in turn or with one, on all processors.
 * `npm run soak -- --replay '<schedule>' [--setup relay] [--speed 'flash 40']` lives through one that was printed.
 */
const LAUNCH = fileURLToPath(new URL('../../src/launch.js', import.meta.url));
const BATCH = 250;
const PROGRESS_EVERY_MS = 10_000;
const ENOUGH_VIOLATIONS = 5;

interface Task {
  readonly seed: number;
  readonly count: number;
  readonly setup: Setup;
  readonly speed: Speed;
}

const MANUAL = {
  call: 'npm run soak',
  about: 'Lives through random schedules, and judges what reached the chat and what the button claimed.',
  options: {
    schedules: {
      type: 'string',
      value: 'N',
      default: '10000',
      about: 'how many, shared out among the setups',
    },
    seed: { type: 'string', value: 'N', default: '1', about: 'where they begin' },
    replay: { type: 'string', value: 'SCHEDULE', about: 'lives through one that was printed' },
    setup: {
      type: 'string',
      value: 'NAME',
      about: `of ${SETUP_NAMES.join(', ')}`,
      otherwise: 'all; of a replay direct',
    },
    speed: {
      type: 'string',
      value: 'NAME',
      about: `of ${CHIP_SPEEDS.join(', ')}`,
      otherwise: 'each in turn; of a replay flash 80',
    },
    worker: { type: 'boolean', default: false, about: 'takes its work from the process that started it' },
  },
  examples: [
    ['--schedules 1000000', 'a night of it'],
    ['--seed 7 --setup relay', 'others, with a relay'],
  ],
} as const satisfies Manual;

const number = new Intl.NumberFormat('en-US');

await runCommand(async () => {
  const { schedules, seed, setup, speed, ...given } = options(process.argv.slice(2), MANUAL);
  if (given.worker) work();
  else if (given.replay !== undefined)
    await replay(given.replay, setupOf(setup ?? 'direct'), speedOf(speed ?? 'flash 80'));
  else {
    const setups = setup === undefined ? SETUP_NAMES : [setupOf(setup)];
    const count = wholeNumber('schedules', schedules, 1, 1e9);
    const speeds = speed === undefined ? CHIP_SPEEDS : [speedOf(speed)];
    await soak(planBatches(count, wholeNumber('seed', seed, 0, 1e9), setups, speeds), setups);
  }
});

function work(): void {
  const settings = new Map<string, Promise<LifeSettings>>();
  process.on('message', ({ seed, count, setup, speed }: Task) => {
    const key = `${setup}, ${speed}`;
    const ready = settings.get(key) ?? soakSettings(setup, speed);
    settings.set(key, ready);
    void ready.then((made) => process.send?.(runBatch(seed, count, made)));
  });
}

function setupOf(name: string): Setup {
  if (isSetup(name)) return name;
  throw new Failure('usage', `"--setup" is one of ${SETUP_NAMES.join(', ')}.`);
}

function speedOf(name: string): Speed {
  if (isSpeed(name)) return name;
  throw new Failure('usage', `"--speed" is one of ${Object.keys(SPEEDS).join(', ')}.`);
}

function isSpeed(name: string): name is Speed {
  return Object.hasOwn(SPEEDS, name);
}

async function replay(text: string, setup: Setup, speed: Speed): Promise<void> {
  const { violations, ...counts } = live(parseSchedule(text), await soakSettings(setup, speed));
  console.log(JSON.stringify(counts));
  for (const violation of violations) console.log(violation);
  if (violations.length > 0) process.exitCode = EXIT_CODES.promiseBroken.code;
}

function parseSchedule(text: string): Schedule {
  try {
    return JSON.parse(text) as Schedule;
  } catch (cause) {
    throw new Failure('usage', '"--replay" wants a schedule, whole and in quotes, as the soak printed it.', {
      cause,
    });
  }
}

async function soak(tasks: Task[], setups: readonly Setup[]): Promise<void> {
  // Fails here, and with its own words, where there is no script to be had.
  await Promise.all(setups.map((setup) => soakSettings(setup)));
  const totals: Totals = { schedules: 0, smashes: 0, faults: 0, deploys: 0 };
  let violations = 0;
  let shownMs = Date.now();
  const done = (task: Task, result: BatchResult): void => {
    add(totals, result.totals);
    if (result.violation) {
      print(task, result.violation);
      if (++violations === ENOUGH_VIOLATIONS) tasks.length = 0;
    }
    if (Date.now() - shownMs < PROGRESS_EVERY_MS) return;
    shownMs = Date.now();
    console.error(`${summary(totals)}, ${violations} violations`);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, () => runWorker(tasks, done)));
  console.log(`${summary(totals)}, ${violations} violations`);
  if (violations > 0) process.exitCode = EXIT_CODES.promiseBroken.code;
}

function planBatches(
  schedules: number,
  seed: number,
  setups: readonly Setup[],
  speeds: readonly Speed[],
): Task[] {
  return Array.from({ length: Math.ceil(schedules / BATCH) }, (_, index) => ({
    seed: seed + index,
    count: Math.min(BATCH, schedules - index * BATCH),
    setup: setups[index % setups.length] ?? 'direct',
    speed: speeds[Math.floor(index / setups.length) % speeds.length] ?? 'instant',
  }));
}

/** One process that takes batches until there are none; one of its own, since it keeps a processor busy. */
async function runWorker(tasks: Task[], done: (task: Task, result: BatchResult) => void): Promise<void> {
  const worker = fork(LAUNCH, [fileURLToPath(import.meta.url), '--worker'], { serialization: 'advanced' });
  try {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      worker.send(task);
      done(task, await answerOf(worker));
    }
  } finally {
    if (worker.connected) worker.disconnect();
  }
}

function answerOf(worker: ChildProcess): Promise<BatchResult> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message) => {
      worker.removeAllListeners('exit');
      resolve(message as BatchResult);
    });
    worker.once('exit', (code) => {
      reject(new Error(`A worker ended with ${String(code)}.`));
    });
  });
}

function summary({ schedules, smashes, faults, deploys }: Totals): string {
  const count = (value: number): string => number.format(value);
  return `${count(schedules)} schedules: ${count(smashes)} smashes, ${count(faults)} faults, ${count(deploys)} deploys`;
}

function print({ setup, speed }: Task, { seed, schedule, broken }: Violation): void {
  console.log(`\nseed ${seed}, ${setup}, ${speed}:`);
  for (const line of broken) console.log(`  ${line}`);
  console.log(`  npm run soak -- --setup ${setup} --speed '${speed}' --replay '${JSON.stringify(schedule)}'`);
}
