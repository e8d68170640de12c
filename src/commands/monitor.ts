import { options } from '../command-line.ts';
import type { Manual } from '../manual.ts';
import { monitor } from '../usb/index.ts';
import { PORT } from './port-option.ts';

export const MANUAL = {
  call: 'npm run monitor',
  about: "Shows the board's console, and sends it what you type. Ctrl-C ends it.",
  options: { port: PORT },
  examples: [
    ['', 'of the only board on USB'],
    ['--port /dev/ttyUSB0', 'of the board on that port'],
  ],
} as const satisfies Manual;

/** `npm run monitor` */
export async function run(args: string[]): Promise<void> {
  await monitor(options(args, MANUAL));
}
