import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { withoutRelay } from './board-and-page.ts';
import { canariesIn, clothesOf, HEADER, HOOK_PATH, PASSWORD, SECRET } from './canaries.ts';
import { firstRunAndPackage, withRelay } from './relay-and-package.ts';
import { Run } from './run.ts';

/** A loaded machine is slow, not wrong. */
jest.setTimeout(900_000);

/** Where the secrets are looked for: what each command says, good and failing, and what it writes, sends and starts. */
const PLACES = [
  'command lines, environments and temporary files',
  'npm pack',
  'npm run build',
  'npm run build (no JSON)',
  'npm run build (wrong)',
  'npm run dev',
  'npm run doctor',
  'npm run doctor (no trust, no secret)',
  'npm run doctor --report',
  'npm run monitor',
  'npm run ports',
  'npm run relay',
  'npm run relay (first run)',
  'npm run relay (journal damaged)',
  'npm run relay (port taken)',
  'npm run relay --check',
  'npm run relay --check (no trust)',
  'npm run relay --check (nobody)',
  'npm run relay --check (secret)',
  'npm run start --live --open',
  'npm run start --smash --live',
  'npm run start --smash --live (404)',
  'npm run start --smash --relay',
  'npm run upload',
  'npm run upload (no port)',
  'start --live, but for the address',
  'temporary files that are left',
  "the page's frames",
  'the page: /',
  'the page: /bench',
  'the page: /none',
  'the page: /page.css',
  'the page: /page.js',
  "the relay's answer to rubbish",
  "the relay's journal",
];

const run = new Run();
/** Of the live page. */
let token = '';

beforeAll(async () => {
  [token] = await Promise.all([withoutRelay(run), withRelay(run).then(() => firstRunAndPackage(run))]);
  run.search('command lines, environments and temporary files', run.project.record);
  run.search('temporary files that are left', JSON.stringify(run.project.leftBehind()));
});
afterAll(() => run.project.remove());

test('the search finds each secret in whatever it wears', () => {
  const found = [PASSWORD, HOOK_PATH, HEADER, SECRET].map((secret) =>
    ['', 'a', 'ab'].map((before) => [
      canariesIn(`${before}${secret}.`),
      canariesIn(Buffer.from(`${before}${secret}.`).toString('base64')),
      canariesIn(Buffer.from(`${before}${secret}.`).toString('base64url')),
      canariesIn(Buffer.from(`${before}${secret}.`).toString('hex')),
      canariesIn(encodeURIComponent(`${before}${secret}.`)),
      canariesIn(JSON.stringify({ text: `${before}${secret}.` })),
    ]),
  );
  expect(found.flat(2).map(({ length }) => length)).toEqual(Array(4 * 3 * 6).fill(1));
  expect(canariesIn('nothing of the kind')).toEqual([]);
});

describe('no secret is in', () => {
  test('what any command says, writes, sends or starts', () => {
    const leaks = [...run.searched].map(([what, text]) => ({ what, leaks: canariesIn(text) }));
    expect(leaks.filter((each) => each.leaks.length > 0)).toEqual([]);
    expect(leaks.map(({ what }) => what).sort()).toEqual(PLACES);
  });

  test("what others see of a live page's token: only the printed address has it", () => {
    expect(token).toMatch(/^[\w-]{22}$/);
    const all = [...run.searched].filter(([what]) => what !== 'npm run start --live --open');
    expect(all.filter(([, text]) => text.includes(token)).map(([what]) => what)).toEqual([
      // In a file of its owner's own, below.
      'command lines, environments and temporary files',
    ]);
    const lines = run.project.record.split('\n').filter((line) => line.includes(token));
    expect(lines.every((line) => line.startsWith('{"temporary":'))).toBe(true);
  });

  test("what others see of a stand-in relay's secret: its channel alone has it", () => {
    const lines = run.project.record.split('\n');
    const handed = lines.filter((line) => line.startsWith('{"handed":'));
    const secrets = handed.map((line) => (JSON.parse(line) as { handed: { secret: string } }).handed.secret);
    expect(secrets).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    const [secret = ''] = secrets;
    const seen = lines.filter((line) => !handed.includes(line)).concat(...run.searched.values());
    const leaks = seen.filter(
      (text) => !text.includes(handed[0]!) && clothesOf(secret).some((one) => text.includes(one)),
    );
    // The whole of it would show an environment to whoever reads the failure.
    expect(leaks.map((text) => text.slice(0, 80))).toEqual([]);
  });

  test('a temporary file that others may open', () => {
    interface Found {
      path: string;
      mode: number;
    }
    const gone = run.project.record
      .split('\n')
      .filter((line) => line.startsWith('{"temporary":'))
      .flatMap((line) => (JSON.parse(line) as { temporary: Found[] }).temporary);
    const folders = gone.filter(
      ({ path }) => /\/button-[\w-]+$/.test(path) && path.startsWith(run.project.temporary),
    );
    expect(folders.length).toBeGreaterThan(2);
    expect(folders.filter(({ mode }) => (mode & 0o077) !== 0)).toEqual([]);
    expect(run.project.leftBehind()).toEqual([]);
    expect(statSync(join(run.project.folder, 'dist/firmware.js')).mode & 0o777).toBe(0o600);
    expect(statSync(join(run.project.folder, 'journal.jsonl')).mode & 0o777).toBe(0o600);
  });
});
