import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { run } from '../../src/commands/relay.ts';
import { listenLocally } from '../relay/local-server.ts';
import { SECRET } from '../relay/rig.ts';
import { EXAMPLE, surroundings } from './around.ts';

/** The command alone; what a relay does when it runs is told in test/relay/command. */

const around = surroundings();
const RELAY = { url: 'http://127.0.0.1:8437', secret: SECRET };

/** Where nobody listens. */
async function freePort(): Promise<number> {
  const server = await listenLocally(createServer());
  await server.close();
  return server.port;
}

/** A folder of its own to work in, without a named configuration. */
function within(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'button-relay-'));
  for (const [name, json] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(json));
  process.env['BUTTON_CONFIG'] = '';
  jest.spyOn(process, 'cwd').mockReturnValue(folder);
  return folder;
}

describe('what contradicts itself is refused', () => {
  test.each([
    [['--check', '--host', 'x'], /^--check .* takes no other option/],
    [['--check', '--port', '1'], /^--check .* takes no other option/],
    [['--check', '--journal', 'x'], /^--check .* takes no other option/],
    [['--log', '--check'], /^--log .* takes no option but --journal/],
    [['--log', '--host', 'x'], /^--log .* takes no option but --journal/],
    [['--log', '--port', '1'], /^--log .* takes no option but --journal/],
  ])('%j', async (args, message) => {
    around.configure({ wifi: { ssid: 'net' }, webhook: 'http://chat.lan/x', relay: RELAY });
    await expect(run(args)).rejects.toMatchObject({
      exit: 'usage',
      message: expect.stringMatching(message),
    });
    expect([...around.said, ...around.aside]).toEqual([]);
  });
});

describe('the journal', () => {
  test('that is named is shown, and no configuration is read for it', async () => {
    const journal = join(around.folder, 'audit.jsonl');
    const record = {
      time: '2026-07-01T10:00:00.000Z',
      key: 'press-1',
      message: 1,
      address: '10.0.0.9',
      event: 'intent',
      bodyHash: 'ab'.repeat(32),
    };
    writeFileSync(journal, `${JSON.stringify(record)}\n`);
    await run(['--log', '--journal', journal]);
    expect(around.said.join('\n')).toMatch(/when[^]*10\.0\.0\.9/);
    expect(around.aside).toEqual([]);
  });

  test('is otherwise the one in this folder', async () => {
    // Where the tests run there is none.
    expect(existsSync('relay-journal.jsonl')).toBe(false);
    await expect(run(['--log'])).rejects.toMatchObject({
      exit: 'relayJournal',
      message: expect.stringContaining('"relay-journal.jsonl"'),
    });
  });
});

test('a check tells each step that works, and fails with those that do not', async () => {
  const webhook = await listenLocally(createServer());
  const relay = { ...RELAY, url: `http://127.0.0.1:${await freePort()}` };
  around.configure({ wifi: { ssid: 'net' }, webhook: `http://127.0.0.1:${webhook.port}/x`, relay });
  await expect(run(['--check'])).rejects.toMatchObject({
    exit: 'relayUnreachable',
    message: expect.stringContaining(`"${relay.url}"`),
  });
  expect(around.said).toEqual([`ok: 127.0.0.1:${webhook.port} takes connections. Nothing was posted.`]);
  await webhook.close();
});

describe('nothing is started, and nothing is written,', () => {
  test('with a port that is none', async () => {
    const folder = within({
      'espruino.config.json': { wifi: { ssid: 'net' }, webhook: 'https://chat.test/x' },
    });
    await expect(run(['--port', '0x10'])).rejects.toMatchObject({ exit: 'usage' });
    expect(readdirSync(folder)).toEqual(['espruino.config.json']);
    expect(around.aside).toEqual([]);
  });

  test("for the example's webhook", async () => {
    around.configure({ ...EXAMPLE, relay: RELAY });
    const journal = join(around.folder, 'journal.jsonl');
    await expect(run(['--port', '0', '--journal', journal])).rejects.toMatchObject({
      exit: 'config',
      message: expect.stringMatching(/^"webhook": still the example's/),
    });
    expect(readdirSync(around.folder)).toEqual(['button.json']);
  });
});

describe('it runs until it is told to end', () => {
  test('where the command line wants it, with the journal that it names', async () => {
    const webhook = await listenLocally(createServer());
    // The example's network is of no concern: a relay has its own.
    around.configure({ ...EXAMPLE, webhook: `http://127.0.0.1:${webhook.port}/x`, relay: RELAY });
    const journal = join(around.folder, 'journal.jsonl');
    const ended = run(['--host', '0.0.0.0', '--port', '0', '--journal', journal]);
    await once(webhook.server, 'connection');
    while (around.aside.length === 0) await new Promise(setImmediate);
    process.emit('SIGTERM', 'SIGTERM');
    await ended;
    expect(around.aside).toEqual([
      expect.stringMatching(
        /^The relay listens on http:\/\/0\.0\.0\.0:[1-9]\d* and forwards to 127\.0\.0\.1:/,
      ),
      expect.stringMatching(/^SIGTERM: /),
    ]);
    expect(around.aside[0]).not.toContain(':8437 and');
    expect(around.aside[0]).toContain(`The journal is "${journal}".`);
    // That is for the log alone.
    expect(around.said).toEqual([]);
    await webhook.close();
  });

  test('with a new secret the first time, which is told', async () => {
    const webhook = await listenLocally(createServer());
    const folder = within({
      'espruino.config.json': { wifi: { ssid: 'net' }, webhook: `http://127.0.0.1:${webhook.port}/x` },
      'espruino.config.local.json': { relay: { url: `http://127.0.0.1:${await freePort()}` } },
    });
    const ended = run(['--journal', join(folder, 'journal.jsonl')]);
    await once(webhook.server, 'connection');
    while (around.aside.length < 2) await new Promise(setImmediate);
    process.emit('SIGTERM', 'SIGTERM');
    await ended;
    expect(around.aside[0]).toMatch(/^Made "relay\.secret" in "espruino\.config\.local\.json"/);
    expect(around.aside[1]).toMatch(/^The relay listens on /);
    await webhook.close();
  });
});
