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

  test('may have the whole of its budget, and what is over it is told with its mend', async () => {
    const long = (letters: number) => bundleMain(`console.log('${'x'.repeat(letters)}');`, config);
    const { bytes, budgetBytes } = await long(1);
    expect(await long(budgetBytes - bytes + 1)).toMatchObject({ bytes: 4096, budgetBytes: 4096 });
    await expect(long(budgetBytes - bytes + 2)).rejects.toMatchObject({
      exit: 'build',
      message: expect.stringMatching(
        /has 4097 bytes, over its budget of 4096\. The budget .*shorten "src\/firmware"/,
      ),
    });
  });

  test('has its bytes counted, not its letters', async () => {
    const { script, bytes, budgetBytes } = await bundleMain("console.log('hello');", config);
    expect(bytes).toBe(Buffer.byteLength(script));
    expect(budgetBytes).toBe(4096);
  });
});
