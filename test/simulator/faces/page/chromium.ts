import { existsSync } from 'node:fs';

/** Where Debian, Ubuntu, Fedora, Chrome's own package and macOS put it. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @returns the browser of this machine, or the one that `CHROMIUM` names; undefined where there is none */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['CHROMIUM'];
  return named !== undefined && named !== '' ? named : PLACES.find((path) => existsSync(path));
}

/** A browser for tests stays on this machine, and the sandbox of Chromium does not work for root in a container. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
