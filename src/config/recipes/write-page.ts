import { writeFileSync } from 'node:fs';
import prettier from 'prettier';
import { recipesPage } from './page.ts';

const FILE = 'docs/recipes.md';

const style = await prettier.resolveConfig(FILE);
writeFileSync(FILE, await prettier.format(recipesPage(), { ...style, filepath: FILE }));
