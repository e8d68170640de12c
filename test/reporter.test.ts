import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

/** @returns what Jest's output ends with when these files had tests to skip */
function closingLines(skippedByFile: Readonly<Record<string, number>>, config = {}): string[] {
  const testResults = Object.entries(skippedByFile).map(([testFilePath, numPendingTests]) => ({
    testFilePath,
    numPendingTests,
  }));
  const results = {
    numPassedTests: 7,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 1,
    numPendingTests: testResults.reduce((sum, { numPendingTests }) => sum + numPendingTests, 0),
    testResults,
  };
  const program =
    `import Summary from './test/reporter.js';` +
    `new Summary(${JSON.stringify(config)}).onRunComplete(null, ${JSON.stringify(results)});`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  return stdout.trimEnd().split('\n');
}

const SKIPPED = {
  'test/espruino/names.test.ts': 5,
  'test/scenarios/real.test.ts': 90,
  'test/simulator/faces/page/browser.test.ts': 3,
};

test('a run ends with its figures alone on a line, and before it what the skipped tests need', () => {
  expect(closingLines(SKIPPED)).toEqual([
    "Of the skipped tests 95 need Espruino's Linux build, which ESPRUINO names: docs/contributing.md says how to run them.",
    'Of the skipped tests 3 need Chromium, which CHROMIUM names: docs/contributing.md says how to run them.',
    '7 passed, 2 failed, 98 skipped',
  ]);
});

test('where nothing is skipped, or only what a pattern leaves out, there is nothing to say about it', () => {
  expect(closingLines({ 'test/espruino/names.test.ts': 0 })).toEqual(['7 passed, 2 failed']);
  expect(closingLines(SKIPPED, { testNamePattern: 'x' })).toEqual(['7 passed, 2 failed, 98 skipped']);
});
