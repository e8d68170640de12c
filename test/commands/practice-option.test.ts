import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mayPractise, practising } from '../../src/commands/practice-option.ts';
import { checkConfig } from '../../src/config/files/load.ts';

const RELAY = { url: 'http://10.0.0.2:8437', secret: 's'.repeat(43) };

const before = process.env['BUTTON_CONFIG'];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-practice-'));
  process.env['BUTTON_CONFIG'] = join(folder, 'button.json');
});
afterAll(() => {
  if (before === undefined) Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
  else process.env['BUTTON_CONFIG'] = before;
  rmSync(folder, { recursive: true });
});

const configured = (webhook: unknown): void => {
  writeFileSync(
    join(folder, 'button.json'),
    JSON.stringify({ wifi: { ssid: 'net' }, webhook, relay: RELAY }),
  );
};

test.each([
  ['at a chat', 'https://hooks.slack.com/services/T0/B0/XX', true],
  ['where whatever is posted deploys', 'https://api.github.com/repos/me/app/dispatches', false],
  ['where the configuration is wrong, which the upload tells', 7, true],
])('a practice comes first %s: %j', (_where, webhook, may) => {
  configured(webhook);
  expect(mayPractise()).toBe(may);
});

test('a fault of the program is not taken for one of the configuration', () => {
  configured('https://hooks.slack.com/services/T0/B0/XX');
  const broken = jest.spyOn(JSON, 'stringify').mockImplementation(() => {
    throw new RangeError('a fault');
  });
  try {
    expect(() => mayPractise()).toThrow('a fault');
  } finally {
    broken.mockRestore();
  }
});

describe('what is loaded', () => {
  const loaded = (webhook: string) => ({
    config: checkConfig({ wifi: { ssid: 'net' }, webhook, relay: RELAY }, 'the test').config,
    warnings: ['as it was'],
    files: ['button.json'],
  });
  const PLAIN = 'http://chat.lan/x';
  const SLACK = 'https://hooks.slack.com/services/T0/B0/XX';

  test('stays as it is where no practice is asked for', () => {
    const given = loaded(PLAIN);
    expect(practising(given, false, true)).toBe(given);
  });

  test.each([
    [PLAIN, true, [expect.stringContaining('A PRACTICE DEPLOYS')]],
    // Nobody's chat gets it.
    [PLAIN, false, []],
    // There the command alone deploys.
    [SLACK, true, []],
  ])(
    'is for practice, with what only its user knows: %s, to the webhook: %s',
    (webhook, toWebhook, warnings) => {
      const given = loaded(webhook);
      const { config, ...rest } = practising(given, true, toWebhook);
      expect(config).toMatchObject({ isPractice: true, bodies: [expect.stringContaining('PRACTICE')] });
      expect(rest).toStrictEqual({ files: ['button.json'], warnings: ['as it was', ...warnings] });
    },
  );

  test('is refused where no practice is safe', () => {
    const given = loaded('https://api.github.com/repos/me/app/dispatches');
    expect(() => practising(given, true, false)).toThrow('no practice is safe');
  });
});
