import { expect, test } from '@jest/globals';
import { newRelaySecret, relayUrlAt } from '../../src/config/new-relay.ts';

test('a relay listens at the port that the documentation names', () => {
  expect(relayUrlAt('10.0.0.2')).toBe('http://10.0.0.2:8437');
});

test('the secret of a relay is another one each time, of 256 bits in letters that any shell and any file takes', () => {
  const secrets = Array.from({ length: 100 }, newRelaySecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
});
