import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

/** The values that stand for "not configured yet", at the doors of the commands that put a script on a board. */

interface Job {
  readonly build: () => Promise<unknown>;
}
/** What has been handed to a board. */
const jobs: Job[] = [];
const takes = (job: Job): Promise<void> => {
  jobs.push(job);
  return Promise.resolve();
};
jest.unstable_mockModule('../../src/usb/index.ts', () => ({ upload: takes, dev: takes }));
const upload = await import('../../src/commands/upload.ts');
const dev = await import('../../src/commands/dev.ts');

const EXAMPLE = JSON.parse(readFileSync('espruino.config.json', 'utf8')) as { wifi: object };
const OWN = { ...EXAMPLE, wifi: { ssid: 'office' }, webhook: 'http://chat.lan/x', practice: 'just trying' };

const before = process.env['BUTTON_CONFIG'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-example-'));
  process.env['BUTTON_CONFIG'] = join(folder, 'button.json');
  jobs.length = 0;
  // What a practice at a chat of one's own may do is told each time.
  jest.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  if (before === undefined) Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
  else process.env['BUTTON_CONFIG'] = before;
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

const configured = (json: object): void => {
  writeFileSync(join(folder, 'button.json'), JSON.stringify(json));
};

describe.each([
  ['wifi.ssid', { wifi: { ssid: 'your-wifi' } }],
  ['wifi.password', { wifi: { ssid: 'office', password: 'your-wifi-password' } }],
  ['webhook', { webhook: 'http://chat.example.com/hooks/x' }],
  [
    'webhook',
    {
      webhook: { url: 'https://chat.example.com:8443/x' },
      relay: { url: 'http://10.0.0.2:8437', secret: 's'.repeat(43) },
    },
  ],
])('the value of "%s"', (key, example) => {
  const told = new RegExp(`^"${key}": still the example's\\. Run`);

  test.each([[[]], [['--practice']]])('is refused by an upload %j, which takes no board', async (args) => {
    configured({ ...OWN, ...example });
    await expect(upload.run(args)).rejects.toMatchObject({
      exit: 'config',
      message: expect.stringMatching(told),
    });
    expect(jobs).toEqual([]);
  });

  test('is refused by each build of a `dev`, until the user has put in their own', async () => {
    configured({ ...OWN, ...example });
    await dev.run([]);
    const [job] = jobs;
    await expect((async () => job?.build())()).rejects.toMatchObject({
      message: expect.stringMatching(told),
    });
    configured(OWN);
    await expect(job?.build()).resolves.toMatchObject({ script: expect.any(String) });
  });
});
