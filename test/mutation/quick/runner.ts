import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { addEventHandler, getState, resetState, run } from 'jest-circus';
import type { Circus } from '@jest/types';
import {
  INSTRUMENTER_CONSTANTS,
  type InstrumenterContext,
  type StrykerOptions,
} from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  type DryRunOptions,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import { jest } from './globals.ts';
import { loadFile, NotAlone, toResolver } from './replace.ts';

/**
 * Runs the tests of a room in this process, which has loaded them once: Jest takes a second for each mutant to load them anew, and most mutants
 * are noticed in a millisecond. What one mutant leaves behind must not count for the next, so
 * - a test that fails must pass as soon as its mutant is gone,
 * - a mutant that lives is tried once more in modules that have known no other.
 */

interface Settings extends StrykerOptions {
  readonly quick: readonly string[];
}

/** A test file, loaded. */
interface Loaded {
  readonly file: string;
  readonly root: Circus.DescribeBlock;
  readonly tests: readonly Circus.TestEntry[];
}

interface Failed {
  readonly id: string;
  readonly message: string;
}

const TEST_TIMEOUT_MS = 20_000;
/** In a worker that can't be cleaned. Stryker starts another and tries the mutant there. */
export const TAINTED = 70;

const { NAMESPACE, ACTIVE_MUTANT_ENV_VARIABLE } = INSTRUMENTER_CONSTANTS;
const instrumented = globalThis as typeof globalThis & Record<string, InstrumenterContext | undefined>;
const context = (instrumented[NAMESPACE] ??= {}) as {
  -readonly [K in keyof InstrumenterContext]: InstrumenterContext[K] | undefined;
};

