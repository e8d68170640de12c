import { runCommand } from './command-line.ts';
import { run } from './commands/build.ts';

/** The build without the rest of the command line: half of its time was to read that. */
await runCommand(() => run(process.argv.slice(2)));
