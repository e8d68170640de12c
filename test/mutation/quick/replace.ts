import { MessageChannel } from 'node:worker_threads';

/** Modules that a test puts in the place of others, for all that is loaded along with it. */

type Exports = Readonly<Record<string, unknown>>;

/** What stands in for modules, where a module that hands it out finds it. */
const stood: Exports[] = [];
Object.assign(globalThis, { stood });

const { port1, port2 } = new MessageChannel();
/** What `resolve.js` is told through: it runs in a thread of its own. */
export const toResolver = port2;

/** The test file that is being loaded, and whether no other is loaded with the same modules. */
let loading: { readonly url: URL; readonly isAlone: boolean } | undefined;

/** A test file replaces modules that others are loaded with as well. */
export class NotAlone extends Error {}

export async function loadFile(url: URL, isAlone: boolean): Promise<void> {
  loading = { url, isAlone };
  try {
    await import(url.href);
  } finally {
    loading = undefined;
  }
}

/** @param specifier as the test file would import it */
export function replaceModule(specifier: string, exports: Exports): void {
  if (loading === undefined) {
    throw new Error('A module is replaced while the test file is loaded, or not at all.');
  }
  const { url, isAlone } = loading;
  if (!isAlone) throw new NotAlone();
  const at = stood.push(exports) - 1;
  const handsOut = Object.keys(exports).map(
    (name, i) =>
      `const v${i} = stood[${at}][${JSON.stringify(name)}]; export { v${i} as ${JSON.stringify(name)} };`,
  );
  const wanted = `${specifier}${url.search}`;
  const name = specifier.startsWith('.') ? new URL(wanted, url).href : wanted;
  port1.postMessage({ [name]: `data:text/javascript,${encodeURIComponent(handsOut.join('\n'))}` });
}
