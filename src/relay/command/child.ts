import { once } from 'node:events';
import * as z from 'zod';
import { Failure } from '../../failure.ts';
import { createLog, openOutput } from './log.ts';
import { startRelay } from './start.ts';

/**
 * The program of a relay in a process of its own: gets its settings over the channel to its parent, so that no secret
 * is in its arguments or environment, and answers with its URL or with why it can't start. SIGTERM, or the parent's
 * end, ends it gracefully.
 */
const settings = z.object({
  webhook: z.object({
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    expected: z
      .union([
        z.object({ is: z.string() }),
        z.object({ holds: z.string() }),
        z.object({ members: z.record(z.string(), z.unknown()) }),
      ])
      .optional(),
  }),
  secret: z.string(),
  pressTtlMs: z.number(),
  host: z.string(),
  port: z.number(),
  journalPath: z.string(),
});

async function serve(message: unknown): Promise<void> {
  try {
    const relay = await startRelay(settings.parse(message), createLog(openOutput(process.stdout.fd), false));
    const ended = Promise.race([once(process, 'disconnect'), once(process, 'SIGTERM')]);
    process.send?.({ url: relay.url });
    await ended;
    await relay.close();
    process.exit(0);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.send?.({ exit: error.exit, message: error.message });
    process.disconnect();
  }
}

process.once('message', (message) => void serve(message));
