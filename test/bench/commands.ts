import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from './report/percentile.ts';
import type { Row, Section } from './report/section.ts';

/** How long a person waits for `npm start` and `npm run build`, npm itself with them. */
export const commands: Section = { name: 'commands', about: 'the commands', measure: commandRows };

const ROUNDS = 5;
const PAGE = /http:\/\/127\.0\.0\.1:\d+/;

async function commandRows(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'button-bench-'));
  const config = join(folder, 'button.json');
  const pageMs: number[] = [];
  const buildMs: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      // Another edit each time, as a user makes them; the firmware stays as it is.
      const edited = { wifi: { ssid: `office ${round}` }, webhook: `http://chat.test/${round}` };
      await writeFile(config, JSON.stringify(edited));
      buildMs.push(await time(start(config, 'run', 'build'), (npm) => once(npm, 'exit')));
      const page = start(config, 'start', '--', '--port', '0');
      pageMs.push(await time(page, saysAddress));
      const ended = once(page, 'exit');
      // As the terminal's Ctrl-C, which npm leaves to the program that it runs.
      if (page.pid !== undefined) process.kill(-page.pid, 'SIGINT');
      await ended;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return [
    { figure: 'npm start, to the page', direct: seconds(pageMs), target: '1.50 s; it was 1.9 to 3.0 s' },
    {
      figure: 'npm run build, after an edit of the configuration',
      direct: seconds(buildMs),
      target: '1.00 s; it was 2.1 s',
    },
  ];
}

function start(config: string, ...args: string[]): ChildProcess {
  const env = { ...process.env, BUTTON_CONFIG: config };
  return spawn('npm', args, { env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
}

async function time(npm: ChildProcess, ready: (npm: ChildProcess) => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await ready(npm);
  const ms = performance.now() - startMs;
  if (npm.exitCode !== null && npm.exitCode !== 0) throw new Error(`npm ended in ${npm.exitCode}.`);
  return ms;
}

function saysAddress(npm: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    npm.stdout?.on('data', (bytes: Buffer) => {
      output += bytes.toString();
      if (PAGE.test(output)) resolve();
    });
    npm.once('exit', () => {
      reject(new Error(`npm start ended before its page was there:\n${output}`));
    });
  });
}

function seconds(timesMs: readonly number[]): string {
  return `${(percentile(timesMs, 0.5) / 1000).toFixed(2)} s`;
}
