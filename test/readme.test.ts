import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { drawPattern, LAMP_PATTERNS, stuckPattern } from '../src/config/lamp.ts';
import { EXIT_CODES } from '../src/failure.ts';
import { REAL_BOARD, refuseExample } from '../src/config/files/example.ts';
import { checkConfig } from '../src/config/files/load.ts';
import { RECIPES } from '../src/config/recipes/index.ts';
import { configSchema } from '../src/config/rules/schema.ts';

/** Prettier pads tables with spaces. */
const readme = readFileSync('README.md', 'utf8').replace(/ +/g, ' ');

describe('README', () => {
  test.each(Object.entries(LAMP_PATTERNS))('shows the lamp of "%s" as it blinks', (state, pattern) => {
    expect(readme).toContain(`| ${state} | \`${drawPattern(pattern)}\` |`);
  });

  test('shows the lamp of the second key being stuck', () => {
    expect(readme).toContain(`| key stuck | \`${drawPattern(stuckPattern(2))}\` |`);
  });

  test.each(Object.values(EXIT_CODES))('has exit code $code', ({ code, meaning }) => {
    expect(readme).toContain(`| ${code} | ${meaning} |`);
  });

  test('names every key of the configuration', () => {
    const keys = Object.keys(configSchema.shape).filter((key) => key !== '$schema');
    expect(keys.filter((key) => !readme.includes(`\`${key}`))).toEqual([]);
  });

  test('names only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1]!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
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
