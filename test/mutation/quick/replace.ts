import { MessageChannel } from 'node:worker_threads';

/** Modules that a test puts in the place of others, for all that is loaded along with it. */

type Exports = Readonly<Record<string, unknown>>;

/** What stands in for modules, where a module that hands it out finds it. */
const stood: Exports[] = [];
Object.assign(globalThis, { stood });

const { port1, port2 } = new MessageChannel();
/** What `resolve.js` is told through: it runs in a thread of its own. */
export const toResolver = port2;

/** The test file that is being loaded. */
let loading: URL | undefined;

export async function loadFile(url: URL): Promise<void> {
  loading = url;
  try {
    await import(url.href);
  } finally {
    loading = undefined;
  }
}

/** @param specifier as the test file would import it */
export function replaceModule(specifier: string, exports: Exports): void {
  if (loading === undefined)
    throw new Error('A module is replaced while the test file is loaded, or not at all.');
  const at = stood.push(exports) - 1;
  const handsOut = Object.keys(exports).map(
    (name, i) =>
      `const v${i} = stood[${at}][${JSON.stringify(name)}]; export { v${i} as ${JSON.stringify(name)} };`,
  );
  const { search } = loading;
  const name = specifier.startsWith('.')
    ? new URL(`${specifier}${search}`, loading).href
    : `${specifier}${search}`;
  port1.postMessage({ [name]: `data:text/javascript,${encodeURIComponent(handsOut.join('\n'))}` });
}
