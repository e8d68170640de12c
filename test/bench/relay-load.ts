import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { startChat, type StandInChat } from '../relay/chat.ts';
import type { RelayProcess } from '../../src/relay/index.ts';
import { processorMs, withRelay } from './relay-process.ts';
import { post, Presses, timed } from './relay-signed.ts';
import { percentile, spread } from './report/percentile.ts';
import type { Row, Section } from './report/section.ts';
import { SECRET } from './settings.ts';

/**
 * What the relay adds to the webhook's own time, and what it does under load. Chat, relay and load share this machine's cores;
 * the journal is synced for each message.
 */
export const relayLoad: Section = { name: 'relay-load', about: 'the relay alone', measure: relayRows };

const MESSAGES = 500;
const LOAD = { buttons: 16, durationMs: 10_000 };

async function relayRows(): Promise<Row[]> {
  const chat = await startChat();
  try {
    return await withRelay(chat, async (relay) => {
      const directMs = await timesOfWebhook(chat);
      const button = new Presses(relay.url, SECRET);
      const throughMs = await timed(() => button.press(), MESSAGES);
      const addedMs = percentile(throughMs, 0.5) - percentile(directMs, 0.5);
      return [
        { figure: 'webhook alone, TLS connection kept', direct: spread(directMs, 2) },
        { figure: 'webhook through the relay, connection new each time', relay: spread(throughMs, 2) },
        {
          figure: 'what the relay adds, journal synced',
          relay: `p50 ${addedMs.toFixed(2)} ms`,
          target: 'p50 5 ms',
        },
        ...(await underLoad(relay)),
      ];
    });
  } finally {
    await chat.close();
  }
}

async function timesOfWebhook(chat: StandInChat): Promise<number[]> {
  const agent = new HttpsAgent({ keepAlive: true, ca: chat.authority });
  const headers = { 'Content-Type': 'application/json' };
  const once = async () =>
    (await post(requestHttps(chat.webhookUrl, { method: 'POST', agent, headers }))).status;
  const timesMs = await timed(once, MESSAGES);
  agent.destroy();
  return timesMs;
}

/** So many buttons, each with its next message as soon as it has the answer to the one before. */
async function underLoad(relay: RelayProcess): Promise<Row[]> {
  const timesMs: number[] = [];
  const counts = { delivered: 0, notDelivered: 0, errors: 0 };
  const beforeMs = await processorMs(relay.pid);
  const startMs = performance.now();
  const press = async (): Promise<void> => {
    const button = new Presses(relay.url, SECRET);
    while (performance.now() < startMs + LOAD.durationMs) {
      const pressMs = performance.now();
      try {
        counts[(await button.press()) === 200 ? 'delivered' : 'notDelivered'] += 1;
      } catch {
        counts.errors += 1;
      }
      timesMs.push(performance.now() - pressMs);
    }
  };
  await Promise.all(Array.from({ length: LOAD.buttons }, press));
  const seconds = (performance.now() - startMs) / 1000;
  const costMs = ((await processorMs(relay.pid)) - beforeMs) / counts.delivered;
  return [
    {
      figure: `relay with ${LOAD.buttons} buttons at once for ${LOAD.durationMs / 1000} s, every message signed`,
      relay:
        `${(counts.delivered / seconds).toFixed(0)} messages/s, ${spread(timesMs, 0)}, ` +
        `${counts.notDelivered} not delivered, ${counts.errors} errors`,
      target: '3040 messages/s',
    },
    {
      figure: "a message's share of one core in the relay, with so many buttons",
      relay: `${costMs.toFixed(2)} ms, so at most ${(1000 / costMs).toFixed(0)} messages/s`,
    },
  ];
}
