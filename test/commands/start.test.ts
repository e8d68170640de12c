import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ButtonConfig } from '../../src/config/config.ts';
import type { LoadedConfig } from '../../src/config/files/load.ts';

/** What the command line hands to each way to watch the button. */

interface Settings {
  readonly live: boolean;
  readonly config?: ButtonConfig;
  readonly relayLog?: { write(lines: string): void } | undefined;
  readonly build: (config: ButtonConfig) => Promise<string>;
  readonly load: () => LoadedConfig;
  readonly watch: readonly string[];
  readonly port?: number;
}
const faces = {
  page: jest.fn<(settings: Settings, options: object) => Promise<void>>(),
  terminal: jest.fn<(settings: Settings) => Promise<void>>(),
  smash: jest.fn<(settings: Settings) => Promise<void>>(),
};
const FACES = '../../src/simulator/faces';
jest.unstable_mockModule(`${FACES}/page/index.ts`, () => ({ runPage: faces.page }));
jest.unstable_mockModule(`${FACES}/terminal.ts`, () => ({ runTerminal: faces.terminal }));
jest.unstable_mockModule(`${FACES}/smash.ts`, () => ({ smashOnce: faces.smash }));
const { run } = await import('../../src/commands/start.ts');

const before = process.env['BUTTON_CONFIG'];
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-start-'));
  file = join(folder, 'button.json');
  writeFileSync(
    file,
    JSON.stringify({ wifi: { ssid: 'office' }, webhook: 'http://chat.lan/x', practice: 'a try' }),
  );
  process.env['BUTTON_CONFIG'] = file;
  for (const face of Object.values(faces)) face.mockReset().mockResolvedValue();
});
afterEach(() => {
  if (before === undefined) Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
  else process.env['BUTTON_CONFIG'] = before;
  rmSync(folder, { recursive: true });
});

/** The settings, and what else the page gets. */
async function page(...args: string[]) {
  await run(args);
  const [call] = faces.page.mock.calls;
  if (!call) throw new Error('There is no page.');
  return { settings: call[0], options: call[1] };
}

describe('the page', () => {
  test('is what there is without an option: with stand-ins, at its usual port, and nothing is opened', async () => {
    const { settings, options } = await page();
    expect(settings).toMatchObject({ live: false, watch: ['src/firmware', file] });
    expect([settings.port, settings.relayLog]).toEqual([undefined, undefined]);
    expect(options).toMatchObject({ opens: false, practice: false });
    expect(settings.load().config.isPractice).toBe(false);
    expect(settings.load().warnings).toEqual([]);
  });

  test('is built anew after an edit of either file where none is named', async () => {
    Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
    const { settings } = await page();
    expect(settings.watch).toEqual(['src/firmware', 'espruino.config.json', 'espruino.config.local.json']);
  });

  test('is as it was asked for', async () => {
    const { settings, options } = await page('--live', '--open', '--practice', '--port', '8000');
    expect(settings).toMatchObject({ live: true, port: 8000 });
    expect(options).toMatchObject({ opens: true, practice: true });
    const { config, warnings } = settings.load();
    expect(config).toMatchObject({ isPractice: true, bodies: ['{"text":"a try"}'] });
    expect(warnings).toEqual([expect.stringContaining('A PRACTICE DEPLOYS')]);
  });

  test('with stand-ins, for practice, warns of nothing: no chat of anybody’s gets it', async () => {
    const { settings } = await page('--practice');
    expect(settings.load()).toMatchObject({ config: { isPractice: true }, warnings: [] });
  });

  test('asks nothing of the webhook, which stand-ins do without; live it does', async () => {
    const config = { wifi: { ssid: 'office' }, webhook: 'https://chat.lan/x' };
    writeFileSync(file, JSON.stringify(config));
    const { settings } = await page();
    expect(settings.load().config.webhook.host).toBe('chat.lan');
    faces.page.mockClear();
    const { settings: live } = await page('--live');
    expect(live.load).toThrow(/is https:\/\/, and the board has no TLS/);
  });

  test('with a relay says nothing of what the relay logs', async () => {
    const { settings } = await page('--relay');
    const print = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    settings.relayLog?.write('a line\n');
    const written = print.mock.calls.length;
    print.mockRestore();
    expect([typeof settings.relayLog, written]).toEqual(['object', 0]);
  });

  test('gets the very script that a board would get', async () => {
    const { settings } = await page();
    const { config } = settings.load();
    const script = await settings.build({ ...config, bodies: ['{"text":"only this"}'] });
    expect(script).toContain('only this');
  });
});

test('a smash gets the configuration, and the relay’s lines with whose they are', async () => {
  await run(['--smash', '--relay', '--practice']);
  const [[settings] = []] = faces.smash.mock.calls;
  expect(settings).toMatchObject({ live: false, config: { isPractice: true }, warnings: [] });
  const print = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  settings?.relayLog?.write('one\ntwo\n');
  const written = print.mock.calls.map(([text]) => text);
  print.mockRestore();
  expect(written).toEqual(['relay | one\nrelay | two\n']);
  expect(faces.page).not.toHaveBeenCalled();
});

test('the terminal gets the configuration, and no page is served', async () => {
  await run(['--terminal', '--live']);
  const [[settings] = []] = faces.terminal.mock.calls;
  expect(settings).toMatchObject({ live: true, config: { isPractice: false }, warnings: [] });
  expect(faces.page).not.toHaveBeenCalled();
});

describe('what contradicts itself is refused, and nothing is started', () => {
  test.each([
    [['--live', '--relay'], '--relay brings its own chat, --live uses yours'],
    [['--smash', '--terminal'], '--smash needs no --terminal'],
    [['--smash', '--open'], 'are for the page'],
    [['--smash', '--port', '80'], 'are for the page'],
    [['--terminal', '--open'], 'are for the page'],
    [['--terminal', '--port', '80'], 'are for the page'],
    [['--port', 'x'], '"--port" must be a number'],
  ])('%j', async (args, words) => {
    await expect(run(args)).rejects.toMatchObject({ exit: 'usage', message: expect.stringContaining(words) });
    for (const face of Object.values(faces)) expect(face).not.toHaveBeenCalled();
  });
});
