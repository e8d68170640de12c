import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The moving picture of a smash that README shows, and beside it what it was made from. `npm run screenshot` makes both. */
export const PICTURE = 'docs/smash.png';
export const PICTURE_DIGEST = 'docs/smash.digest';

const CLIENT = 'src/simulator/faces/page/client';

/** @returns another text for other sources of the page */
export function pageDigest(): string {
  const hash = createHash('sha256');
  const files = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:ts|css|html)$/.test(name),
  );
  for (const name of files.map((each) => each.replaceAll('\\', '/')).sort()) {
    hash.update(`${name}\n`).update(readFileSync(join(CLIENT, name)));
  }
  return `${hash.digest('hex')}\n`;
}
