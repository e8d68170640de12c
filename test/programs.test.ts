import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** The commands that are programs of their own, beside the command line. */

const src = (name: string): string => new URL(`../src/${name}`, import.meta.url).pathname;

test.each([
  ['build-main.ts', 'npm run build'],
  ['relay-main.ts', 'npm run relay'],
])('%s is `%s`, gets its words, and ends with its code', (program, call) => {
  const cwd = mkdtempSync(join(tmpdir(), 'button-programs-'));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [src('launch.js'), src(program), ...args], { cwd, encoding: 'utf8' });
  const help = run('--help');
  expect(help.stdout).toContain(`\n  ${call}  `);
  expect([help.status, help.stderr]).toEqual([0, '']);
  const refused = run('--bogus');
  expect(refused.stderr).toMatch(/^Unknown option '--bogus'\..*\n$/);
  expect([refused.status, refused.stdout]).toEqual([5, '']);
  expect(run('there').stderr).toMatch(/^"there" means nothing here\./);
  expect(readdirSync(cwd)).toEqual([]);
});
