import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadConfig, warn } from '../../src/commands/load-config.ts';
import { watchedPaths } from '../../src/commands/watched-paths.ts';
import { surroundings } from './around.ts';

const around = surroundings();

test('what git would take of the configuration is told once, and no secret of it', () => {
  spawnSync('git', ['init', '--quiet'], { cwd: around.folder });
  // Of this very run: what was told stays told as long as the process lives.
  const name = `${basename(around.folder)}.json`;
  process.env['BUTTON_CONFIG'] = join(around.folder, name);
  const own = { wifi: { ssid: 'net', password: 'correct horse' }, webhook: 'http://chat.lan/x' };
  writeFileSync(join(around.folder, name), JSON.stringify(own));
  expect(loadConfig().config.wifi.ssid).toBe('net');
  loadConfig();
  expect(around.aside).toEqual([
    expect.stringMatching(`^warning: ".*${name}" holds .*, and git would take it`),
  ]);
  expect(around.aside.join()).not.toContain('correct horse');
});

test('the way to the webhook matters unless stand-ins take its place', () => {
  around.configure({ wifi: { ssid: 'net' }, webhook: 'https://chat.lan/x' });
  expect(() => loadConfig()).toThrow('is https://, and the board has no TLS');
  expect(loadConfig('standIns').config.webhook.host).toBe('chat.lan');
  expect(around.aside).toEqual([]);
});

test('warnings are said aside, a line each', () => {
  warn(['one', 'other']);
  expect([around.said, around.aside]).toEqual([[], ['warning: one', 'warning: other']]);
});

test('an edit of the sources or of the configuration calls for a new script', () => {
  expect(watchedPaths()).toEqual(['src/firmware', join(around.folder, 'button.json')]);
  const both = ['src/firmware', 'espruino.config.json', 'espruino.config.local.json'];
  process.env['BUTTON_CONFIG'] = '';
  expect(watchedPaths()).toEqual(both);
  Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
  expect(watchedPaths()).toEqual(both);
});
