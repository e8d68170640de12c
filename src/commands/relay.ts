import { options, portNumber, say, sayAside } from '../command-line.ts';
import type { Manual } from '../manual.ts';
import { refuseExample } from '../config/files/example.ts';
import { Failure } from '../failure.ts';
import { checkRelay } from '../relay/command/check.ts';
import { printJournal } from '../relay/command/journal-table.ts';
import { runRelay } from '../relay/command/run.ts';
import { JOURNAL_FILE } from '../relay/command/settings.ts';
import { setUpRelay } from '../relay/command/setup.ts';
import { loadConfig } from './load-config.ts';

export const MANUAL = {
  call: 'npm run relay',
  about:
    "Takes the button's signed messages to an https:// webhook, until Ctrl-C. The first run makes the relay's secret.",
  options: {
    host: {
      type: 'string',
      value: 'ADDRESS',
      about: 'the address to listen on; 0.0.0.0 for all',
      otherwise: 'the host in "relay.url"',
    },
    port: {
      type: 'string',
      value: 'PORT',
      about: 'the port to listen on',
      otherwise: 'the port in "relay.url"',
    },
    journal: {
      type: 'string',
      value: 'FILE',
      about: 'where it writes what was delivered; each relay needs one of its own',
      otherwise: 'relay-journal.jsonl, in this folder',
    },
    check: {
      type: 'boolean',
      default: false,
      about: 'checks a running relay and the way to the webhook, and posts nothing',
    },
    log: {
      type: 'boolean',
      default: false,
      about: 'shows the journal as a table: when, from where, which message, what became of it',
    },
  },
  examples: [
    ['', 'runs it'],
    ['--check', 'in another terminal: does it work?'],
    ['--host 0.0.0.0', 'in a container'],
    ['--log', 'what it has delivered'],
  ],
} as const satisfies Manual;

/** `npm run relay`: sets up, checks, or runs one, or tells what it has delivered. */
export async function run(args: string[]): Promise<void> {
  const { check, log, host, port, journal } = options(args, MANUAL);
  if (check && (host ?? port ?? journal) !== undefined) {
    throw new Failure('usage', '--check looks for the relay at "relay.url", and takes no other option.');
  }
  if (log && (check || (host ?? port) !== undefined)) {
    throw new Failure('usage', '--log reads the journal, and takes no option but --journal.');
  }
  if (log) {
    await printJournal(journal ?? JOURNAL_FILE, say);
    return;
  }
  if (check) {
    await checkRelay(loadConfig().config, say);
    return;
  }
  // Before anything is written.
  const chosenPort = portNumber(port);
  const done = setUpRelay();
  if (done !== undefined) sayAside(done);
  const { config } = loadConfig();
  refuseExample(config, ['webhook']);
  await runRelay({ config, host, port: chosenPort, journalPath: journal, print: sayAside });
}
