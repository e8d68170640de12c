import { readFileSync } from 'node:fs';
import { arch, cpus, getPriority, loadavg, platform, release, totalmem } from 'node:os';
import { execFileSync } from 'node:child_process';
import { BenchBoard } from '../bench-board.ts';
import type { Means } from './section.ts';

/** What the figures were measured on, one line each. */
export async function describeMachine({ espruino, chromium }: Means, loadBefore: string): Promise<string[]> {
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  return [
    `${cpus().length} cores of ${cpus()[0]?.model ?? 'an unknown processor'}, ${memoryGiB} GiB, ${platform()} ${release()} ${arch()}`,
    `load average ${loadBefore} before, ${loadAverage()} after, measured at nice ${getPriority()}`,
    `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    ...(espruino === undefined
      ? []
      : [`Espruino ${await versionOf(espruino)}, Linux build, 1600 variables of 12 bytes`]),
    ...(chromium === undefined
      ? []
      : [
          execFileSync(chromium, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] })
            .toString()
            .trim(),
        ]),
    `MicroPython ${installed('@micropython/micropython-webassembly-pyscript')}, WebAssembly port`,
    `espruino (npm) ${installed('espruino')}, fastify ${installed('fastify')}`,
  ];
}

/** Over 1, 5 and 15 minutes: other programs' work is in the times below. */
export function loadAverage(): string {
  return loadavg()
    .map((load) => load.toFixed(1))
    .join(' ');
}

async function versionOf(espruino: string): Promise<string> {
  const board = await BenchBoard.boot(espruino, '');
  const version = await board.askText('process.version');
  await board.end();
  return version;
}

function installed(name: string): string {
  const about: unknown = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  return typeof about === 'object' && about !== null && 'version' in about
    ? String(about.version)
    : 'unknown';
}
