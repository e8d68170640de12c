import { options, portNumber, say } from '../command-line.ts';
import type { Manual } from '../manual.ts';
import type { ButtonConfig } from '../config/config.ts';
import { Failure } from '../failure.ts';
import { loadConfig } from './load-config.ts';
import { PRACTICE, practising } from './practice-option.ts';
import { watchedPaths } from './watched-paths.ts';

export const MANUAL = {
  call: 'npm start',
  about: 'Builds the script for the board and runs it on a virtual one, with a stand-in chat: on a page.',
  options: {
    open: { type: 'boolean', default: false, about: 'opens the page in your browser' },
    port: {
      type: 'string',
      value: 'PORT',
      about: 'serves the page there',
      otherwise: '4004, or any free one',
    },
    terminal: { type: 'boolean', default: false, about: 'in the terminal, without a page' },
    smash: { type: 'boolean', default: false, about: 'smashes once, and ends with what became of it' },
    relay: { type: 'boolean', default: false, about: 'puts a real relay and HTTPS before the stand-in chat' },
    live: { type: 'boolean', default: false, about: 'your own Wi-Fi name and webhook: A SMASH DEPLOYS' },
    practice: PRACTICE,
  },
  examples: [
    ['', 'the page'],
    ['--open --port 8000', 'the page on port 8000, opened'],
    ['--smash --relay', 'the whole chain once, for scripts'],
    ['--live --practice', 'to your own chat, and nothing is deployed'],
  ],
} as const satisfies Manual;

/** `npm start`: each way to watch the button loads what it needs, and no more. */
export async function run(args: string[]): Promise<void> {
  const given = options(args, MANUAL);
  refuseContradictions(given);
  const { smash, terminal, live, relay, open, practice } = given;
  const port = portNumber(given.port);
  const relayLog = relay
    ? { write: (lines: string) => smash && process.stdout.write(prefixed(lines)) }
    : undefined;
  const settings = { live, relayLog, build };
  // Only --live has to do with the webhook that is configured.
  const load = () => practising(loadConfig(live ? 'real' : 'standIns'), practice, live);
  if (smash) {
    const { smashOnce } = await import('../simulator/faces/smash.ts');
    await smashOnce({ ...settings, ...load(), print: say });
  } else if (terminal) {
    const { runTerminal } = await import('../simulator/faces/terminal.ts');
    await runTerminal({ ...settings, ...load() });
  } else {
    const { runPage } = await import('../simulator/faces/page/index.ts');
    await runPage({ ...settings, load, watch: watchedPaths(), port }, { opens: open, practice, print: say });
  }
}

function refuseContradictions(given: {
  smash: boolean;
  terminal: boolean;
  live: boolean;
  relay: boolean;
  open: boolean;
  port?: string | undefined;
}): void {
  const { smash, terminal, live, relay, open, port } = given;
  if (live && relay) {
    throw new Failure('usage', '--relay brings its own chat, --live uses yours. Leave one of them out.');
  }
  if (smash && terminal) {
    throw new Failure('usage', '--smash needs no --terminal. Leave one of them out.');
  }
  if ((smash || terminal) && (open || port !== undefined)) {
    throw new Failure(
      'usage',
      '--open and --port are for the page, which --smash and --terminal do without.',
    );
  }
}

async function build(config: ButtonConfig): Promise<string> {
  const { bundleFirmware } = await import('../build/bundle.ts');
  return (await bundleFirmware(config)).script;
}

function prefixed(lines: string): string {
  return lines.replace(/^(?=.)/gm, 'relay | ');
}
