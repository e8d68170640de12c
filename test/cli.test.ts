import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
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
