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
import { startRelayProcess } from '../../src/relay/index.ts';
import { startChat } from './chat.ts';

/**
 * `npm run bench:relay`: what the relay adds to the webhook's own time, and what it does under load. Chat, relay and
 * load share this machine's cores; the journal is synced for each message.
 */

const MESSAGES = 500;
const WARM_UP = 50;
const LOAD = { connections: 16, duration: 10 };
const BODY = '{"text":"!deploy prod master -f"}';
const SECRET = randomBytes(32).toString('base64url');

const mac = (...parts: string[]) => createHmac('sha1', SECRET).update(parts.join('\n')).digest('hex');

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

/** @returns milliseconds of each call, warmed up */
async function timed(call: () => Promise<{ status: number }>): Promise<number[]> {
  const timesMs: number[] = [];
  for (let count = -WARM_UP; count < MESSAGES; count += 1) {
    const startMs = performance.now();
    const { status } = await call();
    if (status !== 200) throw new Error(`A message was answered ${status}.`);
    if (count >= 0) timesMs.push(performance.now() - startMs);
  }
  return timesMs.sort((a, b) => a - b);
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? NaN;
}

function row(what: string, sorted: readonly number[]): string {
  const [p50, p99] = [percentile(sorted, 0.5), percentile(sorted, 0.99)].map((ms) =>
    ms.toFixed(2).padStart(8),
  );
  return `${what.padEnd(52)} p50 ${p50} ms   p99 ${p99} ms\n`;
}

async function residentMiB(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return `${(Number(stdout) / 1024).toFixed(0)} MiB`;
}

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
process.stdout.write(`Memory of the relay after its start: ${await residentMiB(relay.pid)}\n`);

const direct = new HttpsAgent({ keepAlive: true, ca: chat.authority });
const directMs = await timed(() =>
  post(
    requestHttps(chat.webhookUrl, {
      method: 'POST',
      agent: direct,
      headers: { 'Content-Type': 'application/json' },
    }),
  ),
);
process.stdout.write(row('The webhook alone, on a kept TLS connection', directMs));
direct.destroy();

let nonce = '';
const firstNonce = await post(
  requestHttp(`${relay.url}/messages`, { method: 'POST', headers: signedHeaders('none') }),
);
nonce = nonceIn(firstNonce.headers);
const through = (agent: HttpAgent | false) => async () => {
  const headers = signedHeaders(nonce);
  const answer = await post(requestHttp(`${relay.url}/messages`, { method: 'POST', agent, headers }));
  nonce = nonceIn(answer.headers);
  return answer;
};
const throughMs = await timed(through(false));
process.stdout.write(row('Through the relay, a new connection each, as the board', throughMs));
const addedMs = percentile(throughMs, 0.5) - percentile(directMs, 0.5);
process.stdout.write(`The relay adds ${addedMs.toFixed(2)} ms p50, journal synced.\n`);

/** Nonces for the next requests, whichever connection they go over. */
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
process.stdout.write(
  `${LOAD.connections} buttons at once for ${LOAD.duration} s: ${result.requests.average.toFixed(0)} messages/s, ` +
    `p50 ${result.latency.p50} ms, p99 ${result.latency.p99} ms, ` +
    `${result.non2xx - LOAD.connections} not delivered, ${result.errors} errors\n`,
);
process.stdout.write(
  `Memory of the relay after ${result['2xx']} messages: ${await residentMiB(relay.pid)}\n`,
);
await relay.close();
await chat.close();
await rm(folder, { recursive: true });
