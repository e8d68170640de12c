import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rollup';
import * as z from 'zod';
import { ROOT } from '../root.ts';

/**
 * The firmware as JavaScript, checked by the compiler. To load the compiler takes longer than all else of a build, and
 * most builds follow an edit of the configuration, which the compiler never sees: so what it said of the same sources
 * the last time stands.
 */

const FOLDER = 'src/firmware';
const TSCONFIG = `${FOLDER}/tsconfig.json`;
const CACHE = fileURLToPath(new URL('node_modules/.cache/deploy-button/firmware.json', ROOT));

/** By the path of each source, its JavaScript. */
const modulesSchema = z.record(z.string(), z.string());
const cacheSchema = z.object({ key: z.string(), modules: modulesSchema });

type Modules = z.output<typeof modulesSchema>;

/** Gives rollup the firmware's modules; what the compiler has to say are its warnings. */
export function compiledFirmware(): Plugin {
  let modules: Modules = {};
  return {
    name: 'compiled-firmware',
    async buildStart() {
      const key = sourcesKey();
      const known = readCache();
      if (known?.key === key) {
        modules = known.modules;
        return;
      }
      const compiled = await compile();
      for (const fault of compiled.faults) this.warn(fault);
      modules = compiled.modules;
      if (compiled.faults.length === 0) writeCache({ key, modules });
    },
    // The compiler writes what will be the file's name.
    resolveId: (source, importer) =>
      importer !== undefined && source.startsWith('.')
        ? resolve(dirname(importer), source.replace(/\.js$/, '.ts'))
        : null,
    load: (id) => modules[relative(process.cwd(), id)] ?? null,
  };
}

/** Another one for other sources, other settings or another compiler. */
function sourcesKey(): string {
  const { resolve: locate } = createRequire(import.meta.url);
  const sources = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(FOLDER, name));
  const hash = createHash('sha256');
  for (const file of [...sources, TSCONFIG, 'src/tsconfig.base.json', locate('typescript/package.json')]) {
    hash.update(`${file}\0${readFileSync(file, 'utf8')}\0`);
  }
  return hash.digest('hex');
}

async function compile(): Promise<{ modules: Modules; faults: string[] }> {
  const { default: ts } = await import('typescript');
  // Absolute paths: the compiler remembers the folder that it was first used in.
  const { config } = ts.readConfigFile(resolve(TSCONFIG), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(config, ts.sys, resolve(FOLDER), {
    noEmit: false,
    composite: false,
    incremental: false,
  });
  const program = ts.createProgram(fileNames, options);
  const modules: Modules = {};
  program.emit(undefined, (path, text) => {
    modules[relative(process.cwd(), path).replace(/\.js$/, '.ts')] = text;
  });
  const faults = [...errors, ...ts.getPreEmitDiagnostics(program)].map((diagnostic) => {
    const { file, start = 0, code } = diagnostic;
    const place = file?.getLineAndCharacterOfPosition(start);
    const at =
      file && place
        ? `${relative(process.cwd(), file.fileName)}:${place.line + 1}:${place.character + 1} `
        : '';
    return `${at}TS${code}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
  });
  return { modules, faults };
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
