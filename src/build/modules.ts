import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import recipe from '../../rollup.config.js';
import { Failure } from '../failure.ts';
import { ROOT } from '../root.ts';
import { FIRMWARE_FOLDER, FIRMWARE_TSCONFIG } from './compile.ts';

/**
 * The firmware's modules as one, as the compiler and rollup make it. To load the two takes longer than all else of a build, and
 * most builds follow an edit of the configuration, which neither sees: so what they made of the same sources the last
 * time stands.
 */

const CACHE = fileURLToPath(new URL('node_modules/.cache/deploy-button/firmware.json', ROOT));
const cacheSchema = z.object({ key: z.string(), code: z.string() });

export interface FirmwareModules {
  /** JavaScript that imports `button:constants` and nothing else. */
  readonly code: string;
  /** Of the compiler too. */
  readonly warnings: readonly string[];
}

/** @throws Failure 'build' when rollup can't put them together */
export async function firmwareModules(): Promise<FirmwareModules> {
  const key = sourcesKey();
  const known = readCache();
  if (known?.key === key) return { code: known.code, warnings: [] };
  const made = await bundle();
  if (made.warnings.length === 0) writeCache({ key, code: made.code });
  return made;
}

async function bundle(): Promise<FirmwareModules> {
  const { output, ...input } = recipe;
  const warnings: string[] = [];
  const { rollup } = await import('rollup');
  const build = await rollup({ ...input, onLog: (_level, log) => warnings.push(log.message) }).catch(
    (cause: unknown) => {
      throw new Failure('build', `rollup: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      });
    },
  );
  const { output: chunks } = await build.generate(output);
  await build.close();
  return { code: chunks[0].code, warnings };
}

/** Another one for other sources, other settings, another compiler or another rollup. */
function sourcesKey(): string {
  const { resolve: locate } = createRequire(import.meta.url);
  const sources = readdirSync(FIRMWARE_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(FIRMWARE_FOLDER, name));
  const settings = [
    FIRMWARE_TSCONFIG,
    'src/tsconfig.base.json',
    fileURLToPath(new URL('rollup.config.js', ROOT)),
    locate('typescript/package.json'),
    locate('rollup/package.json'),
  ];
  const hash = createHash('sha256');
  for (const file of [...sources, ...settings]) hash.update(`${file}\0${readFileSync(file, 'utf8')}\0`);
  return hash.digest('hex');
}

function readCache(): z.output<typeof cacheSchema> | undefined {
  try {
    return cacheSchema.parse(JSON.parse(readFileSync(CACHE, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whole or not at all: another build may read it now. Where nothing can be written each build compiles. */
function writeCache(content: z.output<typeof cacheSchema>): void {
  try {
    mkdirSync(dirname(CACHE), { recursive: true });
    const mine = `${CACHE}.${process.pid}`;
    writeFileSync(mine, JSON.stringify(content));
    renameSync(mine, CACHE);
  } catch {
    // It only costs time.
  }
}
