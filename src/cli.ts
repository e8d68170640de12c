import { buildFirmware, FIRMWARE_FILE } from './build/build.ts';
import { bundleFirmware } from './build/bundle.ts';
import { options, optionsAndFile, runCommand, wholeNumber } from './command-line.ts';
import type { ButtonConfig } from './config/config.ts';
import { REAL_BOARD, refuseExample } from './config/files/example.ts';
import { loopbackWarnings } from './config/loopback.ts';
import { CONFIG_FILE, LOCAL_CONFIG_FILE, loadConfig, type LoadedConfig } from './config/files/load.ts';
import { Failure } from './failure.ts';
import { agrees } from './question.ts';
import { checkRelay, runRelay, setUpRelay } from './relay/index.ts';
import { runTerminal, smashOnce } from './simulator/index.ts';
import { runPage } from './simulator/faces/page/index.ts';
import { dev, flash, monitor, ports, upload } from './usb/index.ts';

/** The verbs of the command line; each npm script is one. */
const VERBS: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  start: startCommand,
  build: buildCommand,
  flash: flashCommand,
  upload: uploadCommand,
  monitor: monitorCommand,
  dev: devCommand,
  ports: portsCommand,
  relay: relayCommand,
};

const BOOLEAN = { type: 'boolean', default: false } as const;
const TEXT = { type: 'string' } as const;

async function startCommand(args: string[]): Promise<void> {
  const { smash, terminal, live, relay, open, port } = options(args, {
    smash: BOOLEAN,
    terminal: BOOLEAN,
    live: BOOLEAN,
    relay: BOOLEAN,
    open: BOOLEAN,
    port: TEXT,
  });
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
  const print = (line: string): void => {
    console.log(line);
  };
  const relayLog = relay
    ? { write: (lines: string) => smash && process.stdout.write(prefixed(lines)) }
    : undefined;
  const build = async (used: ButtonConfig): Promise<string> => (await bundleFirmware(used)).script;
  const settings = { live, relayLog, build };
  if (smash) await smashOnce({ ...settings, ...loadConfig(), print });
  else if (terminal) await runTerminal({ ...settings, ...loadConfig() });
  else {
    const page = { ...settings, load: () => loadConfig(), watch: watchedPaths(), port: portNumber(port) };
    await runPage(page, { opens: open, print });
  }
}

async function buildCommand(args: string[]): Promise<void> {
  options(args, {});
  const { config } = loadAndWarn();
  const { bytes, budgetBytes } = await buildFirmware(config);
  console.log(`${FIRMWARE_FILE}: ${bytes} bytes of a budget of ${budgetBytes}`);
}

async function flashCommand(args: string[]): Promise<void> {
  const { values, file } = optionsAndFile(args, { port: TEXT });
  const port = await flash({ ...values, file });
  if (await agrees('Upload the button to it now?')) await uploadCommand(['--port', port]);
  else console.log('Next: `npm run upload` puts the button on it.');
}

async function uploadCommand(args: string[]): Promise<void> {
  const { port, 'no-wait': noWait } = options(args, { port: TEXT, 'no-wait': BOOLEAN });
  await upload({ build: buildForBoard, port, wait: !noWait });
}

async function monitorCommand(args: string[]): Promise<void> {
  await monitor(options(args, { port: TEXT }));
}

async function devCommand(args: string[]): Promise<void> {
  await dev({ ...options(args, { port: TEXT }), build: buildForBoard, watch: watchedPaths() });
}

/** What the script is built from: an edit calls for a new one. */
function watchedPaths(): string[] {
  const named = process.env['BUTTON_CONFIG'] ?? '';
  return ['src/firmware', ...(named === '' ? [CONFIG_FILE, LOCAL_CONFIG_FILE] : [named])];
}

async function portsCommand(args: string[]): Promise<void> {
  options(args, {});
  await ports();
}

async function relayCommand(args: string[]): Promise<void> {
  const given = options(args, { check: BOOLEAN, host: TEXT, port: TEXT, journal: TEXT });
  const print = (line: string): void => {
    console.error(line);
  };
  if (given.check && (given.host ?? given.port ?? given.journal) !== undefined) {
    throw new Failure('usage', '--check looks for the relay at "relay.url", and takes no other option.');
  }
  // Before anything is written.
  const port = portNumber(given.port);
  if (!given.check) {
    const done = setUpRelay();
    if (done !== undefined) print(done);
  }
  const { config } = loadConfig();
  if (given.check) {
    await checkRelay(config, (line) => {
      console.log(line);
    });
    return;
  }
  refuseExample(config, ['webhook']);
  await runRelay({
    config,
    host: given.host,
    port,
    journalPath: given.journal,
    print,
  });
}

/** Loads, checks and builds what goes onto a real board, so the example's values are not good enough. */
async function buildForBoard(): Promise<{ script: string; config: ButtonConfig }> {
  const { config } = loadAndWarn();
  refuseExample(config, REAL_BOARD);
  warn(loopbackWarnings(config));
  return { config, script: (await buildFirmware(config)).script };
}

function loadAndWarn(): LoadedConfig {
  const loaded = loadConfig();
  warn(loaded.warnings);
  return loaded;
}

function warn(warnings: readonly string[]): void {
  for (const warning of warnings) console.error(`warning: ${warning}`);
}

function portNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber('port', text, 0, 65_535);
}

function prefixed(lines: string): string {
  return lines.replace(/^(?=.)/gm, 'relay | ');
}

async function main([verb = '', ...args]: string[]): Promise<void> {
  const there = `There are: ${Object.keys(VERBS).join(', ')}.`;
  if (verb === '--help') {
    console.log(there);
    return;
  }
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (run === undefined) {
    throw new Failure('usage', `"${verb}" is not a command. ${there}`);
  }
  await run(args);
}

await runCommand(() => main(process.argv.slice(2)));
