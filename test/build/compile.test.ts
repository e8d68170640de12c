import { describe, expect, test } from '@jest/globals';
import { checkConfig } from '../../src/config/files/load.ts';
import { bundleMain } from './foreign-firmware.ts';

const { config } = checkConfig({ wifi: { ssid: 'net' }, webhook: 'http://chat.lan/hook' }, 'file');

describe('what the compiler says of the firmware', () => {
  test('ends the build, with its place', async () => {
    await expect(bundleMain('const pin: number = "4";\nconsole.log(pin);', config)).rejects.toThrow(
      /rollup warns:\n {2}\[plugin compiled-firmware\] src\/firmware\/main\.ts:1:7 TS2322: Type 'string' is not assignable/,
    );
  });

  test('is said again of the same sources: only those without a fault are remembered', async () => {
    const main = 'const wrong: string = 4;\nconsole.log(wrong);';
    await expect(bundleMain(main, config)).rejects.toThrow('TS2322');
    await expect(bundleMain(main, config)).rejects.toThrow('TS2322');
  });

  test('is asked anew after an edit, and the script is that of the edit', async () => {
    const scriptOf = async (text: string) => (await bundleMain(`console.log('${text}');`, config)).script;
    const one = await scriptOf('one');
    const other = await scriptOf('other');
    const again = await scriptOf('one');
    expect(one).toContain('one');
    expect(other).toContain('other');
    expect(again).toBe(one);
  });
});

describe('the bundle', () => {
  test('tells faults of the language with their text, and of the compiler after them', async () => {
    const main = "const at: number = 'text'?.length;\nconsole.log(at, [1].flat());";
    await expect(bundleMain(main, config)).rejects.toMatchObject({
      exit: 'build',
      message: expect.stringMatching(
        /^dist\/firmware\.js would fail on the board:\n {2}1:\d+ .*\.flat\(\): Espruino doesn't have it: .*\n {2}The firmware is not built, because rollup warns:\n {2}\[plugin/s,
      ),
    });
  });

  test('fails where a module is not there', async () => {
    await expect(bundleMain("import './nowhere.ts';\nconsole.log(1);", config)).rejects.toMatchObject({
      exit: 'build',
      message: expect.stringContaining('nowhere'),
    });
  });

  test('of too much is told with its mend', async () => {
    const main = `console.log('${'x'.repeat(5000)}');`;
    await expect(bundleMain(main, config)).rejects.toMatchObject({
      exit: 'build',
      message: expect.stringMatching(/has 50\d\d bytes, over its budget of 4096\..*shorten "src\/firmware"/),
    });
  });

  test('has its bytes counted, not its letters', async () => {
    const { script, bytes, budgetBytes } = await bundleMain("console.log('hello');", config);
    expect(bytes).toBe(Buffer.byteLength(script));
    expect(budgetBytes).toBe(4096);
  });
});
