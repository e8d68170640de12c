import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import recipe from '../../rollup.config.js';
import { Failure } from '../failure.ts';
import { ROOT } from '../root.ts';
import { FIRMWARE_FOLDER, FIRMWARE_TSCONFIG } from './compile.ts';
import { remembered, type FirmwareModules } from './remembered.ts';

/** What the compiler and rollup made of the same sources the last time. */
const CACHE = fileURLToPath(new URL('node_modules/.cache/deploy-button/firmware.json', ROOT));

/**
 * The firmware's modules as one. To load compiler and rollup takes longer than all else of a build, and most builds follow an edit
 * of the configuration, which neither sees.
 * @throws Failure 'build' when rollup can't put them together
 */
export function firmwareModules(): Promise<FirmwareModules> {
  return remembered(CACHE, sourcesKey(), bundle);
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
export function sourcesKey(): string {
  const { resolve: locate } = createRequire(import.meta.url);
  const sources = readdirSync(FIRMWARE_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
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
