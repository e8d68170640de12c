import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { PICTURE, PICTURE_DIGEST, pageDigest } from './picture.ts';

test('the moving picture of README was made from the page as it is now: `npm run screenshot` makes it anew', () => {
  expect(readFileSync(PICTURE_DIGEST, 'utf8')).toBe(pageDigest());
});

test('the moving picture moves, takes a few hundred kilobytes at most, and README shows it', () => {
  const picture = readFileSync(PICTURE);
  expect(picture.length).toBeLessThan(500_000);
  // The chunk by which a PNG is animated begins with the number of its frames (PNG, third edition, 11.3.6.1).
  const control = picture.indexOf('acTL', 0, 'latin1');
  expect(control).toBeGreaterThan(0);
  expect(picture.readUInt32BE(control + 4)).toBeGreaterThan(10);
  expect(readFileSync('README.md', 'utf8')).toContain(`](${PICTURE})`);
});
