import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../../root.ts';

/** A file of the page, ready to be served. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

/** The page's files by their path. */
export interface Assets {
  readonly files: ReadonlyMap<string, Asset>;
  /** Another one for other files. */
  readonly edition: string;
}

const CLIENT = fileURLToPath(new URL('src/simulator/faces/page/client/', ROOT));

/** Bundles the page's script and style sheet: few, small, and all of it from here. */
export async function bundlePage(): Promise<Assets> {
  const { build } = await import('esbuild');
  const bundle = await build({
    absWorkingDir: CLIENT,
    entryPoints: { page: 'main.ts', style: 'page.css' },
    outdir: '/',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'silent',
  });
  const texts = bundle.outputFiles.map(({ path, contents }) => [path, Buffer.from(contents)] as const);
  const files = new Map<string, Asset>();
  for (const [path, body] of texts) {
    const isScript = path.endsWith('.js');
    files.set(isScript ? '/page.js' : '/page.css', {
      type: isScript ? 'text/javascript; charset=utf-8' : 'text/css; charset=utf-8',
      body,
    });
  }
  files.set('/', { type: 'text/html; charset=utf-8', body: await readFile(`${CLIENT}page.html`) });
  files.set('/icon.svg', { type: 'image/svg+xml', body: await readFile(`${CLIENT}icon.svg`) });
  const hash = createHash('sha256');
  for (const { body } of files.values()) hash.update(body);
  return { files, edition: hash.digest('hex').slice(0, 12) };
}
