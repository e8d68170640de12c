import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from '@jest/globals';
import { askNonce, postSigned } from '../../src/relay/http/client.ts';
import { makeCertificates } from '../../src/relay/index.ts';
import { BEHAVIOURS } from '../../src/simulator/world/behaviour.ts';
import { Chat } from '../../src/simulator/world/chat.ts';
import { listenLocally } from '../relay/local-server.ts';
import { searchReceived } from './board-and-page.ts';
import { clothesOf, HEADER, HOOK_PATH, PASSWORD, SECRET } from './canaries.ts';
import type { Run } from './run.ts';

const WIFI = { ssid: 'office', password: PASSWORD };
const patient = new AbortController().signal;

async function freePort(): Promise<number> {
  const server = await listenLocally(createServer());
  await server.close();
  return server.port;
}

/** The relay and its check, in good order and not, and the button in front of a relay. */
export async function withRelay(run: Run): Promise<void> {
  const { key, certificate: cert, authority } = await makeCertificates();
  const chat = await Chat.open({ key, cert });
  const [port, nobody] = [await freePort(), await freePort()];
  const webhook = { url: `https://127.0.0.1:${chat.port}${HOOK_PATH}`, headers: { Authorization: HEADER } };
  const relay = { url: `http://127.0.0.1:${port}`, secret: SECRET };
  run.project.write('relay.json', { wifi: WIFI, webhook, relay });
  run.project.write('other.json', { wifi: WIFI, webhook, relay: { ...relay, secret: `another ${SECRET}` } });
  run.project.write('nobody.json', {
    wifi: WIFI,
    webhook,
    relay: { ...relay, url: `http://127.0.0.1:${nobody}` },
  });
  const trusting = { NODE_EXTRA_CA_CERTS: run.project.write('authority.pem', authority) };

  const running = run.project.run(['relay', '--journal', 'journal.jsonl'], 'relay.json', trusting);
  await running.says(/The relay listens on/);
  const answers: string[] = [];
  const asks = globalThis.fetch;
  globalThis.fetch = async (...asked) => {
    const answer = await asks(...asked);
    answers.push(JSON.stringify([...answer.headers]), await answer.clone().text());
    return answer;
  };
  const press = async (name: string, secret = SECRET): Promise<number> => {
    const nonce = await askNonce(relay.url, patient);
    const message = { nonce, key: name, body: '{"text":"!deploy"}' };
    return (await postSigned(relay.url, secret, message, patient)).status;
  };
  expect(await press('press-1')).toBe(200);
  expect(chat.requests[0]?.path).toBe(HOOK_PATH);
  expect(await press('press-2', `${SECRET}x`)).toBe(401);
  chat.behaviour = BEHAVIOURS.notFound;
  expect(await press('press-3')).toBe(502);
  chat.behaviour = BEHAVIOURS.closeWithoutAnswer;
  expect(await press('press-4')).toBe(504);
  for (const path of ['/messages', '/none'])
    await fetch(`${relay.url}${path}`, { method: 'POST', body: 'rubbish' });
  globalThis.fetch = asks;
  expect(answers.length).toBe(2 * 10);
  run.search("the relay's answers", answers.join('\n'));
  const checks = [
    ['relay --check', 'relay.json', trusting, 0],
    ['relay --check (no trust)', 'relay.json', {}, 44],
    ['relay --check (secret)', 'other.json', trusting, 43],
    ['relay --check (nobody)', 'nobody.json', {}, 42],
    ['doctor', 'relay.json', trusting, 70],
    ['doctor (no trust, no secret)', 'other.json', {}, 70],
  ] as const;
  for (const [what, config, env, code] of checks) {
    const args = what.startsWith('relay') ? ['relay', '--check'] : ['doctor', '--report'];
    expect([what, await run.finish(what, run.project.run(args, config, env))]).toEqual([what, code]);
  }
  const healthy = run.searched.get('npm run doctor');
  for (const part of ['Relay', 'Webhook']) expect(healthy).toContain(`✔ ${part}: `);
  expect(await run.finish('relay (port taken)', run.project.run(['relay'], 'relay.json'))).toBe(40);
  expect(await run.stop('relay', running, 'SIGTERM')).toBe(0);
  await chat.close();
  searchReceived(run, 'what the chat gets of the relay', chat);
  run.search("the relay's journal", run.project.read('journal.jsonl'));
  const log = run.project.run(['relay', '--log', '--journal', 'journal.jsonl'], 'relay.json');
  expect(await run.finish('relay --log', log)).toBe(0);

  run.project.write('damaged.jsonl', `rubbish\n{"key":"x"}\n`);
  const damaged = ['relay', '--journal', 'damaged.jsonl'];
  expect(await run.finish('relay (journal damaged)', run.project.run(damaged, 'relay.json'))).toBe(41);
  const smash = run.project.run(['start', '--smash', '--relay'], 'relay.json');
  expect(await run.finish('start --smash --relay', smash)).toBe(0);
}

/** What the first run makes, and what a package has of a folder full of secrets. */
export async function firstRunAndPackage(run: Run): Promise<void> {
  const webhook = `https://127.0.0.1:1${HOOK_PATH}`;
  run.project.write('espruino.config.json', { wifi: WIFI, webhook });
  run.project.write('damaged.jsonl', `rubbish\n{"key":"x"}\n`);
  const code = await run.finish(
    'relay (first run)',
    run.project.run(['relay', '--journal', 'damaged.jsonl']),
  );
  // Where the machine has no network it says so.
  expect([41, 2]).toContain(code);
  const local = 'espruino.config.local.json';
  expect(await run.finish('setup (no terminal)', run.project.run(['setup']))).toBe(5);
  if (code === 2) run.project.write(local, { relay: { secret: SECRET } });
  const { relay } = JSON.parse(run.project.read(local)) as { relay: { secret: string } };
  const said = run.searched.get('npm run relay (first run)') ?? '';
  expect(clothesOf(relay.secret).filter((one) => said.includes(one))).toEqual([]);
  if (code !== 2) expect(statSync(join(run.project.folder, local)).mode & 0o777).toBe(0o600);
  for (const name of ['.new', '~', '.swp']) {
    run.project.write(`${local}${name}`, run.project.read(local));
  }
  run.project.write('relay-journal.jsonl', '');
  const pack = run.project.spawn('npm', ['pack', '--json', '--ignore-scripts', '--no-update-notifier']);
  expect(await pack.ended).toBe(0);
  const tarball = readdirSync(run.project.folder).find((name) => name.endsWith('.tgz')) ?? '';
  run.search('npm pack', gunzipSync(readFileSync(join(run.project.folder, tarball))).toString('latin1'));
  for (const name of ['src/cli.ts', 'README.md']) expect(pack.said()).toContain(name);
  expect(pack.said()).not.toMatch(/espruino\.config\.(local\.)?json|\.jsonl|firmware\.js"|\.pem/);
}
