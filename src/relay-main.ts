import { runCommand } from './command-line.ts';
import { run } from './commands/relay.ts';

/** The relay without the rest of the command line: it runs for months, on small machines. */
await runCommand(() => run(process.argv.slice(2)));
