import { networkInterfaces } from 'node:os';
import { options, say } from '../command-line.ts';
import type { Manual } from '../manual.ts';
import { Failure } from '../failure.ts';
import { ownAddresses } from '../own-addresses.ts';
import { howToWrite, setUp } from '../setup/set-up.ts';
import { terminalAsker } from '../setup/terminal-asker.ts';

export const MANUAL = {
  call: 'npm run setup',
  about:
    'Asks for Wi-Fi, service and webhook, and writes espruino.config.local.json. Ctrl-C stops it, and nothing is written.',
  options: {},
  examples: [['', 'also later: what is there is kept unless you change it']],
} as const satisfies Manual;

/** `npm run setup` */
export async function run(args: string[]): Promise<void> {
  options(args, MANUAL);
  const named = process.env['BUTTON_CONFIG'] ?? '';
  if (named !== '') {
    throw new Failure(
      'usage',
      `BUTTON_CONFIG names "${named}", so the file that this writes would not be read. Unset it.`,
    );
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY) throw new Failure('usage', howToWrite());
  const asker = terminalAsker(process.stdin, process.stdout);
  const lines = await setUp(process.cwd(), asker, ownAddresses(networkInterfaces()));
  for (const line of lines) say(line);
}
