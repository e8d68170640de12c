import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { EXIT_CODES, Failure, type ExitName } from '../../failure.ts';
import { ROOT } from '../../root.ts';
import type { LogStream } from './log.ts';
import type { RelaySettings } from './settings.ts';
import type { RunningRelay } from './start.ts';

const LAUNCH = fileURLToPath(new URL('src/launch.js', ROOT));
const CHILD = fileURLToPath(new URL('src/relay/command/child.ts', ROOT));

/** As `npm run relay` does: what it takes, it takes for months. */
export const LEAN = ['--optimize-for-size', '--max-semi-space-size=1', '--v8-pool-size=0', '--no-opt'];

export interface RelayProcess extends RunningRelay {
  readonly pid: number;
  /** Ends it as a power cut would: nothing is finished, nothing is said. */
  kill(): Promise<void>;
}

export interface RelayProcessOptions {
  /** PEM of a certificate authority to trust beside the public ones. */
  readonly authority?: string;
  /** Gets the relay's log lines. */
  readonly log: LogStream;
}

const childMessage = z.union([
  z.object({ url: z.string() }),
  z.object({
    exit: z.enum(Object.keys(EXIT_CODES) as ExitName[]),
    message: z.string(),
  }),
]);

/**
 * Starts a relay in a process of its own: Node reads `NODE_EXTRA_CA_CERTS` only when a process starts, so this is how a
 * program trusts a stand-in chat's authority.
 * @throws Failure as {@link startRelay} does
 */
export async function startRelayProcess(
  settings: RelaySettings,
  { authority, log }: RelayProcessOptions,
): Promise<RelayProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'button-relay-'));
  const authorityFile = join(folder, 'authority.pem');
  if (authority !== undefined) await writeFile(authorityFile, authority);
  const child = fork(LAUNCH, [CHILD], {
    execArgv: [...LEAN],
    env: { ...process.env, ...(authority !== undefined && { NODE_EXTRA_CA_CERTS: authorityFile }) },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const lines = child.stdout?.setEncoding('utf8').on('data', (some: string) => {
    log.write(some);
  });
  // Its end can come before its last lines do. ('close' says both, but not of a child whose channel this side closed.)
  const ended = Promise.all([once(child, 'exit'), lines && once(lines, 'end')]).then(() =>
    rm(folder, { recursive: true, force: true }),
  );
  child.send(settings);
  const answer = await firstMessage(child);
  if ('exit' in answer) {
    await ended;
    throw new Failure(answer.exit, answer.message);
  }
  return {
    url: answer.url,
    pid: child.pid ?? 0,
    close: async () => {
      // No signal: on Windows each of them ends it at once.
      if (child.connected) child.disconnect();
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function firstMessage(child: ChildProcess): Promise<z.output<typeof childMessage>> {
  const ended = new AbortController();
  child.once('exit', () => {
    ended.abort();
  });
  try {
    const messages: unknown[] = await once(child, 'message', { signal: ended.signal });
    return childMessage.parse(messages[0]);
  } catch (cause) {
    throw new Failure('unexpected', 'The relay ended before it was ready. Its own words are above.', {
      cause,
    });
  }
}
