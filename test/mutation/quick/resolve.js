import { receiveMessageOnPort } from 'node:worker_threads';

/** Where the code and its tests are, and what they get for what Jest gives them. */
let root = '';
let replaced = {};
/** Tells what a test has put in the place of a module. */
let port;

export function initialize(data) {
  ({ root, replaced, port } = data);
}

/** What is imported by a module of a load belongs to that load: each has modules of its own (runner.ts). */
export async function resolve(specifier, context, next) {
  for (let told; (told = receiveMessageOnPort(port)) !== undefined;) Object.assign(replaced, told.message);
  const load = /\?load=\d+$/.exec(context.parentURL ?? '')?.[0];
  const replacement = replaced[specifier] ?? replaced[`${specifier}${load}`];
  const found = await next(replacement ?? specifier, context);
  const isOwn = found.url.startsWith(root) && !found.url.includes('/node_modules/');
  if (load === undefined || !isOwn) return found;
  const url = `${found.url}${load}`;
  return replaced[url] === undefined ? { ...found, url } : next(replaced[url], context);
}
