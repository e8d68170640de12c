import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RunningPage } from '../../../../src/simulator/faces/page/index.ts';

const CLI = new URL('../../../../src/cli.ts', import.meta.url).pathname;
const LAUNCH = new URL('../../../../src/launch.js', import.meta.url).pathname;

/** A page as `npm start -- --live` serves it, in a process that can end. */
export interface PageProcess extends RunningPage {
  /** Resolves with everything it has said, when it has ended. */
  readonly ended: Promise<string>;
  /** Bytes of memory that it takes now, undefined where the system doesn't tell. */
  memory(): number | undefined;
}

export async function startPage(): Promise<PageProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'button-page-'));
  const config = { wifi: { ssid: 'office' }, webhook: 'http://127.0.0.1:1/hooks/none' };
  const file = join(folder, 'button.json');
  writeFileSync(file, JSON.stringify(config));
  const args = [LAUNCH, CLI, 'start', '--live', '--port', '0'];
  const env = { ...process.env, BUTTON_CONFIG: file };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const ended = once(child, 'close').then(() => said);
  const address = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        said += `${line}\n`;
        const [found] = /http:\/\/127\.0\.0\.1:\S+/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
  });
  const url = await Promise.race([address, ended.then((words) => Promise.reject(new Error(words)))]);
  return {
    url,
    ended,
    memory: () => residentBytes(child.pid ?? 0),
    close: async () => {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function residentBytes(pid: number): number | undefined {
  try {
    return 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}