export class Quick implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  readonly #names: readonly string[];
  readonly #replaced: Readonly<Record<string, string>>;
  #files: readonly Loaded[] = [];
  #loads = 0;
  /** The test files that replace modules. Each is loaded with modules of its own; all others share theirs. */
  readonly #alone = new Set<string>();
  /** What each test took when it last ran. The quickest come first. */
  readonly #durationsMs = new Map<string, number>();
  /** The mutant that was on while they were loaded. */
  #loadedWith: string | undefined;

  /** @param replaced modules that stand in the place of others, by the names that these are imported under */
  constructor(options: StrykerOptions, replaced: Readonly<Record<string, string>> = {}) {
    this.#names = (options as Settings).quick;
    this.#replaced = replaced;
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  init(): Promise<void> {
    const ours = (name: string): string => new URL(name, import.meta.url).href;
    register('./resolve.js', import.meta.url, {
      data: {
        root: pathToFileURL(resolve('.')).href,
        replaced: {
          '@jest/globals': ours('globals.ts'),
          'button:constants': pathToFileURL(resolve('test/firmware/constants.ts')).href,
          ...this.#replaced,
        },
        port: toResolver,
      },
      transferList: [toResolver],
    });
    return Promise.resolve();
  }

  async dryRun({ coverageAnalysis }: Pick<DryRunOptions, 'coverageAnalysis'>): Promise<DryRunResult> {
    await this.#load();
    const tests: TestResult[] = [];
    const failures = await this.run(() => true, false);
    for (const { file, tests: entries } of this.#files) {
      for (const test of entries) {
        if (test.status !== 'done') continue;
        const id = idOf(file, test);
        const ran = { id, name: id, fileName: resolve(file), timeSpentMs: test.duration ?? 0 };
        const failed = failures.find((failure) => failure.id === id);
        tests.push(
          failed === undefined
            ? { ...ran, status: TestStatus.Success }
            : { ...ran, status: TestStatus.Failed, failureMessage: failed.message },
        );
      }
    }
    // What is told counts, also where it is that no mutant was run.
    if (coverageAnalysis === 'off') return { status: DryRunStatus.Complete, tests };
    const { mutantCoverage = { static: {}, perTest: {} } } = context;
    return { status: DryRunStatus.Complete, tests, mutantCoverage };
  }

  async mutantRun({
    activeMutant: { id },
    testFilter,
    mutantActivation,
    hitLimit,
  }: MutantRunOptions): Promise<MutantRunResult> {
    const wanted = testFilter === undefined ? undefined : new Set(testFilter);
    const isWanted = (test: string): boolean => wanted?.has(test) ?? true;
    const isStatic = mutantActivation === 'static';
    let failed = await this.#try(id, isWanted, isStatic, hitLimit);
    if (failed === undefined && !isStatic) failed = await this.#try(id, isWanted, true, hitLimit);
    const timeout = determineHitLimitReached(context.hitCount, hitLimit);
    if (timeout !== undefined) return { ...timeout, status: MutantRunStatus.Timeout };
    const nrOfTests = wanted?.size ?? 1;
    if (failed === undefined) return { status: MutantRunStatus.Survived, nrOfTests };
    return {
      status: MutantRunStatus.Killed,
      killedBy: [failed.id],
      failureMessage: failed.message,
      nrOfTests,
    };
  }

  /**
   * @param isFromTheStart whether the mutant is on while the code is loaded as well
   * @returns the test that notices, if any
   */
  async #try(
    id: string,
    isWanted: (test: string) => boolean,
    isFromTheStart: boolean,
    hitLimit: number | undefined,
  ): Promise<Failed | undefined> {
    if (!isFromTheStart && this.#loadedWith !== undefined) await this.#load();
    context.hitCount = hitLimit === undefined ? undefined : 0;
    context.hitLimit = hitLimit;
    let failed: Failed | undefined;
    try {
      if (isFromTheStart) await this.#load(id);
      turnOn(id);
      [failed] = await this.run(isWanted, true);
    } catch (error) {
      failed = { id: this.#names[0] ?? '', message: `It can't be loaded: ${String(error)}` };
      isWanted = (): boolean => false;
    } finally {
      turnOn(undefined);
    }
    if (failed === undefined) return undefined;
    const { id: test } = failed;
    const isClean = async (): Promise<boolean> =>
      (await this.run((each) => each === test, true)).length === 0;
    if (this.#loadedWith === undefined && (await isClean())) return failed;
    const isNew = this.#loadedWith !== undefined;
    await this.#load();
    if (!(await isClean())) process.exit(TAINTED);
    // It may have failed for what was there before, so here it is tried where nothing was.
    return isNew ? failed : this.#try(id, isWanted, true, hitLimit);
  }

  /** Loads code and tests anew. */
  async #load(mutant?: string): Promise<void> {
    this.#loadedWith = mutant ?? '';
    turnOn(mutant);
    const shared = ++this.#loads;
    const files: Loaded[] = [];
    for (const file of this.#names) {
      await this.#loadFile(file, shared);
      const { rootDescribeBlock: root } = getState();
      files.push({ file, root, tests: [...testsIn(root)] });
    }
    this.#files = files;
    this.#loadedWith = mutant;
  }

  async #loadFile(file: string, shared: number): Promise<void> {
    resetState();
    const isAlone = this.#alone.has(file);
    const load = isAlone ? ++this.#loads : shared;
    try {
      await loadFile(new URL(`?load=${load}`, pathToFileURL(resolve(file))), isAlone);
    } catch (error) {
      if (!(error instanceof NotAlone)) throw error;
      this.#alone.add(file);
      await this.#loadFile(file, shared);
    }
  }

  /** @returns the tests that failed; after the first no other is run if `isBail` */
  protected async run(isWanted: (id: string) => boolean, isBail: boolean): Promise<Failed[]> {
    const failures: Failed[] = [];
    const work = this.#files.map((loaded) => {
      const ids = new Map(loaded.tests.map((test) => [test, idOf(loaded.file, test)]));
      const wanted = loaded.tests.filter((test) => test.mode !== 'skip' && isWanted(ids.get(test) ?? ''));
      const takesMs = wanted.reduce(
        (sum, test) => sum + (this.#durationsMs.get(ids.get(test) ?? '') ?? 0),
        0,
      );
      return { ...loaded, ids, wanted: new Set(wanted), takesMs };
    });
    for (const { root, tests, ids, wanted } of work.sort((a, b) => a.takesMs - b.takesMs)) {
      if (wanted.size === 0) continue;
      const modes = tests.map(({ mode }) => mode);
      for (const test of tests) {
        Object.assign(test, { errors: [], status: null, seenDone: false });
        if (!wanted.has(test)) test.mode = 'skip';
      }
      resetState();
      const state = getState();
      state.rootDescribeBlock = state.currentDescribeBlock = root;
      state.testTimeout = TEST_TIMEOUT_MS;
      // Which tests run a mutant is told by which of them runs.
      if (!isBail) state.maxConcurrency = 1;
      onTest = (event): void => {
        const id = ids.get(event.test) ?? '';
        if (event.name === 'test_start') {
          context.currentTestId = id;
          if (isBail && failures.length > 0) event.test.mode = 'skip';
          return;
        }
        // What comes before the tests of the next block runs for none of them alone.
        context.currentTestId = undefined;
        this.#durationsMs.set(id, event.test.duration ?? 0);
        if (event.test.errors.length > 0) failures.push({ id, message: messageOf(event.test) });
      };
      process.on('uncaughtException', onStray).on('unhandledRejection', onStray);
      try {
        await run();
      } finally {
        process.off('uncaughtException', onStray).off('unhandledRejection', onStray);
        context.currentTestId = undefined;
        jest.restoreAllMocks();
        jest.useRealTimers();
        for (const [at, test] of tests.entries()) test.mode = modes[at];
      }
      if (isBail && failures.length > 0) break;
    }
    return failures;
  }
}

type TestEvent = Extract<Circus.Event, { name: 'test_start' | 'test_done' }>;

let onTest: (event: TestEvent) => void = () => undefined;

addEventHandler((event: Circus.Event): void => {
  if (event.name === 'test_start' || event.name === 'test_done') onTest(event);
});

/** An error out of nowhere fails the test that runs. */
function onStray(error: unknown): void {
  getState().currentlyRunningTest?.errors.push(error);
}

function turnOn(id: string | undefined): void {
  context.activeMutant = id;
  // For the processes that the tests start.
  if (id === undefined) Reflect.deleteProperty(process.env, ACTIVE_MUTANT_ENV_VARIABLE);
  else process.env[ACTIVE_MUTANT_ENV_VARIABLE] = id;
}

function* testsIn(block: Circus.DescribeBlock): Iterable<Circus.TestEntry> {
  for (const child of block.children) {
    if (child.type === 'test') yield child;
    else if (child.mode !== 'skip') yield* testsIn(child);
  }
}

function idOf(file: string, test: Circus.TestEntry): string {
  const names = [test.name];
  for (let block = test.parent; block.parent !== undefined; block = block.parent) names.unshift(block.name);
  return `${file} ${names.join(' ')}`;
}

function messageOf({ errors }: Circus.TestEntry): string {
  const first: unknown = Array.isArray(errors[0]) ? errors[0][0] : errors[0];
  return first instanceof Error ? first.message : String(first);
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'quick', Quick)];
