import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { drawPattern, LAMP_PATTERNS, stuckPattern } from '../src/config/lamp.ts';
import { EXIT_CODES } from '../src/failure.ts';
import { REAL_BOARD, refuseExample } from '../src/config/files/example.ts';
import { checkConfig } from '../src/config/files/load.ts';
import { RECIPES } from '../src/config/recipes/index.ts';
import { configSchema } from '../src/config/rules/schema.ts';

/** Prettier pads tables with spaces. */
const page = (name: string): string => readFileSync(name, 'utf8').replace(/ +/g, ' ');
const readme = page('README.md');

describe('README', () => {
  test.each(Object.entries(LAMP_PATTERNS))('shows the lamp of "%s" as it blinks', (state, pattern) => {
    expect(readme).toContain(`| ${state} | \`${drawPattern(pattern)}\` |`);
  });

  test('shows the lamp of the second key being stuck', () => {
    expect(readme).toContain(`| key stuck | \`${drawPattern(stuckPattern(2))}\` |`);
  });

  test('shows a configuration that the build takes, and that is no example any more', () => {
    const [, shown = ''] = /```json\n([^]*?)```/.exec(readme) ?? [];
    const { config, warnings } = checkConfig(JSON.parse(shown), 'README');
    expect(warnings).toEqual([]);
    refuseExample(config, REAL_BOARD);
  });

  test('names every service of the setup', () => {
    const names = RECIPES.map(({ name }) => name.split(/ \(| Actions|,/)[0]!);
    expect(names.filter((name) => !readme.toLowerCase().includes(name.toLowerCase()))).toEqual([]);
  });
});

describe('docs/exit-codes.md', () => {
  test.each(Object.values(EXIT_CODES))('has exit code $code', ({ code, meaning }) => {
    expect(page('docs/exit-codes.md')).toContain(`| ${code} | ${meaning} |`);
  });
});

test('docs/configuration.md has every key', () => {
  const keys = Object.keys(configSchema.shape).filter((key) => key !== '$schema');
  expect(keys.filter((key) => !page('docs/configuration.md').includes(`\`${key}`))).toEqual([]);
});

test.each([
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
])('%s names only scripts that exist', (name) => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...page(name).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1]!);
  expect(named.filter((each) => !(each in scripts))).toEqual([]);
});
