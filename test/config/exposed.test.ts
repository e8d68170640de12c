import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { loadConfig } from '../../src/commands/load-config.ts';
import { exposureWarnings } from '../../src/config/files/exposed.ts';

const IGNORED = new URL('../../.gitignore', import.meta.url).pathname;
const LOCAL = 'espruino.config.local.json';
const SECRETS = {
  wifi: { ssid: 'net', password: 'correct horse' },
  webhook: { url: 'https://hooks.test/services/x' },
  relay: { url: 'http://10.0.0.1:8437', secret: 'x'.repeat(43) },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-git-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const git = (...args: string[]): number | null => spawnSync('git', args, { cwd: folder }).status;

/** A work tree with this project's own list of what git ignores. */
function workTree(): void {
  expect(git('init', '--quiet')).toBe(0);
  copyFileSync(IGNORED, join(folder, '.gitignore'));
}

function fileWith(name: string, json: object): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(json));
  return file;
}

describe('git ignores', () => {
  test.each([
    LOCAL,
    `${LOCAL}.new`,
    `${LOCAL}~`,
    `.${LOCAL}.swp`,
    `.${LOCAL}.swo`,
    `#${LOCAL}#`,
    `.#${LOCAL}`,
    `Copy of ${LOCAL}`,
    `another-button/${LOCAL}`,
    'espruino.config.json~',
    '.espruino.config.json.swp',
    '.espruino.config.json.swo',
    '#espruino.config.json#',
    '.#espruino.config.json',
    'relay-journal.jsonl',
    'relay-journal.jsonl.new',
    'dist/firmware.js',
    'node_modules/package/index.js',
    'src/firmware/tsconfig.tsbuildinfo',
  ])('%s', (name) => {
    workTree();
    expect(git('check-ignore', '--quiet', name)).toBe(0);
  });

  test('nothing that the project is made of', () => {
    const { stdout } = spawnSync('git', ['ls-files', '--cached', '--ignored', '--exclude-standard'], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });
});

describe('a file with secrets', () => {
  test('that git would take is named with what is secret in it, and no secret', () => {
    workTree();
    const [warning = '', ...more] = exposureWarnings([fileWith('other.json', SECRETS)]);
    expect(more).toEqual([]);
    expect(warning).toContain(
      'other.json" holds "wifi.password", "webhook", "relay.secret", and git would take it.',
    );
    expect(warning).toContain(`"${LOCAL}"`);
    for (const secret of ['correct horse', 'services', 'xxx']) expect(warning).not.toContain(secret);
  });

  test('that is the local one by its name is to be ignored by that', () => {
    expect(git('init', '--quiet')).toBe(0);
    expect(exposureWarnings([fileWith(LOCAL, SECRETS)])).toEqual([
      expect.stringMatching(/git would take it\. Put its name into "\.gitignore"\.$/),
    ]);
  });

  test('is named also when git has it already', () => {
    workTree();
    const file = fileWith(LOCAL, SECRETS);
    expect(git('add', '--force', LOCAL)).toBe(0);
    expect(exposureWarnings([file])).toHaveLength(1);
  });

  test('that git ignores, or that is in no work tree, is left alone', () => {
    const outside = fileWith('other.json', SECRETS);
    expect(exposureWarnings([outside])).toEqual([]);
    workTree();
    expect(exposureWarnings([fileWith(LOCAL, SECRETS)])).toEqual([]);
  });
});

test('a command tells of it once, however often it reads the file', () => {
  workTree();
  const told = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const before = process.env['BUTTON_CONFIG'];
  process.env['BUTTON_CONFIG'] = fileWith('other.json', { ...SECRETS, relay: undefined });
  try {
    for (let turn = 0; turn < 2; turn += 1) loadConfig('standIns');
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
    else process.env['BUTTON_CONFIG'] = before;
  }
  expect(told.mock.calls).toEqual([[expect.stringMatching(/^warning: .*and git would take it/)]]);
  told.mockRestore();
});

test.each([
  [{ wifi: { ssid: 'net', password: 'p' } }, '"wifi.password"'],
  [{ webhook: 'http://chat.test/hooks/x' }, '"webhook"'],
  [{ webhook: { url: 'http://chat.test/hooks/x', headers: { A: 'b' } } }, '"webhook"'],
  [{ webhook: 'http://chat.test/hooks/chat.example.com' }, '"webhook"'],
  [{ relay: { secret: 's' } }, '"relay.secret"'],
  [{ wifi: { ssid: 'net' }, pins: [4, 5] }, undefined],
  [{ relay: { url: 'http://10.0.0.1:8437' } }, undefined],
  [{ wifi: { password: 'your-wifi-password' }, webhook: 'http://chat.example.com/hooks/x' }, undefined],
])('of %j is secret: %s', (json, keys) => {
  workTree();
  const warnings = exposureWarnings([fileWith('other.json', json)]);
  expect(warnings).toEqual(keys === undefined ? [] : [expect.stringContaining(`holds ${keys}, and`)]);
});
