import { Help, runCommand } from './command-line.ts';
import { nearestOf } from './manual.ts';
import { Failure } from './failure.ts';

/** A verb's file in `commands/`: only the one that is called is loaded, and all that it needs. */
interface Command {
  /** @param args what follows the verb */
  run(args: string[]): Promise<void>;
}

/** The verbs of the command line; each npm script is one. */
const VERBS: Readonly<Record<string, () => Promise<Command>>> = {
  setup: () => import('./commands/setup.ts'),
  start: () => import('./commands/start.ts'),
  build: () => import('./commands/build.ts'),
  flash: () => import('./commands/flash.ts'),
  upload: () => import('./commands/upload.ts'),
  monitor: () => import('./commands/monitor.ts'),
  dev: () => import('./commands/dev.ts'),
  doctor: () => import('./commands/doctor.ts'),
  ports: () => import('./commands/ports.ts'),
  relay: () => import('./commands/relay.ts'),
};

async function main([verb = '', ...args]: string[]): Promise<void> {
  const names = Object.keys(VERBS);
  const there = `There are: ${names.join(', ')}.`;
  if (verb === '--help' || verb === '-h') throw new Help(`${there} Each explains itself with --help.`);
  const load = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (load === undefined) {
    const nearest = nearestOf(verb, names);
    const mend = nearest === undefined ? there : `Did you mean "${nearest}"?`;
    throw new Failure('usage', `"${verb}" is not a command. ${mend}`);
  }
  await (await load()).run(args);
}

void runCommand(() => main(process.argv.slice(2)));
