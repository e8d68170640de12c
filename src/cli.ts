import { options, optionsAndFile, portNumber, runCommand, say } from './command-line.ts';
import type { ButtonConfig } from './config/config.ts';
import { REAL_BOARD, refuseExample } from './config/files/example.ts';
import { loopbackWarnings } from './config/loopback.ts';
import { CONFIG_FILE, LOCAL_CONFIG_FILE, type LoadedConfig } from './config/files/load.ts';
import { Failure } from './failure.ts';
import { loadConfig, warn } from './load-config.ts';
import { agrees } from './question.ts';
import { relayCommand } from './relay-command.ts';

// Each verb loads what it needs and no more: a list of ports needs no bundler.

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
  const relayLog = relay
    ? { write: (lines: string) => smash && process.stdout.write(prefixed(lines)) }
    : undefined;
  const build = async (used: ButtonConfig): Promise<string> => {
    const { bundleFirmware } = await import('./build/bundle.ts');
    return (await bundleFirmware(used)).script;
  };
  const settings = { live, relayLog, build };
  if (smash || terminal) {
    const { runTerminal, smashOnce } = await import('./simulator/index.ts');
    await (smash
      ? smashOnce({ ...settings, ...loadConfig(), print: say })
      : runTerminal({ ...settings, ...loadConfig() }));
  } else {
    const { runPage } = await import('./simulator/faces/page/index.ts');
    const page = { ...settings, load: () => loadConfig(), watch: watchedPaths(), port: portNumber(port) };
    await runPage(page, { opens: open, print: say });
  }
}

async function buildCommand(args: string[]): Promise<void> {
  options(args, {});
  const { config } = loadAndWarn();
  const { buildFirmware, FIRMWARE_FILE } = await import('./build/build.ts');
  const { bytes, budgetBytes } = await buildFirmware(config);
  say(`${FIRMWARE_FILE}: ${bytes} bytes of a budget of ${budgetBytes}`);
}

async function flashCommand(args: string[]): Promise<void> {
  const { values, file } = optionsAndFile(args, { port: TEXT });
  const { flash } = await import('./usb/index.ts');
  const port = await flash({ ...values, file });
  if (await agrees('Upload the button to it now?')) await uploadCommand(['--port', port]);
  else say('Next: `npm run upload` puts the button on it.');
}

async function uploadCommand(args: string[]): Promise<void> {
  const { port, 'no-wait': noWait } = options(args, { port: TEXT, 'no-wait': BOOLEAN });
  const config = configForBoard();
  const { upload } = await import('./usb/index.ts');
  await upload({ build: () => buildFor(config), port, wait: !noWait });
}

async function monitorCommand(args: string[]): Promise<void> {
  const given = options(args, { port: TEXT });
  const { monitor } = await import('./usb/index.ts');
  await monitor(given);
}

async function devCommand(args: string[]): Promise<void> {
  const given = options(args, { port: TEXT });
  const { dev } = await import('./usb/index.ts');
  await dev({ ...given, build: () => buildFor(configForBoard()), watch: watchedPaths() });
}

/** What the script is built from: an edit calls for a new one. */
function watchedPaths(): string[] {
  const named = process.env['BUTTON_CONFIG'] ?? '';
  return ['src/firmware', ...(named === '' ? [CONFIG_FILE, LOCAL_CONFIG_FILE] : [named])];
}

async function portsCommand(args: string[]): Promise<void> {
  options(args, {});
  const { ports } = await import('./usb/index.ts');
  await ports();
}

/** What goes onto a real board: the example's values are not good enough. */
function configForBoard(): ButtonConfig {
  const { config } = loadAndWarn();
  refuseExample(config, REAL_BOARD);
  warn(loopbackWarnings(config));
  return config;
}

async function buildFor(config: ButtonConfig): Promise<{ script: string; config: ButtonConfig }> {
  const { buildFirmware } = await import('./build/build.ts');
  return { config, script: (await buildFirmware(config)).script };
}

function loadAndWarn(): LoadedConfig {
  const loaded = loadConfig();
  warn(loaded.warnings);
  return loaded;
}

function prefixed(lines: string): string {
  return lines.replace(/^(?=.)/gm, 'relay | ');
}

async function main([verb = '', ...args]: string[]): Promise<void> {
  const there = `There are: ${Object.keys(VERBS).join(', ')}.`;
  if (verb === '--help') {
    say(there);
    return;
  }
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (run === undefined) {
    throw new Failure('usage', `"${verb}" is not a command. ${there}`);
  }
  await run(args);
}

await runCommand(() => main(process.argv.slice(2)));
