import { options, portNumber, say, sayAside } from './command-line.ts';
import { refuseExample } from './config/files/example.ts';
import { Failure } from './failure.ts';
import { loadConfig } from './load-config.ts';
import { checkRelay } from './relay/command/check.ts';
import { printJournal } from './relay/command/journal-table.ts';
import { runRelay } from './relay/command/run.ts';
import { JOURNAL_FILE } from './relay/command/settings.ts';
import { setUpRelay } from './relay/command/setup.ts';

/** `npm run relay`: sets up, checks, or runs one, or tells what it has delivered. */
export async function relayCommand(args: string[]): Promise<void> {
  const { check, log, host, port, journal } = options(args, {
    check: { type: 'boolean', default: false },
    log: { type: 'boolean', default: false },
    host: { type: 'string' },
    port: { type: 'string' },
    journal: { type: 'string' },
  });
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
