import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { EXIT_CODES } from '../../src/failure.ts';
import { add, runBatch, type BatchResult, type Totals, type Violation } from './batch.ts';
import { live } from './life.ts';
import type { Schedule } from './schedule.ts';
import { soakSettings, type Mode } from './settings.ts';

/**
 * `npm run soak -- --schedules 1000000 [--seed 1]` lives through random schedules, half of them with a relay, on all
 * processors. `npm run soak -- --replay '<schedule>' [--mode relay]` lives through one that was printed.
 */
const BATCH = 250;
const PROGRESS_EVERY_MS = 10_000;

interface Task {
  readonly seed: number;
  readonly count: number;
  readonly mode: Mode;
}

const number = new Intl.NumberFormat('en-US');

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    replay: { type: 'string' },
    mode: { type: 'string', default: 'direct' },
    worker: { type: 'boolean', default: false },
  },
});

if (values.worker) work();
else if (values.replay !== undefined)
  await replay(values.replay, values.mode === 'relay' ? 'relay' : 'direct');
else await soak(Number(values.schedules), Number(values.seed));

function work(): void {
  const settings = { direct: soakSettings('direct'), relay: soakSettings('relay') };
  process.on('message', ({ seed, count, mode }: Task) => {
    void settings[mode].then((ready) => process.send?.(runBatch(seed, count, ready)));
  });
}

async function replay(text: string, mode: Mode): Promise<void> {
  const { violations, ...counts } = live(JSON.parse(text) as Schedule, await soakSettings(mode));
  console.log(JSON.stringify(counts));
  for (const violation of violations) console.log(violation);
  if (violations.length > 0) process.exitCode = EXIT_CODES.promiseBroken.code;
}

async function soak(schedules: number, seed: number): Promise<void> {
  const tasks = planBatches(schedules, seed);
  const totals: Totals = { schedules: 0, smashes: 0, faults: 0, deploys: 0 };
  const violations: { mode: Mode; violation: Violation }[] = [];
  let shownMs = Date.now();
  const done = (task: Task, result: BatchResult): void => {
    add(totals, result.totals);
    if (result.violation) {
      violations.push({ mode: task.mode, violation: result.violation });
      tasks.length = 0;
    }
    if (Date.now() - shownMs < PROGRESS_EVERY_MS) return;
    shownMs = Date.now();
    console.error(summary(totals));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, () => runWorker(tasks, done)));
  console.log(`${summary(totals)}, ${violations.length} violations`);
  for (const { mode, violation } of violations) print(mode, violation);
  if (violations.length > 0) process.exitCode = EXIT_CODES.promiseBroken.code;
}

function planBatches(schedules: number, seed: number): Task[] {
  return Array.from({ length: Math.ceil(schedules / BATCH) }, (_, index) => ({
    seed: seed + index,
    count: Math.min(BATCH, schedules - index * BATCH),
    mode: index % 2 === 0 ? 'direct' : 'relay',
  }));
}

/** One process that takes batches until there are none; one of its own, since it keeps a processor busy. */
async function runWorker(tasks: Task[], done: (task: Task, result: BatchResult) => void): Promise<void> {
  const worker = fork(process.argv[1] ?? '', ['--worker'], { serialization: 'advanced' });
  try {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      worker.send(task);
      done(task, await answerOf(worker));
    }
  } finally {
    worker.disconnect();
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

function print(mode: Mode, { seed, schedule, broken }: Violation): void {
  console.log(`\nseed ${seed}, ${mode}:`);
  for (const line of broken) console.log(`  ${line}`);
  const again = mode === 'relay' ? ' --mode relay' : '';
  console.log(`  npm run soak -- --replay '${JSON.stringify(schedule)}'${again}`);
}
