import { describe, expect, test } from '@jest/globals';
import { checkConfig } from '../../src/config/files/load.ts';
import { bundleMain } from './foreign-firmware.ts';

const { config } = checkConfig({ wifi: { ssid: 'net' }, webhook: 'http://chat.lan/hook' }, 'file');

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
