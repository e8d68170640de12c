import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { expect, jest, test } from '@jest/globals';

const compares = jest.fn(timingSafeEqual);
jest.unstable_mockModule('node:crypto', () => ({ createHash, randomBytes, timingSafeEqual: compares }));
const { newToken, offersToken } = await import('../../../../src/simulator/faces/page/token.ts');

test('a guess takes the same time however much of it is right, and however long it is', () => {
  const token = newToken();
  const guesses = [
    '',
    token.slice(0, 1),
    `${token.slice(0, -1)}.`,
    `${token}A`,
    `${token}${' '.repeat(40)}x`,
    newToken(),
    'x'.repeat(4000),
  ];
  for (const guess of guesses) expect(offersToken(`deploy-button, ${guess}`, token)).toBe(false);
  expect(offersToken(`deploy-button, ${token}`, token)).toBe(true);
  // Of each nothing else was compared: a difference is found at the first letter as at the last.
  expect(compares.mock.results.map(({ value }) => value)).toEqual([...guesses.map(() => false), true]);
  for (const [given, wanted] of compares.mock.calls) {
    expect([given.byteLength, wanted.byteLength]).toEqual([32, 32]);
  }
});
