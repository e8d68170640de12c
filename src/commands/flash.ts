import { optionsAndFile, say } from '../command-line.ts';
import type { Manual } from '../manual.ts';
import { agrees } from '../question.ts';
import { flash } from '../usb/index.ts';
import { PORT } from './port-option.ts';
import { mayPractise } from './practice-option.ts';
import { run as runUpload } from './upload.ts';

export const MANUAL = {
  call: 'npm run flash',
  about:
    'Puts Espruino on the board over USB, whatever was on it, and then offers the upload for practice. THE BOARD IS ERASED.',
  file: "what Espruino's site offers: a .tgz, its folder, or the .bin (otherwise: the newest one here or in your downloads)",
  options: { port: PORT },
  examples: [
    ['', 'with the newest file, on the only board on USB'],
    ['espruino_2v29_esp8266.tgz', 'with that file'],
  ],
} as const satisfies Manual;

/** `npm run flash` */
export async function run(args: string[]): Promise<void> {
  const { values, file } = optionsAndFile(args, MANUAL);
  const port = await flash({ ...values, file });
  const practice = mayPractise();
  const [asked, next] = practice
    ? [
        'Upload the button to it now, for practice? A smash then deploys nothing.',
        'npm run upload -- --practice',
      ]
    : ['Upload the button to it now?', 'npm run upload'];
  if (await agrees(asked)) await runUpload(['--port', port, ...(practice ? ['--practice'] : [])]);
  else say(`Next: \`${next}\` puts the button on it.`);
}
