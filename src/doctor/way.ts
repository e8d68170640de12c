import { existsSync } from 'node:fs';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { basename } from 'node:path';
import * as z from 'zod';
import type { ButtonConfig } from '../config/config.ts';
import { webhookUrl } from '../config/rules/webhook.ts';
import { reasonOf } from '../reason.ts';
import { certificateEnd, checkRoundTrip, proxyFor, readJournal, type JournalRecord } from '../relay/index.ts';
import type { AskedBoard } from '../usb/index.ts';
import { bad, good, note, untried, type Outcome } from './finding.ts';

export interface ReachTiming {
  /** How long a connection may take, in milliseconds. */
  readonly reachMs: number;
  readonly lookEveryMs: number;
}

/** What Espruino says of a connection that does not come about (its libs/network/socketerrors.h). */
const SOCKET_ERRORS: Readonly<Record<number, string>> = {
  [-6]: 'the name is not found',
  [-9]: 'the connection is refused',
  [-11]: 'nobody answers',
};
const CONNECTED = 1;
/** Espruino refuses to begin where its Wi-Fi is down or all its sockets are open. */
const NOT_BEGUN = 2;

/** Whether the board itself gets through to the relay, or without one to the webhook. Nothing is sent. */
export async function checkReach(
  board: AskedBoard,
  { relay, webhook }: ButtonConfig,
  { reachMs, lookEveryMs }: ReachTiming,
): Promise<Outcome> {
  const { host, port } = relay ?? webhook;
  const name = relay === undefined ? 'webhook' : 'relay';
  await board.ask(dial(host, port), (answer) => (answer === CONNECTED ? answer : undefined));
  const endMs = performance.now() + reachMs;
  let result = 0;
  while (result === 0 && performance.now() < endMs) {
    await board.pause(lookEveryMs);
    result = await board.ask('DOCTOR_REACHED', (answer) => z.int().safeParse(answer).data);
  }
  if (result === CONNECTED)
    return good(`it gets through to the ${name} at ${host}:${port}`, { reached: true });
  if (result === NOT_BEGUN) {
    return bad(
      `it can not even begin to connect to the ${name}: its Wi-Fi is down again, or it has too many connections.`,
      '`npm run monitor` shows how it goes.',
      { reached: false, error: 'not begun' },
    );
  }
  const why =
    result === 0 ? `no answer in ${reachMs / 1000} s` : (SOCKET_ERRORS[result] ?? `error ${result}`);
  return bad(
    `it does not get through to the ${name} at ${host}:${port}: ${why}.`,
    relay === undefined
      ? 'Mend "webhook"; the board must reach that host from its own network.'
      : 'Start it with `npm run relay`, or mend "relay.url"; a firewall there may keep the board out.',
    { reached: false, error: result },
  );
}

function dial(host: string, port: number): string {
  const target = JSON.stringify({ host, port });
  return (
    `(function(){DOCTOR_REACHED=0;try{var s=require("net").connect(${target},` +
    `function(){DOCTOR_REACHED=${CONNECTED};s.end()});` +
    's.on("error",function(e){DOCTOR_REACHED=e.code})' +
    `}catch(e){DOCTOR_REACHED=${NOT_BEGUN}}return 1})()`
  );
}

/** @throws Failure 'relayUnreachable', 'relaySecret' */
export async function checkRelay(config: ButtonConfig): Promise<Outcome> {
  if (config.relay === undefined) return untried('the webhook is http://, so there is none.');
  return good(await checkRoundTrip(config));
}

/** @throws Failure 'relayJournal' */
export async function checkJournal(config: ButtonConfig, path: string): Promise<Outcome> {
  if (config.relay === undefined) return untried('the webhook is http://, so there is no relay.');
  const name = basename(path);
  if (!existsSync(path)) {
    return untried(`there is no "${name}" in this folder: the relay never ran here, or keeps another one.`);
  }
  const keys = new Set<string>();
  let last: JournalRecord | undefined;
  await readJournal(path, (record) => {
    keys.add(record.key);
    last = record;
  });
  return judgeJournal(name, keys.size, last);
}

function judgeJournal(name: string, messages: number, last: JournalRecord | undefined): Outcome {
  const facts = { messages };
  if (last === undefined) return good(`"${name}" is whole, and has no message yet`, facts);
  const became = last.event === 'intent' ? 'unknown' : last.outcome;
  const found = `"${name}" is whole, ${messages} messages, the last one ${last.time}: ${became}`;
  if (became !== 'unknown') return good(found, { ...facts, became });
  return note(found, 'Look into the chat: it may have arrived, or not.', { ...facts, became });
}

/** @returns what this machine finds under the name of the webhook's host */
export async function checkName({ webhook }: ButtonConfig): Promise<Outcome> {
  const { host } = webhook;
  if (isIP(host) !== 0) return good(`${host} is an address already`, { name: false });
  if (proxyFor(new URL(webhookUrl(webhook))) !== undefined) return untried('the proxy looks it up.');
  try {
    const found = await lookup(host, { all: true });
    return good(`${host} is ${found.map(({ address }) => address).join(', ')}`, { name: true });
  } catch (error) {
    return bad(
      `"${host}" is not found (${reasonOf(error)}).`,
      'Check the spelling of "webhook", and the network of this machine.',
      { failure: reasonOf(error) },
    );
  }
}

const DAY_MS = 24 * 60 * 60 * 1000;
const SOON_DAYS = 14;

/** @throws Failure 'relayWebhook' */
export async function checkWebhook(config: ButtonConfig, nowMs: number): Promise<Outcome> {
  return judgeWebhook(config, await certificateEnd(config), nowMs);
}

/** @param end of the certificate of a host that takes connections; undefined where there is none */
export function judgeWebhook({ webhook }: ButtonConfig, end: Date | undefined, nowMs: number): Outcome {
  const { host, port } = webhook;
  const connected = `${host}:${port} takes connections; nothing was posted`;
  if (end === undefined) return good(connected, { tls: false });
  const days = Math.floor((end.getTime() - nowMs) / DAY_MS);
  const found = `${connected}. Its certificate is right until ${end.toISOString().slice(0, 10)}`;
  if (days >= SOON_DAYS) return good(found, { tls: true, days });
  return note(`${found}.`, 'Whoever keeps that host should renew it soon.', { tls: true, days });
}
