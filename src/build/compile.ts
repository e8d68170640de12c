import { dirname, relative, resolve } from 'node:path';
import type { Plugin } from 'rollup';

/** Below the current folder. */
export const FIRMWARE_FOLDER = 'src/firmware';
export const FIRMWARE_TSCONFIG = `${FIRMWARE_FOLDER}/tsconfig.json`;

/** By the path of each source, its JavaScript. */
type Modules = Readonly<Record<string, string>>;

/** Gives rollup the firmware's modules as JavaScript, checked by the compiler, whose faults are its warnings. */
export function compiledFirmware(): Plugin {
  let modules: Modules = {};
  return {
    name: 'compiled-firmware',
    async buildStart() {
      const compiled = await compile();
      for (const fault of compiled.faults) this.warn(fault);
      modules = compiled.modules;
    },
    // The compiler writes what will be the file's name.
    resolveId: (source, importer) =>
      importer !== undefined && source.startsWith('.')
        ? resolve(dirname(importer), source.replace(/\.js$/, '.ts'))
        : null,
    load: (id) => modules[relative(process.cwd(), id)] ?? null,
  };
}

async function compile(): Promise<{ modules: Modules; faults: string[] }> {
  const { default: ts } = await import('typescript');
  // Absolute paths: the compiler remembers the folder that it was first used in.
  const { config } = ts.readConfigFile(resolve(FIRMWARE_TSCONFIG), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(
    config,
    ts.sys,
    resolve(FIRMWARE_FOLDER),
    {
      noEmit: false,
      composite: false,
      incremental: false,
    },
  );
  const program = ts.createProgram(fileNames, options);
  const modules: Record<string, string> = {};
  program.emit(undefined, (path, text) => {
    modules[relative(process.cwd(), path).replace(/\.js$/, '.ts')] = text;
  });
  const faults = [...errors, ...ts.getPreEmitDiagnostics(program)].map((diagnostic) => {
    const { file, start = 0, code, messageText } = diagnostic;
    const told = `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    if (file === undefined) return told;
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    return `${relative(process.cwd(), file.fileName)}:${line + 1}:${character + 1} ${told}`;
  });
  return { modules, faults };
}
