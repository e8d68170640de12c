import { execFile } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import {
  Agent as HttpAgent,
  request as requestHttp,
  type ClientRequest,
  type IncomingHttpHeaders,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import autocannon from 'autocannon';
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
const LOAD = { connections: 16, duration: 10 };
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
async function timesThrough(relay: RelayProcess): Promise<number[]> {
  const send = (nonce: string, agent: HttpAgent | false = false) =>
    post(requestHttp(`${relay.url}/messages`, { method: 'POST', agent, headers: signedHeaders(nonce) }));
  let nonce = nonceIn((await send('none')).headers);
  return timed(async () => {
    const answer = await send(nonce);
    nonce = nonceIn(answer.headers);
    return answer;
  });
}

async function underLoad(relay: RelayProcess): Promise<{ rows: Row[]; messages: number }> {
  /** For the next requests, whichever connection they go over. */
  const nonces: string[] = [];
  const result = await autocannon({
    url: relay.url,
    ...LOAD,
    requests: [
      {
        method: 'POST',
        path: '/messages',
        body: BODY,
        setupRequest: (request) => ({ ...request, headers: signedHeaders(nonces.pop() ?? 'none') }),
        onResponse: (_status, _body, _context, headers = {}) => nonces.push(nonceIn(headers)),
      },
    ],
  });
  const { latency, errors, duration } = result;
  // Each connection's first request is turned down: it fetches the first nonce.
  const lost = result.non2xx - LOAD.connections;
  const row: Row = {
    figure: `relay with ${LOAD.connections} buttons at once for ${Math.round(duration)} s, every message signed`,
    relay:
      `${(result['2xx'] / duration).toFixed(0)} messages/s, p50 ${latency.p50} ms, p99 ${latency.p99} ms, ` +
      `${lost} not delivered, ${errors} errors`,
  };
  return { rows: [row], messages: result['2xx'] };
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
  // autocannon keeps the case of the names, Node does not.
  const given = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return given.get('next-nonce') ?? /nonce="([^"]+)"/.exec(given.get('www-authenticate') ?? '')?.[1] ?? '';
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
