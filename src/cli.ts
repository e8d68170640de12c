import { parseArgs } from 'node:util';
import { buildFirmware, FIRMWARE_FILE } from './build/build.ts';
import { loadConfig, type LoadedConfig } from './config/load.ts';
import { EXIT_CODES, Failure } from './failure.ts';

/** The verbs of the command line; each npm script is one. */
const VERBS: Readonly<Record<string, (args: string[]) => Promise<void>>> = { build };

async function build(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const { config } = loadWithWarnings();
  const { bytes, budgetBytes } = await buildFirmware(config);
  console.log(`${FIRMWARE_FILE}: ${bytes} bytes of a budget of ${budgetBytes}`);
}

function loadWithWarnings(): LoadedConfig {
  const loaded = loadConfig();
  for (const warning of loaded.warnings) console.error(`warning: ${warning}`);
  return loaded;
}

async function main([verb = '', ...args]: string[]): Promise<void> {
  const run = VERBS[verb];
  if (run === undefined) {
    throw new Failure('usage', `"${verb}" is not a command. There are: ${Object.keys(VERBS).join(', ')}.`);
  }
  await run(args);
}

/** Ends the process with the code of what went wrong, and a sentence that a person can act on. */
function fail(error: unknown): void {
  if (error instanceof Failure) {
    console.error(error.message);
    process.exitCode = EXIT_CODES[error.exit].code;
  } else if (
    error instanceof TypeError &&
    'code' in error &&
    String(error.code).startsWith('ERR_PARSE_ARGS')
  ) {
    console.error(error.message);
    process.exitCode = EXIT_CODES.usage.code;
  } else {
    console.error(error);
    process.exitCode = EXIT_CODES.unexpected.code;
  }
}

main(process.argv.slice(2)).catch(fail);
