import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ROOT } from '../src/root.ts';

test('the project is found from its sources', () => {
  const { name } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { name: string };
  expect(name).toBe('deploy-button');
});
