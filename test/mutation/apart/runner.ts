import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCLI } from 'jest';
import { rollup } from 'rollup';
import ts from 'typescript';
import type { Mutant, StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import { shrink } from '../../../src/build/shrink.ts';
import { subsetFaults } from '../../../src/build/subset.ts';
import type { ButtonConfig } from '../../../src/config/config.ts';
import { firmwareConstants } from '../../../src/config/constants.ts';
import { NO_DIFFERENCE } from './no-difference.ts';

/**
 * Tries the mutants of the code that its tests run as a bundle. Stryker has all of them in the code at once, and turns on one: too much for a
 * board. So each is bundled alone here, and the tests get that (bundle.ts).
 */

const FIRMWARE = fileURLToPath(new URL('../../../src/firmware', import.meta.url));

/** environment.js hands it to the tests. */
type Builder = typeof globalThis & { firmwareScript?: (config: ButtonConfig) => Promise<string> };

interface Settings extends StrykerOptions {
  readonly jest: { readonly config: object };
  readonly apart: readonly string[];
}

class Apart implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  readonly #config: string;
  /** What each file has taken for each mutant that it has noticed: those that take the least come first. */
  readonly #costs: Map<string, { spentMs: number; noticed: number }>;

  constructor(options: StrykerOptions) {
    const { jest, apart } = options as Settings;
    this.#config = JSON.stringify(jest.config);
    this.#costs = new Map(apart.map((file) => [file, { spentMs: 0, noticed: 1 }]));
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async dryRun(): Promise<DryRunResult> {
    offer(await modulesWith());
    const tests: TestResult[] = [];
    for (const [id, cost] of this.#costs) {
      const failureMessage = await this.#faultIn(id);
      const ran = { id, name: id, fileName: resolve(id), timeSpentMs: cost.spentMs };
      tests.push(
        failureMessage === undefined
          ? { ...ran, status: TestStatus.Success }
          : { ...ran, status: TestStatus.Failed, failureMessage },
      );
    }
    return { status: DryRunStatus.Complete, tests };
  }

  async mutantRun({ activeMutant }: MutantRunOptions): Promise<MutantRunResult> {
    const scripts = offer(await modulesWith(activeMutant));
    const files = [...this.#costs].sort(([, a], [, b]) => a.spentMs / a.noticed - b.spentMs / b.noticed);
    for (const [at, [file, cost]] of files.entries()) {
      const failureMessage = await this.#faultIn(file);
      if (failureMessage === undefined) continue;
      cost.noticed++;
      return { status: MutantRunStatus.Killed, killedBy: [file], failureMessage, nrOfTests: at + 1 };
    }
    if (await isSame(scripts, await modulesWith())) {
      return { status: MutantRunStatus.Error, errorMessage: NO_DIFFERENCE };
    }
    return { status: MutantRunStatus.Survived, nrOfTests: files.length };
  }

  /** @returns why a test in a file fails */
  async #faultIn(file: string): Promise<string | undefined> {
    const startedMs = Date.now();
    const { results } = await runCLI(
      { $0: 'apart', _: [file], runTestsByPath: true, runInBand: true, silent: true, config: this.#config },
      [process.cwd()],
    );
    this.#costs.get(file)!.spentMs += Date.now() - startedMs;
    return results.success ? undefined : (results.testResults[0]?.failureMessage ?? 'It did not run.');
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
 * @returns what they got so far
 */
function offer(code: string): Scripts {
  const scripts: Scripts = new Map();
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

export const strykerValidationSchema = { properties: { apart: { type: 'array' } } };
