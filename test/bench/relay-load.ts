import { execFile } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as requestHttp, type ClientRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startRelayProcess, type RelayProcess } from '../../src/relay/index.ts';
import { startChat, type StandInChat } from '../relay/chat.ts';
import { percentile, spread } from './report/percentile.ts';
import type { Row, Section } from './report/section.ts';

/**
 * What the relay adds to the webhook's own time, and what it does under load. Chat, relay and load share this machine's cores;
 * the journal is synced for each message.
 */
export const relayLoad: Section = { name: 'relay-load', about: 'the relay alone', measure: relayRows };

const MESSAGES = 500;
const WARM_UP = 50;
const LOAD = { buttons: 16, durationMs: 10_000 };
const BODY = '{"text":"!deploy prod master -f"}';
const SECRET = randomBytes(32).toString('base64url');

async function relayRows(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'button-bench-'));
  const chat = await startChat(() => 200);
  const relay = await startRelayProcess(
    {
      webhook: { url: chat.webhookUrl, headers: {} },
      secret: SECRET,
      pressTtlMs: 30_000,
      host: '127.0.0.1',
      port: 0,
      journalPath: join(folder, 'journal.jsonl'),
    },
    { authority: chat.authority, log: { write: () => undefined } },
  );
  try {
    const freshMiB = await residentMiB(relay.pid);
    const directMs = await timesOfWebhook(chat);
    const throughMs = await timesThrough(relay);
    const addedMs = percentile(throughMs, 0.5) - percentile(directMs, 0.5);
    const load = await underLoad(relay);
    return [
      { figure: 'webhook alone, TLS connection kept', direct: spread(directMs, 2) },
      { figure: 'webhook through the relay, connection new each time', relay: spread(throughMs, 2) },
      {
        figure: 'what the relay adds, journal synced',
        relay: `p50 ${addedMs.toFixed(2)} ms`,
        target: 'p50 5 ms',
      },
      ...load.rows,
      {
        figure: `memory of the relay, after its start and after ${load.messages} messages`,
        relay: `${freshMiB}, ${await residentMiB(relay.pid)} MiB`,
      },
    ];
  } finally {
    await relay.close();
    await chat.close();
    await rm(folder, { recursive: true });
  }
}

async function timesOfWebhook(chat: StandInChat): Promise<number[]> {
  const agent = new HttpsAgent({ keepAlive: true, ca: chat.authority });
  const headers = { 'Content-Type': 'application/json' };
  const timesMs = await timed(() => post(requestHttps(chat.webhookUrl, { method: 'POST', agent, headers })));
  agent.destroy();
  return timesMs;
}

/** As the board does it: a new connection for each message. */
function sendTo(relay: RelayProcess, nonce: string) {
  const headers = signedHeaders(nonce);
  return post(requestHttp(`${relay.url}/messages`, { method: 'POST', agent: false, headers }));
}

async function timesThrough(relay: RelayProcess): Promise<number[]> {
  let nonce = nonceIn((await sendTo(relay, 'none')).headers);
  return timed(async () => {
    const answer = await sendTo(relay, nonce);
    nonce = nonceIn(answer.headers);
    return answer;
  });
}

/** So many buttons, each with its next message as soon as it has the answer to the one before. */
async function underLoad(relay: RelayProcess): Promise<{ rows: Row[]; messages: number }> {
  const timesMs: number[] = [];
  const counts = { delivered: 0, notDelivered: 0, errors: 0 };
  const endMs = performance.now() + LOAD.durationMs;
  const press = async (): Promise<void> => {
    let nonce = nonceIn((await sendTo(relay, 'none')).headers);
    while (performance.now() < endMs) {
      const startMs = performance.now();
      try {
        const { status, headers } = await sendTo(relay, nonce);
        counts[status === 200 ? 'delivered' : 'notDelivered'] += 1;
        nonce = nonceIn(headers);
      } catch {
        counts.errors += 1;
      }
      timesMs.push(performance.now() - startMs);
    }
  };
  await Promise.all(Array.from({ length: LOAD.buttons }, press));
  const seconds = LOAD.durationMs / 1000;
  const row: Row = {
    figure: `relay with ${LOAD.buttons} buttons at once for ${seconds} s, every message signed`,
    relay:
      `${(counts.delivered / seconds).toFixed(0)} messages/s, ${spread(timesMs, 0)}, ` +
      `${counts.notDelivered} not delivered, ${counts.errors} errors`,
  };
  return { rows: [row], messages: counts.delivered };
}

/** @returns milliseconds of each call, warmed up */
async function timed(call: () => Promise<{ status: number }>): Promise<number[]> {
  const timesMs: number[] = [];
  for (let count = -WARM_UP; count < MESSAGES; count += 1) {
    const startMs = performance.now();
    const { status } = await call();
    if (status !== 200) throw new Error(`A message was answered ${status}.`);
    if (count >= 0) timesMs.push(performance.now() - startMs);
  }
  return timesMs;
}

function mac(...parts: string[]): string {
  const text = Buffer.from(parts.join('\n'));
  const filler = '\n'.repeat((64 - (text.length % 64)) % 64);
  return createHmac('sha1', SECRET).update(filler).update(text).digest('hex');
}

function signedHeaders(nonce: string) {
  const key = `${nonce}-1`;
  return {
    'Content-Type': 'application/json',
    'Idempotency-Key': key,
    Authorization: `Button nonce="${nonce}", mac="${mac('POST', '/messages', nonce, key, BODY)}"`,
  };
}

/** @returns the nonce that an answer gives: the next one, or that of a 401 */
function nonceIn(headers: IncomingHttpHeaders): string {
  const { 'next-nonce': next, 'www-authenticate': challenge = '' } = headers;
  return next === undefined ? (/nonce="([^"]+)"/.exec(challenge)?.[1] ?? '') : String(next);
}

async function post(sent: ClientRequest): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const answered = new Promise<{ status: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      response.resume().on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
      });
    });
  });
  sent.end(BODY);
  return answered;
}

async function residentMiB(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return (Number(stdout) / 1024).toFixed(0);
}
