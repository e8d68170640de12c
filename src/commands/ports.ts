import { options } from '../command-line.ts';
import type { Manual } from '../manual.ts';
import { ports } from '../usb/index.ts';

export const MANUAL = {
  call: 'npm run ports',
  about: 'Lists the serial ports, and which of them look like a HUZZAH.',
  options: {},
  examples: [['', 'all of them']],
} as const satisfies Manual;

/** `npm run ports` */
export async function run(args: string[]): Promise<void> {
  options(args, MANUAL);
  await ports();
}
