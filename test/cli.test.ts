import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const CLI = new URL('../src/cli.ts', import.meta.url).pathname;
const TSX = new URL('../node_modules/tsx/dist/loader.mjs', import.meta.url).href;

const LOCAL = 'espruino.config.local.json';

/** A folder with a configuration that has no relay yet. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'button-cli-'));
  const config = { wifi: { ssid: 'net' }, webhook: 'https://hooks.example.org/x' };
  writeFileSync(join(folder, 'espruino.config.json'), JSON.stringify(config));
  return folder;
}

test.each([
  [['start', '--smash', '--terminal'], 'Leave one of them out'],
  [['start', '--smash', '--port', '80'], 'are for the page'],
  [['start', '--terminal', '--open'], 'are for the page'],
  [['start', '--live', '--relay'], 'Leave one of them out'],
  [['relay', '--check', '--port', '80'], '--check looks for the relay at "relay.url"'],
  [['relay', '--port', '0x10'], '"--port" must be a number'],
  [['constructor'], '"constructor" is not a command. There are: start, build,'],
])('%j is refused, and nothing is written', (args, words) => {
  const folder = newFolder();
  const { status, stderr } = spawnSync(process.execPath, ['--import', TSX, CLI, ...args], {
    cwd: folder,
    env: { ...process.env, BUTTON_CONFIG: '' },
    encoding: 'utf8',
  });
  expect(stderr).toContain(words);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(status).toBe(5);
  expect(existsSync(join(folder, LOCAL))).toBe(false);
});

test.each([
  [['upload'], '"wifi.ssid", "wifi.password", "webhook": still the example\'s'],
  [['start', '--live'], '"wifi.ssid", "wifi.password", "webhook": still the example\'s'],
  [['start', '--live', '--smash'], '"wifi.ssid", "wifi.password", "webhook": still the example\'s'],
  [['relay', '--port', '0'], '"webhook": still the example\'s'],
])('%j refuses the values of the example, and opens and starts nothing', (args, words) => {
  const folder = newFolder();
  const relay = { url: 'http://127.0.0.1:8437', secret: 'x'.repeat(43) };
  const file = join(folder, 'example.json');
  const example = JSON.parse(readFileSync('espruino.config.json', 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...example, ...(args[0] === 'relay' && { relay }) }));
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', TSX, CLI, ...args], {
    cwd: folder,
    env: { ...process.env, BUTTON_CONFIG: file },
    encoding: 'utf8',
  });
  expect(stderr).toContain(words);
  expect(stdout).toBe('');
  expect(status).toBe(2);
  expect(readdirSync(folder).sort()).toEqual(['espruino.config.json', 'example.json']);
});

test('a file with secrets that git would take is named by the command that reads it, once', () => {
  const folder = newFolder();
  spawnSync('git', ['init', '--quiet'], { cwd: folder });
  const file = join(folder, 'other.json');
  const config = { wifi: { ssid: 'net', password: 'correct horse' }, webhook: 'http://h.test/x' };
  writeFileSync(file, JSON.stringify(config));
  const { stderr } = spawnSync(process.execPath, ['--import', TSX, CLI, 'relay', '--check'], {
    cwd: folder,
    env: { ...process.env, BUTTON_CONFIG: file },
    encoding: 'utf8',
  });
  expect(
    stderr.match(/warning: "other\.json" holds "wifi\.password", "webhook", and git would take it/g),
  ).toHaveLength(1);
  expect(stderr).not.toContain('correct horse');
});
