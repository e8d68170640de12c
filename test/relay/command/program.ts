import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SECRET } from '../rig.ts';

/** `npm run relay` as a process, whatever is around it. */

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** As `npm run relay` calls it, without npm. */
export const RELAY = [process.execPath, join(ROOT, 'src/launch.js'), join(ROOT, 'src/relay-main.ts')];

/** What a relay has around it. */
export interface Around {
  readonly journal: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Writes the configuration of a relay that listens on `port`, and gives the environment that names it. */
export function configured(folder: string, webhook: string, port: number): NodeJS.ProcessEnv {
  const file = join(folder, 'config.json');
  const relay = { url: `http://127.0.0.1:${port}`, secret: SECRET };
  writeFileSync(file, JSON.stringify({ wifi: { ssid: 'net' }, webhook, relay }));
  return { ...process.env, BUTTON_CONFIG: file };
}

/**
 * Starts it in a group of its own, and waits until it listens.
 * @throws Error when it ends before that
 */
export async function startProgram(
  [command = '', ...args]: readonly string[],
  { env, journal, port }: Around,
  options: SpawnOptions,
): Promise<ChildProcess> {
  const all = [...args, '--journal', journal];
  const child = spawn(command, all, { cwd: ROOT, env, detached: true, ...options });
  while (!(await answers(port))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error('The relay ended before it listened.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return child;
}

/** Ends it and all that it started, as a power cut would. */
export function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

export async function answers(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  const isThere = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isThere;
}
