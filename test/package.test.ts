import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

test('a package holds the program, its pages and what it is built with, and nothing else', () => {
  const { stdout } = spawnSync(
    'npm',
    ['pack', '--dry-run', '--json', '--ignore-scripts', '--no-update-notifier'],
    { encoding: 'utf8' },
  );
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  expect([...new Set(paths.map((path) => path.split('/')[0]))].sort()).toEqual([
    'LICENSE',
    'README.md',
    'docs',
    'package.json',
    'rollup.config.js',
    'src',
    'tsconfig.json',
  ]);
  expect(paths).toEqual(expect.arrayContaining(['src/cli.ts', 'src/firmware/main.ts', 'docs/usb.md']));
});
