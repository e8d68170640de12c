import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChat } from '../relay/chat.ts';
import { configured, startProgram } from '../relay/command/program.ts';
import { listenLocally } from '../relay/local-server.ts';
import { SECRET } from '../relay/rig.ts';
import { residentMiB } from './relay-process.ts';
import { Presses } from './relay-signed.ts';
import { percentile } from './report/percentile.ts';
import type { Means, Row, Section } from './report/section.ts';

/** What the relay takes of a small machine: as `npm run relay` calls it, over verified TLS, with a synced journal. */
export const relayMemory: Section = {
  name: 'relay-memory',
  about: "the relay's start and memory",
  measure: memoryRows,
};

const STARTS = 5;
/** So many at a time, to be done sooner. */
const BUTTONS = 16;
const AT_MOST = '70 MiB';

async function memoryRows({ messages }: Means): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'button-bench-'));
  const chat = await startChat();
  const free = await listenLocally(createServer());
  await free.close();
  const authority = join(folder, 'authority.pem');
  await writeFile(authority, chat.authority);
  const { port } = free;
  const env = { ...configured(folder, chat.webhookUrl, port), NODE_EXTRA_CA_CERTS: authority };
  const around = { env, port, journal: join(folder, 'journal.jsonl') };
  const command = await commandOf('relay');
  // The first one makes the bundle.
  const start = () => startProgram(command, around, { stdio: 'ignore' });
  const startsMs: number[] = [];
  try {
    for (let round = -1; round < STARTS; round += 1) {
      const startMs = performance.now();
      const relay = await start();
      if (round >= 0) startsMs.push(performance.now() - startMs);
      relay.kill();
      await once(relay, 'exit');
    }
    const relay = await start();
    const pid = relay.pid ?? 0;
    const fresh = await residentMiB(pid);
    let left = messages;
    const press = async (): Promise<void> => {
      const button = new Presses(`http://127.0.0.1:${port}`, SECRET);
      while (left-- > 0) if ((await button.press()) !== 200) throw new Error('A message was not delivered.');
    };
    await Promise.all(Array.from({ length: BUTTONS }, press));
    const worn = await residentMiB(pid);
    relay.kill();
    await once(relay, 'exit');
    return [
      {
        figure: 'start of the relay, to its first answer',
        relay: `${(percentile(startsMs, 0.5) / 1000).toFixed(2)} s`,
        target: '1 s',
      },
      { figure: 'memory of the relay, after its start', relay: `${fresh.now} MiB`, target: AT_MOST },
      {
        figure: `memory of the relay, after ${messages.toLocaleString('en')} messages`,
        relay: `${worn.now} MiB, at most ${worn.most} MiB`,
        target: AT_MOST,
      },
    ];
  } finally {
    await chat.close();
    await rm(folder, { recursive: true });
  }
}

/** @returns the line of an npm script, without npm */
async function commandOf(script: string): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  return (scripts[script] ?? '').split(' ').map((word) => (word === 'node' ? process.execPath : word));
}
