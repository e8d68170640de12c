import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { options, optionsAndNames, runCommand, wholeNumber } from '../src/command-line.ts';
import { Failure } from '../src/failure.ts';

const KNOWN = { port: { type: 'string' }, open: { type: 'boolean' } } as const;

function failureOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('the words of a command', () => {
  test('are its options, and the names that it knows', () => {
    expect(options(['--port', '80', '--open'], KNOWN)).toMatchObject({ port: '80', open: true });
    expect(optionsAndNames(['size', '--open'], KNOWN, ['size']).names).toEqual(['size']);
  });

  test.each([
    [['--prot', '80'], [], `Unknown option '--prot'. Its options are --port, --open.`],
    [['--port'], [], `Option '--port <value>' argument missing. Its options are --port, --open.`],
    [['80'], [], `"80" means nothing here. Its options are --port, --open.`],
    [['--port', ''], [], '"--port" is there without a value.'],
    [
      ['sise'],
      ['size', 'page'],
      `"sise" means nothing here. There are: size, page. Its options are --port, --open.`,
    ],
  ])('are refused in one sentence and one hint otherwise: %j', (args, names, message) => {
    expect(failureOf(() => optionsAndNames(args, KNOWN, names))).toMatchObject({ exit: 'usage', message });
  });

  test('say so when there are no options at all', () => {
    expect(() => options(['x'], {})).toThrow('"x" means nothing here. It takes no options.');
  });
});

test('--help says what there is, and is no failure', async () => {
  const said = jest.spyOn(console, 'log').mockReturnValue();
  await runCommand(() => {
    optionsAndNames(['--help'], KNOWN, ['size']);
    throw new Error('goes on');
  });
  expect(said.mock.calls).toEqual([['There are: size. Its options are --port, --open.']]);
  said.mockRestore();
});

test.each(['', 'x', '-1', '1.5', '0', '11', '1e1'])('a number from 1 to 10 is not "%s"', (text) => {
  const message = `"--count" must be a number from 1 to 10, not "${text}".`;
  expect(failureOf(() => wholeNumber('count', text, 1, 10))).toMatchObject({ exit: 'usage', message });
});

test.each([1, 10])('a number from 1 to 10 is %i', (number) => {
  expect(wholeNumber('count', String(number), 1, 10)).toBe(number);
});

describe('a command that fails', () => {
  const before = process.exitCode;

  afterEach(() => {
    process.exitCode = before;
    jest.restoreAllMocks();
  });

  test.each([
    [new Failure('portBusy', 'The port "x" is in use.'), 24, /^The port "x" is in use\.$/],
    [new Failure('config', 'Line\n  "\x1b]0;x\x07\x9b"'), 2, /^Line\n {2}"\\x1b\]0;x\\x07\\x9b"$/],
    [new TypeError('a fault'), 1, /^TypeError: a fault\n +at /],
    [new TypeError('\x1b[2J\x9d'), 1, /^TypeError: \\x1b\[2J\\x9d\n +at /],
  ])('ends with its code, and says what a person can act on: %s', async (error, code, said) => {
    const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    await runCommand(() => Promise.reject(error));
    expect(process.exitCode).toBe(code);
    expect(print.mock.calls).toEqual([[expect.stringMatching(said)]]);
  });
});
