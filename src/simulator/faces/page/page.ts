import type { LoadedConfig } from '../../../config/files/load.ts';
import { ENDINGS, firstSignal } from '../../../first-signal.ts';
import type { RunSettings } from '../session.ts';
import { type Assets, bundlePage } from './assets.ts';
import { Bench } from './bench.ts';
import { openInBrowser } from './open-browser.ts';
import { PageServer } from './server.ts';
import { watchPaths } from './watch.ts';

/** What the command line hands to the page. */
export interface PageSettings extends Omit<RunSettings, 'config'> {
  /** Reads and checks the configuration; called again after each edit. */
  readonly load: () => LoadedConfig;
  /** Files and folders: an edit builds and boots the board anew. */
  readonly watch: readonly string[];
  /** Without it the usual one, or any free one when that is taken. */
  readonly port?: number | undefined;
}

/** A page that is being served. */
export interface RunningPage {
  /** The address to open; nothing else opens a live page. */
  readonly url: string;
  close(): Promise<void>;
}

const USUAL_PORT = 4004;

/**
 * Serves the page until it is closed.
 * @throws Failure 'config' or 'build' as a build does, 'pagePort' when the port that was asked for is taken
 */
export async function servePage({ watch, port, ...settings }: PageSettings): Promise<RunningPage> {
  const assets = await bundlePage();
  const bench = await Bench.open({ ...settings, pageEdition: assets.edition });
  try {
    const server = await openServer(bench, assets, port);
    const stopWatching = await watchPaths(watch, () => bench.rebuild());
    return {
      url: server.url,
      close: async () => {
        await stopWatching();
        await server.close();
        await bench.close();
      },
    };
  } catch (error) {
    await bench.close();
    throw error;
  }
}

/**
 * Serves the page until the process is told to end, and says where.
 * @param options.opens also opens it in the user's browser
 * @param options.practice whether a smash deploys nothing
 */
export async function runPage(
  settings: PageSettings,
  { opens, practice, print }: { opens: boolean; practice: boolean; print: (line: string) => void },
): Promise<void> {
  const page = await servePage(settings);
  for (const line of greeting(page.url, { ...settings, practice }, process.env['SSH_CONNECTION']))
    print(line);
  const told = firstSignal(...ENDINGS);
  const forget = opens ? await showInBrowser(page.url, print) : undefined;
  await told;
  await forget?.();
  await page.close();
}

/**
 * @param connection what `SSH_CONNECTION` holds
 * @returns what the user is told, line by line
 */
export function greeting(
  url: string,
  { live, port, practice = false }: Pick<PageSettings, 'live' | 'port'> & { readonly practice?: boolean },
  connection = '',
): string[] {
  const lines: string[] = [];
  if (live) {
    const what = practice
      ? 'LIVE, FOR PRACTICE: a smash on this page posts to your chat and deploys nothing.'
      : 'LIVE: a smash on this page deploys for real.';
    lines.push(`${what} Only this address, whole, opens it: keep it to yourself.`);
  }
  if (port === undefined && new URL(url).port !== String(USUAL_PORT)) {
    lines.push(
      `Port ${USUAL_PORT} is taken, perhaps by a button that runs already, so this one is on another.`,
    );
  }
  lines.push(`The button is at ${url}  (Ctrl-C ends it)`);
  const tunnel = tunnelTo(url, connection);
  if (tunnel !== undefined)
    lines.push(`From the machine you sit at: ${tunnel}, then the same address there.`);
  return lines;
}

/** @returns the command that makes a page of this machine's reachable for a user who is here over SSH */
function tunnelTo(url: string, connection: string): string | undefined {
  // sshd(8): client address, client port, server address, server port.
  const [, , host, sshPort] = connection.split(' ');
  if (host === undefined) return undefined;
  const { port } = new URL(url);
  const at = sshPort === undefined || sshPort === '22' ? '' : ` -p ${sshPort}`;
  return `ssh -N${at} -L ${port}:127.0.0.1:${port} ${host}`;
}

async function showInBrowser(
  url: string,
  print: (line: string) => void,
): Promise<(() => Promise<void>) | undefined> {
  try {
    const { default: open } = await import('open');
    return await openInBrowser(url, open);
  } catch {
    print('No browser could be opened. Open the address yourself.');
    return undefined;
  }
}

async function openServer(bench: Bench, assets: Assets, port: number | undefined): Promise<PageServer> {
  if (port !== undefined) return PageServer.open(bench, assets, port);
  try {
    return await PageServer.open(bench, assets, USUAL_PORT);
  } catch {
    return PageServer.open(bench, assets, 0);
  }
}
