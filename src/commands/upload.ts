import { options } from '../command-line.ts';
import type { Manual } from '../manual.ts';
import { buildFor, configForBoard } from './for-board.ts';
import { PORT } from './port-option.ts';
import { PRACTICE } from './practice-option.ts';

export const MANUAL = {
  call: 'npm run upload',
  about: 'Builds the script, puts it on the board over USB, verified, and shows that it runs.',
  options: {
    port: PORT,
    practice: PRACTICE,
    'no-wait': {
      type: 'boolean',
      default: false,
      about: "doesn't wait until the board is on the Wi-Fi and its relay has answered",
    },
  },
  examples: [
    ['', 'to the only board on USB'],
    ['--practice', 'for practice: try the button first, and deploy nothing'],
    ['--port /dev/ttyUSB0', 'to the board on that port'],
  ],
} as const satisfies Manual;

/** `npm run upload` */
export async function run(args: string[]): Promise<void> {
  const { port, practice, 'no-wait': noWait } = options(args, MANUAL);
  const config = configForBoard(practice);
  const { upload } = await import('../usb/index.ts');
  await upload({ build: () => buildFor(config), port, wait: !noWait });
}
