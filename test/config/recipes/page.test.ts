import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { recipesPage } from '../../../src/config/recipes/page.ts';
import { RECIPES } from '../../../src/config/recipes/index.ts';

/** The formatter moves blanks and line breaks alone. */
const bare = (text: string): string => text.replace(/\s+/g, '');

test('the page of recipes says what the recipes say (`npm run recipes` writes it)', () => {
  const page = readFileSync('docs/recipes.md', 'utf8');
  expect(bare(page)).toBe(bare(recipesPage()));
  expect(page.match(/^## /gm)).toHaveLength(RECIPES.length);
});
