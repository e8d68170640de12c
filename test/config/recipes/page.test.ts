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

test('its headings, the messages and the notes have lines of their own', () => {
  const page = recipesPage();
  expect(page.match(/^\n## .*\n$/gm)).toHaveLength(RECIPES.length);
  expect(page).toMatch(/^\{"content":.*\}\n\{"content":.*\}$/m);
  expect(page).toMatch(/^- `wait=true`.*\.\n- Many bots.*\.$/m);
});
