import { readFileSync } from 'node:fs';

/** Why a file skips its tests: what it asks for, by the word that it asks with, and where that is told. */
const MISSING = [
  ['ESPRUINO', "Espruino's Linux build, which ESPRUINO names"],
  ['findChromium', 'Chromium, which CHROMIUM names'],
];

/** Ends Jest's output with one plain line that scripts can read whatever the version of Jest. */
export default class PlainSummary {
  #isPicked;

  /** @param {{ testNamePattern?: string }} config Jest's; with a pattern, what is skipped was asked for */
  constructor({ testNamePattern }) {
    this.#isPicked = Boolean(testNamePattern);
  }

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    const why = this.#isPicked ? [] : whySkipped(results.testResults);
    // Jest's own closing lines come after this call, so the line waits until the process ends.
    process.once('exit', () => {
      for (const line of why) process.stdout.write(`${line}\n`);
      process.stdout.write(`${results.numPassedTests} passed, ${failed} failed${skipped}\n`);
    });
  }
}

/**
 * @param {readonly { testFilePath: string, numPendingTests: number }[]} files
 * @returns {string[]} a sentence for each thing that is not there and keeps tests from running
 */
function whySkipped(files) {
  return MISSING.flatMap(([word, what]) => {
    const tests = files
      .filter(({ testFilePath, numPendingTests }) => numPendingTests > 0 && asksFor(testFilePath, word))
      .reduce((sum, { numPendingTests }) => sum + numPendingTests, 0);
    return tests > 0
      ? [`Of the skipped tests ${tests} need ${what}: docs/contributing.md says how to run them.`]
      : [];
  });
}

function asksFor(path, word) {
  return readFileSync(path, 'utf8').includes(word);
}
