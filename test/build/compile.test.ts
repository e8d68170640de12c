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
