import { existsSync } from 'node:fs';
import { afterAll, beforeEach, expect, jest, test } from '@jest/globals';
import { configOf, SILENT } from './served.ts';

/** What has been handed to the system to open. */
const opened: string[] = [];
const opens = jest.fn((target: string) => Promise.resolve(opened.push(target)));
jest.unstable_mockModule('open', () => ({ default: opens }));
const { runPage } = await import('../../../../src/simulator/faces/page/index.ts');

const before = process.env['SSH_CONNECTION'];
beforeEach(() => {
  opened.length = 0;
  Reflect.deleteProperty(process.env, 'SSH_CONNECTION');
});
afterAll(() => {
  if (before !== undefined) process.env['SSH_CONNECTION'] = before;
});

const SETTINGS = { ...SILENT, load: () => configOf({}), watch: [], port: 0 };

/** A live page that runs until `ends` is called, when it has said so many lines. */
async function run(lines: number, change: { opens?: boolean; practice?: boolean } = {}) {
  const said: string[] = [];
  let ended = Promise.resolve();
  await new Promise<void>((resolve) => {
    ended = runPage(
      { ...SETTINGS, live: true },
      {
        opens: false,
        practice: false,
        ...change,
        print: (line) => {
          if (said.push(line) === lines) setImmediate(resolve);
        },
      },
    );
  });
  const [url = ''] = /http:\S+/.exec(said.join('\n')) ?? [];
  const ends = async (signal: NodeJS.Signals): Promise<void> => {
    process.emit(signal, signal);
    await ended;
  };
  return { said, url, ends };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a page is served until %s, and opens no browser by itself',
  async (signal) => {
    const { said, url, ends } = await run(2);
    expect(said[0]).toMatch(/^LIVE: .*deploys for real/);
    expect(await answers(url)).toBe(true);
    await ends(signal);
    expect(await answers(url)).toBe(false);
    expect(opened).toEqual([]);
  },
);

test('one says how to reach it to whoever is here over SSH', async () => {
  process.env['SSH_CONNECTION'] = '10.0.0.2 50000 10.0.0.1 22';
  const { said, ends } = await run(3);
  expect(said[2]).toMatch(/ssh -N -L \d+:127\.0\.0\.1:\d+ 10\.0\.0\.1/);
  await ends('SIGTERM');
});

test('one for practice says so', async () => {
  const { said, ends } = await run(2, { practice: true });
  expect(said[0]).toMatch(/^LIVE, FOR PRACTICE: /);
  await ends('SIGTERM');
});

test('what opened a browser is taken away when the page ends', async () => {
  const { ends } = await run(2, { opens: true });
  while (opened.length === 0) await new Promise(setImmediate);
  const [file = ''] = opened;
  expect(existsSync(file)).toBe(true);
  await ends('SIGTERM');
  expect(existsSync(file)).toBe(false);
});

test('where no browser can be opened the page says so, not again what opens it, and is served all the same', async () => {
  opens.mockRejectedValueOnce(new Error('no browser'));
  const aside = jest.spyOn(console, 'error').mockReturnValue();
  const { said, url, ends } = await run(3, { opens: true });
  expect(said[2]).toBe('No browser could be opened. Open the address yourself.');
  expect(await answers(url)).toBe(true);
  await ends('SIGTERM');
  expect(said).toHaveLength(3);
  expect(aside).not.toHaveBeenCalled();
  aside.mockRestore();
});
