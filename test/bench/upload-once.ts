import { readFileSync } from 'node:fs';
import { upload } from '../../src/usb/index.ts';

/** Uploads the script that is named to the port that is named, as a process of its own: what the benchmark times. */
const [port, file = ''] = process.argv.slice(2);
const built = {
  script: readFileSync(file, 'utf8'),
  config: { pins: [], isPractice: false, relay: undefined },
};
await upload({ build: () => Promise.resolve(built), port, wait: false });
