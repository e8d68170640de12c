import { basename } from 'node:path';
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
  'files that are left',
  'files that are written',
  'npm pack',
  'npm run build',
  'npm run build (no JSON)',
  'npm run build (wrong)',
  'npm run dev',
  'npm run doctor',
  'npm run doctor (no trust, no secret)',
  'npm run doctor --report',
  'npm run flash (no file)',
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
  'npm run relay --log',
  'npm run setup (no terminal)',
  'npm run start --live --open',
  'npm run start --smash --live',
  'npm run start --smash --live (404)',
  'npm run start --smash --relay',
  'npm run start --terminal --live (no terminal)',
  'npm run upload',
  'npm run upload (no port)',
  'start --live, but for the address',
  "the page's frames",
  'the page: /',
  'the page: /bench',
  'the page: /none',
  'the page: /page.css',
  'the page: /page.js',
  "the relay's answers",
  "the relay's journal",
  'what the chat gets of the board',
  'what the chat gets of the relay',
];

const run = new Run();
/** Of the live page. */
let token = '';

interface Found {
  readonly path: string;
  readonly mode: number;
  readonly content?: string;
}

/** What the commands noted of files, of one kind. */
function noted(kind: 'temporary' | 'written'): Found[] {
  return run.project.record
    .filter((line) => line.startsWith(`{"${kind}":`))
    .flatMap((line) => (JSON.parse(line) as Record<string, Found[]>)[kind] ?? []);
}

/** What a board is to run holds what it needs: only its owner may read it. */
const isScript = ({ path }: Found): boolean => path.endsWith('dist/firmware.js');

beforeAll(async () => {
  [token] = await Promise.all([withoutRelay(run), withRelay(run).then(() => firstRunAndPackage(run))]);
  const seen = run.project.record.filter((line) => !line.startsWith('{"written":'));
  run.search('command lines, environments and temporary files', seen.join('\n'));
  const left = run.project.leftBehind();
  for (const files of [left, noted('written')]) expect(files.filter(isScript).length).toBeGreaterThan(0);
  run.search('files that are left', JSON.stringify(left.filter((each) => !isScript(each))));
  run.search('files that are written', JSON.stringify(noted('written').filter((each) => !isScript(each))));
});
afterAll(() => run.project.remove());

test('the search finds each secret, and each half of it, in whatever it wears', () => {
  const found = [PASSWORD, HOOK_PATH, HEADER, SECRET].flatMap((secret) => {
    const half = Math.ceil(secret.length / 2);
    return [secret, secret.slice(0, half), secret.slice(-half)].flatMap((part) =>
      ['', 'a', 'ab'].flatMap((before) => {
        const text = `${before}${part}.`;
        const inHex = Buffer.from(text).toString('hex');
        return [
          text,
          Buffer.from(text).toString('base64'),
          Buffer.from(text).toString('base64url'),
          inHex,
          inHex.toUpperCase(),
          inHex.replace(/../g, '%$&'),
          encodeURIComponent(text),
          JSON.stringify({ text }),
        ].map(canariesIn);
      }),
    );
  });
  expect(found.map(({ length }) => length)).toEqual(Array(4 * 3 * 3 * 8).fill(1));
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
    const holds = (text: string): boolean => clothesOf(token).some((one) => text.includes(one));
    const all = [...run.searched].filter(([what]) => what !== 'npm run start --live --open');
    expect(all.filter(([, text]) => holds(text)).map(([what]) => what)).toEqual([
      // In a file of its owner's own, below.
      'command lines, environments and temporary files',
      'files that are written',
    ]);
    const lines = run.project.record.filter(holds);
    expect(lines.every((line) => /^\{"(temporary|written)":/.test(line))).toBe(true);
  });

  test("what others see of a stand-in relay's secret: its channel alone has it", () => {
    const lines = run.project.record;
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

  test('a file that others may open', () => {
    const folders = noted('temporary').filter(
      ({ path }) => /\/button-[\w-]+$/.test(path) && path.startsWith(run.project.temporary),
    );
    expect(folders.length).toBeGreaterThan(2);
    expect(folders.filter(({ mode }) => (mode & 0o077) !== 0)).toEqual([]);
    const secretive = noted('written').filter(
      ({ content = '' }) => canariesIn(content).length > 0 || content.includes(token),
    );
    expect(new Set(secretive.map(({ path }) => basename(path)))).toEqual(
      new Set(['firmware.js', 'open.html']),
    );
    expect(secretive.filter(({ mode }) => (mode & 0o077) !== 0)).toEqual([]);
    const left = run.project.leftBehind();
    const mode = (name: string): number | undefined => left.find(({ path }) => path === name)?.mode;
    expect([mode('dist/firmware.js'), mode('journal.jsonl')]).toEqual([0o600, 0o600]);
    expect(left.filter(({ path }) => path.startsWith('tmp/'))).toEqual([]);
  });
});
