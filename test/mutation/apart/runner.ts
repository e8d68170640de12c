import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import ts from 'typescript';
import type { Mutant, StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  MutantRunStatus,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { shrink } from '../../../src/build/shrink.ts';
import { subsetFaults } from '../../../src/build/subset.ts';
import type { ButtonConfig } from '../../../src/config/config.ts';
import { firmwareConstants } from '../../../src/config/constants.ts';
import { Quick, TAINTED } from '../quick/runner.ts';
import { NO_DIFFERENCE } from './no-difference.ts';

/**
 * Tries the mutants of the code that its tests run as a bundle. Stryker has all of them in the code at once, and turns on one: too much for a
 * board. So each is bundled alone here, and the tests, which this process has loaded once, get that (bundle.ts).
 */

const FIRMWARE = fileURLToPath(new URL('../../../src/firmware', import.meta.url));

/** What the tests get their scripts from. */
type Builder = typeof globalThis & { firmwareScript?: (config: ButtonConfig) => Promise<string> };

class Apart extends Quick {
  static override readonly inject = tokens(commonTokens.options);
  /** The code as it is, and what is made of it. */
  #code = '';
  readonly #scripts: Scripts = new Map();

  constructor(options: StrykerOptions) {
    super(options, { '../../src/build/bundle.ts': new URL('bundle.ts', import.meta.url).href });
  }

  override async dryRun(): Promise<DryRunResult> {
    this.#code = await modulesWith();
    offer(this.#code, this.#scripts);
    // Which tests run a mutant is not known: the code that Stryker has put them into is not what runs.
    return super.dryRun({ coverageAnalysis: 'off' });
  }

  override async mutantRun({ activeMutant }: MutantRunOptions): Promise<MutantRunResult> {
    // A worker that takes the place of another has loaded nothing.
    if (this.#code === '') await this.dryRun();
    const scripts = offer(await modulesWith(activeMutant));
    const [failed] = await this.run(() => true, true);
    if (failed === undefined) {
      return (await isSame(scripts, this.#code))
        ? { status: MutantRunStatus.Error, errorMessage: NO_DIFFERENCE }
        : { status: MutantRunStatus.Survived, nrOfTests: 1 };
    }
    const { id, message: failureMessage } = failed;
    offer(this.#code, this.#scripts);
    if ((await this.run((test) => test === id, true)).length > 0) process.exit(TAINTED);
    return { status: MutantRunStatus.Killed, killedBy: [id], failureMessage, nrOfTests: 1 };
  }
}

/** @returns the firmware's modules as one, as the build makes it, but that the mutant is in it and no types are checked */
async function modulesWith(mutant?: Mutant): Promise<string> {
  const bundle = await rollup({
    input: join(FIRMWARE, 'main.ts'),
    external: ['button:constants'],
    plugins: [
      {
        name: 'mutant',
        load: (path) => {
          const text = readFileSync(path, 'utf8');
          const isIts = mutant !== undefined && resolve(mutant.fileName) === path;
          return ts.transpileModule(isIts ? withMutant(text, mutant) : text, {
            compilerOptions: {
              target: ts.ScriptTarget.ES2022,
              module: ts.ModuleKind.ESNext,
              verbatimModuleSyntax: true,
            },
          }).outputText;
        },
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  return output[0].code;
}

/** Here Stryker counts lines and columns from 0. */
function withMutant(text: string, { location: { start, end }, replacement }: Mutant): string {
  const lines = text.split('\n');
  const before = [...lines.slice(0, start.line), (lines[start.line] ?? '').slice(0, start.column)];
  const after = [(lines[end.line] ?? '').slice(end.column), ...lines.slice(end.line + 1)];
  return `${before.join('\n')}${replacement}${after.join('\n')}`;
}

/** What was made of a bundle, by the constants of the configuration. */
type Scripts = Map<string, string>;

/**
 * Has the tests get what is made of a bundle, of any length: a mutant that takes more bytes is not noticed by that.
 * @param scripts what they got of it so far
 * @returns these, as they become more
 */
function offer(code: string, scripts: Scripts = new Map()): Scripts {
  (globalThis as Builder).firmwareScript = async (config) => {
    const key = JSON.stringify(firmwareConstants(config));
    const script = scripts.get(key) ?? (await shrink(code, firmwareConstants(config)));
    scripts.set(key, script);
    const faults = subsetFaults(script, true);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return script;
  };
  return scripts;
}

/** @returns whether all that the tests got would be made of this code as well */
async function isSame(scripts: Scripts, code: string): Promise<boolean> {
  for (const [key, script] of scripts) {
    if ((await shrink(code, JSON.parse(key) as Record<string, unknown>)) !== script) return false;
  }
  return true;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'apart', Apart)];
