import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

test('`npm run soak` lives through what it was asked for, in processes of its own, and ends with 0', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['src/launch.js', 'test/soak/soak.ts', '--schedules', '2', '--setup', 'direct'],
    { encoding: 'utf8' },
  );
  expect(stdout).toMatch(/^2 schedules: .*, 0 violations\n$/);
  expect(status).toBe(0);
});
