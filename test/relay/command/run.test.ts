import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { runRelay } from '../../../src/relay/command/run.ts';
import { Journal } from '../../../src/relay/journal/journal.ts';
import { listenLocally } from '../local-server.ts';
import { SECRET } from '../rig.ts';

/** Runs a relay until a test ends it. */
function running(webhookPort: number) {
  const said: string[] = [];
  let tell: () => void = () => undefined;
  const config = {
    relay: { url: 'http://127.0.0.1:8437', host: '127.0.0.1', port: 8437, secret: SECRET },
    webhook: { protocol: 'http:', host: '127.0.0.1', port: webhookPort, path: '/the-path', headers: {} },
    pressTtlMs: 30_000,
  } as const;
  const journalPath = join(mkdtempSync(join(tmpdir(), 'button-run-')), 'journal.jsonl');
  const print = (line: string): void => {
    said.push(line);
    tell();
  };
  const ended = runRelay({ config, print, port: 0, journalPath });
  /** Waits until it has said so many things. */
  const has = async (lines: number): Promise<void> => {
    while (said.length < lines) await new Promise<void>((resolve) => (tell = resolve));
  };
  return { said, ended, has, journalPath };
}

test('it says where it is and what it writes, warns of a webhook that is away, and ends when it is told to', async () => {
  const gone = await listenLocally(createServer());
  await gone.close();
  const { said, ended, has, journalPath } = running(gone.port);
  await has(2);
  expect(said[0]).toMatch(
    /^The relay listens on http:\/\/127\.0\.0\.1:[1-9]\d* and forwards to 127\.0\.0\.1:/,
  );
  expect(said[0]).toContain('The button reaches it at http://127.0.0.1:8437.');
  expect(said[0]).toContain(`The journal is "${journalPath}".`);
  expect(said[1]).toMatch(/^Warning: No connection to "127\.0\.0\.1:/);
  expect(said.join()).not.toMatch(/the-path/);
  const port = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(said[0] ?? '')?.[1];
  process.emit('SIGTERM', 'SIGTERM');
  await ended;
  expect(said[2]).toMatch(/^SIGTERM: the relay lets what it sent come to its end/);
  // Its port is free again.
  const next = createServer().listen(Number(port), '127.0.0.1');
  await once(next, 'listening');
  next.close();
});

test('it says nothing of a webhook that is there', async () => {
  const chat = await listenLocally(createServer());
  const { said, ended, has } = running(chat.port);
  await once(chat.server, 'connection');
  await has(1);
  process.emit('SIGINT', 'SIGINT');
  await ended;
  expect(said).toHaveLength(2);
  await chat.close();
});

test('an end that fails is a failure', async () => {
  const chat = await listenLocally(createServer());
  const { ended, has } = running(chat.port);
  await has(1);
  const spy = jest.spyOn(Journal.prototype, 'close').mockRejectedValue(new Error('EIO at the end'));
  try {
    process.emit('SIGTERM', 'SIGTERM');
    await expect(ended).rejects.toThrow('EIO at the end');
  } finally {
    spy.mockRestore();
  }
  await chat.close();
});
