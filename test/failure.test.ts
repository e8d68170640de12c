import { describe, expect, test } from '@jest/globals';
import { EXIT_CODES, Failure } from '../src/failure.ts';

describe('exit codes', () => {
  test('each cause has a code of its own, none of them 0', () => {
    const codes = Object.values(EXIT_CODES).map((row) => row.code as number);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).not.toContain(0);
  });

  test('a failure carries its row and keeps the cause', () => {
    const cause = new Error('deep');
    const failure = new Failure('config', 'espruino.config.json: "pins" is empty.', { cause });
    expect(EXIT_CODES[failure.exit].code).toBe(2);
    expect(failure.cause).toBe(cause);
    expect(String(failure)).toBe('Failure: espruino.config.json: "pins" is empty.');
  });
});
