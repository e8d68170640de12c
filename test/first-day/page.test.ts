import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { drawn } from './drawn.ts';

/** All that the commands can say, as it stands in the code: texts over several lines are joined. */
const SAID = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join('src', name), 'utf8').replaceAll(/['`] \+\s+['`]/g, ''))
  .join('\n')
  .replaceAll('\\`', '`');

/** What differs from run to run, what was answered, what the libraries draw, and the board's own name. */
const VARIABLE =
  /\S*[\d/]\S*|"[^"]*"|[│◇├╮╯─▪]+|\[#+\]|\boffice\b|\bYes\b|^ *\||espruino\.config\.local\.json|Plain HTTP, a server of your own/gu;

const page = readFileSync('docs/first-day.md', 'utf8');
const blocks = [...page.matchAll(/```text\n([^]*?)```/g)].map(([, block = '']) =>
  block.trimEnd().split('\n'),
);

/** The parts of a line that are the code's own. */
function ownParts(line: string): string[] {
  return line
    .split(VARIABLE)
    .flatMap((part) => part.split(/[.?] /))
    .map((part) => part.trim().replace(/^[:.,]+|[:.,]+$/g, ''))
    .filter((part) => /\w{3}/.test(part));
}

test('what docs/first-day.md shows is what the commands say', () => {
  const lines = blocks.flat().filter((line) => !line.startsWith('$ '));
  const parts = lines.flatMap(ownParts);
  expect(parts.length).toBeGreaterThan(60);
  expect(parts.filter((part) => !SAID.includes(part))).toEqual([]);
});

test('it shows the way whole: three commands, a practice before the real thing, and nothing deployed by it', () => {
  const [setup = [], flash = [], practised = [], upload = [], deployed = []] = blocks;
  expect([setup[0], flash[0], upload[0]]).toEqual([
    '$ npm run setup',
    expect.stringMatching(/^\$ npm run flash /),
    expect.stringMatching(/^\$ npm run upload /),
  ]);
  expect(flash.at(-1)).toMatch(/^Ready for practice/);
  expect(practised).toEqual([expect.stringMatching(/^PRACTICE.*Nothing is deployed\.$/)]);
  expect(upload.at(-1)).toMatch(/AND IT DEPLOYS\.$/);
  expect(deployed).toEqual([expect.stringContaining('DEPLOY BUTTON PRESSED'), '!deploy prod master -f']);
});

test('a screen is drawn as a terminal does', () => {
  expect(drawn('one\r\ntwo\x1b[1A\x1b[1Gonce\r\n\x1b[Jend')).toEqual(['once', 'end']);
  expect(drawn('[...]\r[##.]\r[###] done\x1b[2D\x1b[K\x1b[31m!\x1b[0m')).toEqual(['[###] do!']);
});
