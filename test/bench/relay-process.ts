import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRelayProcess, type RelayProcess } from '../../src/relay/index.ts';
import { SECRET } from './settings.ts';

/** /proc/<pid>/stat counts the processor's time in these, whatever the kernel's own tick is (proc(5), USER_HZ). */
const TICK_MS = 10;
/** Its fields utime and stime, counted from after the command's name. */
const TIMES = [11, 12];

/** A relay in a process of its own, with a synced journal, for as long as `use` takes. */
export async function withRelay<Result>(
  chat: { readonly webhookUrl: string; readonly authority?: string },
  use: (relay: RelayProcess) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'button-bench-'));
  const relay = await startRelayProcess(
    {
      webhook: { url: chat.webhookUrl, headers: {} },
      secret: SECRET,
      pressTtlMs: 30_000,
      host: '127.0.0.1',
      port: 0,
      journalPath: join(folder, 'journal.jsonl'),
    },
    { ...(chat.authority !== undefined && { authority: chat.authority }), log: { write: () => undefined } },
  );
  try {
    return await use(relay);
  } finally {
    await relay.close();
    await rm(folder, { recursive: true });
  }
}

/** @returns milliseconds that a process has had of a processor; NaN where the system doesn't tell */
export async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return TIMES.reduce((sum, place) => sum + Number(fields[place] ?? NaN) * TICK_MS, 0);
}

/** @returns resident set in MiB, now and at most; NaN where the system doesn't tell */
export async function residentMiB(pid: number): Promise<{ now: number; most: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  const read = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? NaN) / 1024);
  return { now: read('VmRSS'), most: read('VmHWM') };
}
