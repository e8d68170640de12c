import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { buildFirmware, FIRMWARE_FILE } from '../../src/build/build.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { foreignFirmware } from './foreign-firmware.ts';

const { config } = checkConfig({ wifi: { ssid: 'net' }, webhook: 'http://chat.lan/hook' }, 'file');
const home = process.cwd();
let folder = '';

beforeAll(() => {
  folder = foreignFirmware("console.log('hello');");
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  rmSync('dist', { recursive: true, force: true });
});

test('the script is written where the upload looks for it', async () => {
  const { script } = await buildFirmware(config);
  expect(script).toContain('hello');
  expect(readFileSync('dist/firmware.js', 'utf8')).toBe(script);
});

test('the script, which holds the password, is for its owner alone, also where there was one before', async () => {
  mkdirSync('dist');
  writeFileSync(FIRMWARE_FILE, '');
  chmodSync(FIRMWARE_FILE, 0o644);
  await buildFirmware(config);
  expect(statSync(FIRMWARE_FILE).mode & 0o777).toBe(0o600);
});

test('where it can not be written that is told with the mend', async () => {
  writeFileSync('dist', 'no folder');
  await expect(buildFirmware(config)).rejects.toMatchObject({
    exit: 'build',
    message: expect.stringMatching(/"dist\/firmware\.js" could not be written \(.+\)\. Remove "dist"/),
    cause: expect.objectContaining({ code: expect.stringMatching(/EEXIST|ENOTDIR/) }),
  });
});
