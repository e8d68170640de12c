import { afterEach, describe, expect, jest, test } from '@jest/globals';
import {
  options,
  optionsAndFile,
  optionsAndNames,
  portNumber,
  runCommand,
  say,
  sayAside,
  wholeNumber,
} from '../src/command-line.ts';
import type { Manual } from '../src/manual.ts';
import { Failure } from '../src/failure.ts';

const MANUAL = {
  call: 'npm run try',
  about: 'Tries things out.',
  options: {
    port: { type: 'string', value: 'PORT', default: '80', about: 'where it listens' },
    file: { type: 'string', value: 'FILE', about: 'what it reads', otherwise: 'the newest one' },
    'no-wait': { type: 'boolean', default: false, about: 'goes on at once' },
  },
  names: ['size', 'page'],
  examples: [
    ['', 'as it comes'],
    ['--port 8000', 'elsewhere'],
  ],
} as const satisfies Manual;

const BARE = { call: 'npm run bare', about: 'Does one thing.', options: {}, examples: [['', 'it']] } as const;

function failureOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('the words of a command', () => {
  test('are its options, and the names that it knows', () => {
    expect(options(['--port', '8080', '--no-wait'], MANUAL, {})).toMatchObject({
      port: '8080',
      'no-wait': true,
    });
    expect(optionsAndNames(['size', '--no-wait'], MANUAL, {}).names).toEqual(['size']);
  });

  test.each([
    [['--prot', '80'], `Unknown option '--prot'. Did you mean --port?`],
    [['--nowait'], `Unknown option '--nowait'. Did you mean --no-wait?`],
    [['--FILE', 'x'], `Unknown option '--FILE'. Did you mean --file?`],
    [
      ['--bogus'],
      `Unknown option '--bogus'. There are: size, page. Its options are --port, --file, --no-wait.`,
    ],
    [
      ['--port'],
      `Option '--port <value>' argument missing. There are: size, page. Its options are --port, --file, --no-wait.`,
    ],
    [
      ['--port', '--no-wait'],
      "Option '--port' argument is ambiguous. Did you forget to specify the option argument for '--port'? " +
        "To specify an option argument starting with a dash use '--port=-XYZ'. " +
        'There are: size, page. Its options are --port, --file, --no-wait.',
    ],
    [['80'], `"80" means nothing here. There are: size, page. Its options are --port, --file, --no-wait.`],
    [['--port', ''], '"--port" is there without a value.'],
    [['sise'], `"sise" means nothing here. Did you mean size?`],
    [['port'], `"port" means nothing here. Did you mean --port?`],
  ])('are refused in one sentence with a hint otherwise: %j', (args, message) => {
    expect(failureOf(() => optionsAndNames(args, MANUAL, {}))).toMatchObject({ exit: 'usage', message });
  });

  test('keep what Node says of them', () => {
    expect(failureOf(() => options(['--prot'], MANUAL, {}))).toMatchObject({
      cause: { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' },
    });
  });

  test('may be a file, and one alone', () => {
    expect(optionsAndFile(['a.bin', '--no-wait'], MANUAL, {})).toMatchObject({
      file: 'a.bin',
      values: { 'no-wait': true },
    });
    expect(optionsAndFile([], MANUAL, {}).file).toBeUndefined();
    expect(failureOf(() => optionsAndFile(['a.bin', 'b.bin'], MANUAL, {}))).toMatchObject({
      exit: 'usage',
      message: expect.stringMatching(/^"b\.bin" is one file too many\. There are: /),
    });
  });

  test('say so when there are no options at all', () => {
    expect(() => options(['x'], BARE, {})).toThrow('"x" means nothing here. It takes no options.');
  });
});

describe('an option that npm took for itself, because no -- stood before it', () => {
  test.each([
    [{ npm_config_port: '8000' }, '--port'],
    [{ npm_config_file: 'true' }, '--file'],
    [{ npm_config_wait: '' }, '--no-wait'],
    [{ npm_config_file: 'true', npm_config_port: '8000' }, '--port --file'],
  ])('is told, with what to write: %j', (env, flag) => {
    expect(failureOf(() => options([], MANUAL, env))).toMatchObject({
      exit: 'usage',
      message: `npm kept ${flag} for itself, because no -- stood before it. Write \`npm run try -- ${flag}\`.`,
    });
  });

  test('is told by its whole name, with a "no-" in the middle of it too', () => {
    const manual = { ...BARE, options: { 'piano-keys': { type: 'boolean', about: 'plays' } } } as const;
    expect(() => options([], manual, { npm_config_piano_keys: 'true' })).toThrow('npm kept --piano-keys for');
  });

  test('is told on Windows with how to get the -- past PowerShell', () => {
    const env = { npm_config_port: '8000', PSModulePath: 'C:\\Program Files\\WindowsPowerShell\\Modules' };
    expect(() => options([], MANUAL, env)).toThrow(
      "Write `npm run try -- --port`. In PowerShell, quote it: '--'.",
    );
  });

  test("is none where npm's environment says nothing of it", () => {
    const env = { npm_config_wait: 'true', npm_config_user_agent: 'npm', npm_config_ports: 'x' };
    expect(options([], MANUAL, env)).toMatchObject({ port: '80', 'no-wait': false });
  });
});

test.each(['--help', '-h'])(
  '%s shows every option with its default, and examples, and is no failure',
  async (flag) => {
    const said = jest.spyOn(console, 'log').mockReturnValue();
    await runCommand(() => {
      optionsAndNames([flag, '--bogus'], MANUAL, { npm_config_port: '80' });
      throw new Error('goes on');
    });
    expect(said.mock.calls).toEqual([
      [
        [
          'Tries things out.',
          '',
          '  npm run try -- [NAME ...]   with names of size, page',
          '',
          '  --port PORT   where it listens (otherwise: 80)',
          '  --file FILE   what it reads (otherwise: the newest one)',
          '  --no-wait     goes on at once (otherwise: not)',
          '  -h, --help    shows this',
          '',
          'For example:',
          '  npm run try                  as it comes',
          '  npm run try -- --port 8000   elsewhere',
        ].join('\n'),
      ],
    ]);
    said.mockRestore();
  },
);

test.each(['', 'x', '-1', '1.5', '0', '11', '1e1'])('a number from 1 to 10 is not "%s"', (text) => {
  const message = `"--count" must be a number from 1 to 10, not "${text}".`;
  expect(failureOf(() => wholeNumber('count', text, 1, 10))).toMatchObject({ exit: 'usage', message });
});

test('a port is a number to 65535, 0 for any that is free, or none is asked for', () => {
  expect([portNumber(undefined), portNumber('0'), portNumber('65535')]).toEqual([undefined, 0, 65_535]);
  expect(failureOf(() => portNumber('65536'))).toMatchObject({
    exit: 'usage',
    message: '"--port" must be a number from 0 to 65535, not "65536".',
  });
});

test.each([1, 10])('a number from 1 to 10 is %i', (number) => {
  expect(wholeNumber('count', String(number), 1, 10)).toBe(number);
});

test.each([
  ['log', say],
  ['error', sayAside],
] as const)('what a command says on console.%s is shown, never obeyed', (stream, speak) => {
  const print = jest.spyOn(console, stream).mockImplementation(() => undefined);
  speak('Line\n\t"\x1b]0;x\x07\x9b\r"');
  expect(print.mock.calls).toEqual([['Line\n\t"\\x1b]0;x\\x07\\x9b\\x0d"']]);
  print.mockRestore();
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
