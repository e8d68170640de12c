import { options, say } from '../command-line.ts';
import type { Manual } from '../manual.ts';
import { doctor } from '../doctor/index.ts';
import { PORT } from './port-option.ts';

export const MANUAL = {
  call: 'npm run doctor',
  about:
    'Looks at everything from the configuration to the chat, and says how to mend what is wrong. Nothing is posted, but one ' +
    'practice press where the board is for practice and you want it. ' +
    'The button does not work meanwhile; its script starts anew at the end.',
  options: {
    port: PORT,
    report: {
      type: 'boolean',
      default: false,
      about: 'prints at the end what you can send us: figures alone, no names, addresses or secrets',
    },
  },
  examples: [
    ['', 'asks you to press each key and to look at the lamp'],
    ['--report', 'for a bug report, or to tell how your board does'],
    ['--port /dev/ttyUSB0', 'the board on that port'],
  ],
} as const satisfies Manual;

/** `npm run doctor` */
export async function run(args: string[]): Promise<void> {
  const { port, report } = options(args, MANUAL);
  await doctor({ port, report, print: say });
}
