import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { checkConfig } from '../../src/config/files/load.ts';
import { buildPractice, checkBuild, checkConfiguration } from '../../src/doctor/configuration.ts';
import type { Outcome } from '../../src/doctor/finding.ts';

const OWN = {
  wifi: { ssid: 'office', password: 'correct horse ' },
  webhook: 'http://127.0.0.1/hooks/hunter2',
};

const before = process.env['BUTTON_CONFIG'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-doctor-'));
  process.env['BUTTON_CONFIG'] = join(folder, 'button.json');
});
afterEach(() => {
  jest.restoreAllMocks();
  if (before === undefined) Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
  else process.env['BUTTON_CONFIG'] = before;
  rmSync(folder, { recursive: true });
});

function checked(json: object): { outcome: Outcome; taken: number } {
  writeFileSync(join(folder, 'button.json'), JSON.stringify(json));
  let taken = 0;
  const outcome = checkConfiguration(() => (taken += 1));
  return { outcome, taken };
}

test('all that a user should know of the configuration is told, and no secret of it', () => {
  expect(spawnSync('git', ['init', '--quiet'], { cwd: folder }).status).toBe(0);
  const { outcome, taken } = checked(OWN);
  expect([outcome.verdict, taken]).toEqual(['note', 1]);
  const [file, ...warnings] = outcome.detail.split('\n');
  expect(file).toMatch(/button\.json:$/);
  expect(warnings).toEqual([
    expect.stringMatching(/button\.json" holds "wifi\.password", "webhook", and git would take it/),
    expect.stringMatching(/^"wifi\.password": ends /),
    expect.stringMatching(/^"webhook": on the board "127\.0\.0\.1" is the board itself/),
  ]);
  expect(JSON.stringify(outcome)).not.toMatch(/correct horse|hunter2/);
});

test('one that has nothing to tell is right, and its facts name nobody', () => {
  const { outcome } = checked({ wifi: { ssid: 'office' }, webhook: 'http://chat.lan/hooks/hunter2' });
  expect(outcome).toMatchObject({ verdict: 'good', detail: expect.stringMatching(/button\.json, 4 keys$/) });
  expect(JSON.stringify(outcome.facts)).not.toMatch(/office|chat\.lan|hunter2/);
});

test('both files that it may come from are named', () => {
  Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
  jest.spyOn(process, 'cwd').mockReturnValue(folder);
  writeFileSync(join(folder, 'espruino.config.json'), JSON.stringify({ webhook: 'http://chat.lan/x' }));
  writeFileSync(join(folder, 'espruino.config.local.json'), JSON.stringify({ wifi: { ssid: 'office' } }));
  expect(checkConfiguration(() => undefined)).toMatchObject({
    verdict: 'good',
    detail: 'espruino.config.json and espruino.config.local.json, 4 keys',
  });
});

test('the values of the example are refused', () => {
  const example = JSON.parse(readFileSync('espruino.config.json', 'utf8')) as object;
  expect(() => checked(example)).toThrow(
    '"wifi.ssid", "wifi.password", "webhook": still the example\'s. Run `npm run setup`',
  );
});

const RELAY = { url: 'http://10.0.0.2:8437', secret: 's'.repeat(43) };

test.each([
  [{}, { keys: 'D4+D5+D12+D13', relay: false, klaxon: false, webhook: 'http' }],
  [
    { pins: [12, 13], relay: RELAY, klaxonPin: 14, webhook: 'https://chat.lan/x' },
    { keys: 'D12+D13', relay: true, klaxon: true, webhook: 'https' },
  ],
])('its facts are what a board is wired and reached by: %j', (changes, facts) => {
  const { outcome } = checked({ wifi: { ssid: 'office' }, webhook: 'http://chat.lan/x', ...changes });
  const keys = Object.keys(outcome.facts ?? {}).sort();
  expect(keys).toEqual(['debounceMs', 'keys', 'klaxon', 'pollMs', 'relay', 'webhook']);
  expect([...(outcome.facts?.['keys'] as string).split('+')].sort()).toEqual(facts.keys.split('+').sort());
  const { relay, klaxon, webhook } = facts;
  expect(outcome.facts).toMatchObject({ relay, klaxon, webhook });
});

describe('the script', () => {
  const { config } = checkConfig({ wifi: { ssid: 'office' }, webhook: 'http://chat.lan/x' }, 'the test');

  test('is built, and as large as it is', async () => {
    const scripts: string[] = [];
    const outcome = await checkBuild(config, (script) => scripts.push(script));
    const [script = ''] = scripts;
    expect(script).toContain('!deploy prod master -f');
    expect(outcome).toMatchObject({ verdict: 'good', facts: { bytes: script.length } });
  });

  test('for practice holds no command, and there is none where none is safe', async () => {
    const script = await buildPractice(config);
    expect(script).toContain('PRACTICE');
    expect(script).not.toContain('!deploy');
    expect(await buildPractice({ ...config, practice: { fault: 'not safe' } })).toBeUndefined();
  });
});
