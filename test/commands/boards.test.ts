import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ButtonConfig } from '../../src/config/config.ts';
import { EXAMPLE, surroundings } from './around.ts';

/** What the command line hands to what talks to a board. */

interface Built {
  readonly script: string;
  readonly config: ButtonConfig;
}
interface Options {
  readonly port?: string;
  readonly file?: string;
  readonly wait?: boolean;
  readonly report?: boolean;
  readonly watch?: readonly string[];
  readonly print?: (text: string) => void;
  readonly build?: () => Promise<Built>;
}

const usb = {
  dev: jest.fn<(options: Options) => Promise<void>>(),
  flash: jest.fn<(options: Options) => Promise<string>>(),
  monitor: jest.fn<(options: Options) => Promise<void>>(),
  ports: jest.fn<() => Promise<void>>(),
  upload: jest.fn<(options: Options) => Promise<void>>(),
};
const doctor = jest.fn<(options: Options) => Promise<void>>();
const agrees = jest.fn<(question: string) => Promise<boolean>>();
jest.unstable_mockModule('../../src/usb/index.ts', () => usb);
jest.unstable_mockModule('../../src/doctor/index.ts', () => ({ doctor }));
jest.unstable_mockModule('../../src/question.ts', () => ({ agrees }));

const around = surroundings();
const OWN = { wifi: { ssid: 'office' }, webhook: 'http://chat.lan/x', practice: 'a try' };
const UNSAFE = { ...OWN, messages: ['!deploy'] };

beforeEach(() => {
  around.configure(OWN);
  for (const each of [usb.dev, usb.monitor, usb.upload, doctor]) each.mockReset().mockResolvedValue();
  usb.ports.mockReset().mockResolvedValue();
  usb.flash.mockReset().mockResolvedValue('/dev/board');
  agrees.mockReset().mockResolvedValue(true);
});

async function run(verb: string, ...args: string[]): Promise<void> {
  const command = (await import(`../../src/commands/${verb}.ts`)) as { run(words: string[]): Promise<void> };
  await command.run(args);
}

/** What was handed on, once. */
function given(to: typeof usb.upload): Options {
  expect(to).toHaveBeenCalledTimes(1);
  return to.mock.calls[0]?.[0] ?? {};
}

describe('an upload', () => {
  test('is of the script that deploys, to the only board, and waits for it', async () => {
    await run('upload');
    const { build, port, wait } = given(usb.upload);
    expect([port, wait]).toEqual([undefined, true]);
    const built = await build?.();
    expect(built?.config).toMatchObject({ isPractice: false, wifi: { ssid: 'office' } });
    expect(built?.script).toContain('!deploy prod master -f');
    expect(around.aside).toEqual([]);
  });

  test('is as it was asked for', async () => {
    await run('upload', '--port', '/dev/x', '--practice', '--no-wait');
    const { build, port, wait } = given(usb.upload);
    expect([port, wait]).toEqual(['/dev/x', false]);
    const built = await build?.();
    expect(built?.config.isPractice).toBe(true);
    expect(built?.script).toContain('a try');
    expect(built?.script).not.toContain('!deploy');
    expect(around.aside).toEqual([expect.stringContaining('A PRACTICE DEPLOYS')]);
  });

  test.each([
    ["the example's values", EXAMPLE, [], '"wifi.ssid", "wifi.password", "webhook": still the example\'s'],
    ["the example's values, for practice", EXAMPLE, ['--practice'], "still the example's"],
    ['no safe practice', UNSAFE, ['--practice'], 'one message alone, which deploys'],
  ])('with %s talks to no board', async (_what, config, args, words) => {
    around.configure(config);
    await expect(run('upload', ...args)).rejects.toMatchObject({
      exit: 'config',
      message: expect.stringContaining(words),
    });
    expect(usb.upload).not.toHaveBeenCalled();
  });
});

describe('after Espruino was put on the board', () => {
  test('the button follows for practice, on the same port, if it is wanted', async () => {
    await run('flash', 'espruino.tgz', '--port', '/dev/x');
    expect(given(usb.flash as unknown as typeof usb.upload)).toMatchObject({
      file: 'espruino.tgz',
      port: '/dev/x',
    });
    expect(agrees.mock.calls).toEqual([
      [expect.stringMatching(/for practice\? A smash then deploys nothing\.$/)],
    ]);
    const { build, port } = given(usb.upload);
    expect(port).toBe('/dev/board');
    expect((await build?.())?.config.isPractice).toBe(true);
  });

  test('it follows as it is where no practice is safe', async () => {
    around.configure(UNSAFE);
    await run('flash');
    expect(agrees.mock.calls).toEqual([['Upload the button to it now?']]);
    expect((await given(usb.upload).build?.())?.config.isPractice).toBe(false);
  });

  test.each([
    [OWN, 'npm run upload -- --practice'],
    [UNSAFE, 'npm run upload'],
  ])('who does not want that is told how to get it: %j', async (config, call) => {
    around.configure(config);
    agrees.mockResolvedValue(false);
    await run('flash');
    expect(usb.upload).not.toHaveBeenCalled();
    expect(around.said).toEqual([`Next: \`${call}\` puts the button on it.`]);
  });
});

describe('the loop of edits', () => {
  test('builds what is configured at that time, and watches it', async () => {
    await run('dev', '--port', '/dev/x');
    const { build, port, watch } = given(usb.dev);
    expect(port).toBe('/dev/x');
    expect(watch).toEqual(['src/firmware', join(around.folder, 'button.json')]);
    around.configure({ ...OWN, messages: ['alert', 'edited'] });
    const built = await build?.();
    expect(built?.config.isPractice).toBe(false);
    expect(built?.script).toContain('edited');
  });

  test("refuses the example's values at each build", async () => {
    await run('dev');
    around.configure(EXAMPLE);
    await expect(Promise.resolve().then(given(usb.dev).build)).rejects.toMatchObject({ exit: 'config' });
  });
});

test('the console is of the port that is named', async () => {
  await run('monitor', '--port', '/dev/x');
  expect(given(usb.monitor)).toEqual({ port: '/dev/x' });
});

test('the ports are listed', async () => {
  await run('ports');
  expect(usb.ports).toHaveBeenCalledTimes(1);
});

test('the doctor looks at the port that is named, says what it finds, and reports if that is wanted', async () => {
  await run('doctor', '--port', '/dev/x', '--report');
  const { port, report, print } = given(doctor);
  expect([port, report]).toEqual(['/dev/x', true]);
  print?.('✔ Wi-Fi: good');
  expect([around.said, around.aside]).toEqual([['✔ Wi-Fi: good'], []]);
  doctor.mockClear();
  await run('doctor');
  expect(given(doctor)).toMatchObject({ port: undefined, report: false });
});

test('none of them writes anything', async () => {
  for (const verb of ['upload', 'flash', 'dev', 'monitor', 'ports', 'doctor']) await run(verb);
  expect(readdirSync(around.folder)).toEqual(['button.json']);
});
