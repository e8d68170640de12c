/** Where the code and its tests are, and what they get for what Jest gives them. */
let root = '';
let replaced = {};

export function initialize(data) {
  ({ root, replaced } = data);
}

/** What is imported by a module of a load belongs to that load: each has modules of its own (runner.ts). */
export async function resolve(specifier, context, next) {
  const replacement = replaced[specifier];
  const found = await next(replacement ?? specifier, context);
  const load = /\?load=\d+$/.exec(context.parentURL ?? '')?.[0];
  const isOwn = found.url.startsWith(root) && !found.url.includes('/node_modules/');
  return load === undefined || !isOwn ? found : { ...found, url: `${found.url}${load}` };
}
