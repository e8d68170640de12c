import { expect, test } from '@jest/globals';
import { NoiseSource } from '../../../src/simulator/hardware/noise-source.ts';

function numbers(seed?: number): number[] {
  const noise = new NoiseSource();
  if (seed !== undefined) noise.seed(seed);
  return Array.from({ length: 50 }, () => noise.next32());
}

test('the sequence is the same after every start', () => {
  expect(numbers()).toEqual(numbers());
});

test('another seed makes another sequence, of 0 none can be made', () => {
  expect(numbers(5)).toEqual(numbers(5));
  expect(numbers(5)).not.toEqual(numbers());
  expect(numbers(0)).toEqual(numbers());
});

test('numbers have 32 bits, fractions are from 0 up to 1', () => {
  const noise = new NoiseSource();
  const fractions = Array.from({ length: 1000 }, () => noise.nextFraction());
  expect(Math.min(...fractions)).toBeLessThan(0.1);
  expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...fractions)).toBeGreaterThan(0.9);
  expect(Math.max(...fractions)).toBeLessThan(1);
  expect(Math.max(...numbers())).toBeGreaterThan(2 ** 31);
});
