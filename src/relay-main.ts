import { runCommand } from './command-line.ts';
import { relayCommand } from './relay-command.ts';

/** The relay without the rest of the command line: it runs for months, on small machines. */
await runCommand(() => relayCommand(process.argv.slice(2)));
