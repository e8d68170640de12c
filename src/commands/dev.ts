import { options } from '../command-line.ts';
import type { Manual } from '../manual.ts';
import { dev } from '../usb/index.ts';
import { buildFor, configForBoard } from './for-board.ts';
import { PORT } from './port-option.ts';
import { watchedPaths } from './watched-paths.ts';

export const MANUAL = {
  call: 'npm run dev',
  about: "Builds and uploads now and after every save, and shows the board's console. Ctrl-C ends it.",
  options: { port: PORT },
  examples: [
    ['', 'with the only board on USB'],
    ['--port /dev/ttyUSB0', 'with the board on that port'],
  ],
} as const satisfies Manual;

/** `npm run dev` */
export async function run(args: string[]): Promise<void> {
  await dev({ ...options(args, MANUAL), build: () => buildFor(configForBoard()), watch: watchedPaths() });
}
