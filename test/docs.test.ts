import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const PAGES = ['README.md', ...namesIn('docs', '.md')];
const DESIGN = 'docs/design.md';

function namesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

/** What all matches have in their first group. */
function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group = '']) => group);
}

/** The rules of the design, by their numbers. */
function rules(): Map<string, string> {
  const items = readFileSync(DESIGN, 'utf8').split(/^(?=- |#)/m);
  return new Map(
    items.flatMap((item) => found(item, /^- \*\*([A-Z]\d+)\.\*\*/g).map((rule) => [rule, item])),
  );
}

interface Held {
  readonly file: string;
  readonly title: string;
}

/** The tests that a rule names: behind "Held by" links to files, and behind each of them titles in quotes. */
function testsOf(rule: string): Held[] {
  const [, tests = ''] = rule.replace(/\s+/g, ' ').split('Held by ');
  return tests.split(/(?=\[[^\]]+\]\()/).flatMap((part) => {
    const [file] = found(part, /\]\(([^)]+)\)/g);
    return file === undefined
      ? []
      : found(part, /"([^"]+)"/g).map((title) => ({ file: join(dirname(DESIGN), file), title }));
  });
}

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  test('links only to what exists', () => {
    const targets = found(text, /\]\(([^)\s#]+)[^)]*\)/g).filter((target) => !/^[a-z]+:/.test(target));
    expect(targets.filter((target) => !existsSync(join(dirname(page), target)))).toEqual([]);
  });

  test('names only files and folders that exist', () => {
    const paths = found(text, /`((?:src|test|docs|\.ci)\/[\w./-]*)`/g);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });
});

test('the code sends its reader only to pages that exist', () => {
  const named = namesIn('src', '.ts').flatMap((file) =>
    found(readFileSync(file, 'utf8'), /\b(docs\/[\w-]+\.md)/g),
  );
  expect(named.filter((page) => !PAGES.includes(page))).toEqual([]);
});

describe('the rules of the design', () => {
  const all = rules();

  test('are there, each number once', () => {
    const numbers = found(readFileSync(DESIGN, 'utf8'), /^- \*\*([A-Z]\d+)\.\*\*/gm);
    expect(numbers).toEqual([...all.keys()]);
    expect([...new Set(numbers.map(([letter]) => letter))]).toEqual(['P', 'W', 'D', 'L', 'R']);
  });

  test.each([...all])('%s names tests, each by the title that it has in its file', (_number, rule) => {
    const tests = testsOf(rule);
    expect(tests).not.toEqual([]);
    const isThere = ({ file, title }: Held): boolean => {
      const source = readFileSync(file, 'utf8');
      return [`'${title}'`, `"${title}"`, `\`${title}\``].some((literal) => source.includes(literal));
    };
    expect(tests.filter((held) => !isThere(held))).toEqual([]);
  });

  test('are those that the code names', () => {
    const named = namesIn('src', '.ts').flatMap((file) =>
      found(readFileSync(file, 'utf8'), /docs\/design\.md((?:(?:,| and) [A-Z]\d+)+)/g).flatMap((list) =>
        found(list, /([A-Z]\d+)/g).map((rule) => ({ file, rule })),
      ),
    );
    expect(named).not.toEqual([]);
    expect(named.filter(({ rule }) => !all.has(rule))).toEqual([]);
  });
});
