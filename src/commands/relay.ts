import { options, wholeNumber, type Manual } from '../command-line.ts';
import { refuseExample } from '../config/files/example.ts';
import { loadConfig } from '../config/files/load.ts';
import { Failure } from '../failure.ts';
import { checkRelay, runRelay, setUpRelay } from '../relay/index.ts';

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
  },
  examples: [
    ['', 'runs it'],
    ['--check', 'in another terminal: does it work?'],
    ['--host 0.0.0.0', 'in a container'],
  ],
} as const satisfies Manual;

/** `npm run relay` */
export async function run(args: string[]): Promise<void> {
  const given = options(args, MANUAL);
  if (given.check && (given.host ?? given.port ?? given.journal) !== undefined) {
    throw new Failure('usage', '--check looks for the relay at "relay.url", and takes no other option.');
  }
  // Before anything is written.
  const port = given.port === undefined ? undefined : wholeNumber('port', given.port, 0, 65_535);
  if (given.check) {
    await checkRelay(loadConfig().config, (line) => {
      console.log(line);
    });
    return;
  }
  const done = setUpRelay();
  if (done !== undefined) print(done);
  const { config } = loadConfig();
  refuseExample(config, ['webhook']);
  await runRelay({ config, host: given.host, port, journalPath: given.journal, print });
}

function print(line: string): void {
  console.error(line);
}
