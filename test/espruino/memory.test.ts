import { expect, jest, test } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { checkConfig } from '../../src/config/load.ts';
import { ESPRUINO } from './interpreter.ts';
import { memoryUse, startChat } from './memory.ts';

jest.setTimeout(120_000);

(ESPRUINO === '' ? test.skip : test)(
  'on the real interpreter many smashes take no more of its variables than one, and a delivery leaves half of them free',
  async () => {
    const chat = await startChat();
    const webhook = `http://127.0.0.1:${chat.port}/hooks/memory`;
    const { config } = checkConfig({ wifi: { ssid: 'lab', password: 'correct horse' }, webhook }, 'test');
    const { script } = await bundleFirmware(config);
    const one = await memoryUse(ESPRUINO, script, 1);
    const many = await memoryUse(ESPRUINO, script, 20);
    await chat.close();
    // On a busy machine a smash can come while the one before is still being delivered, and is ignored.
    expect(chat.count()).toBeGreaterThanOrEqual(20);
    // The figures that are asked for are numbers too, and one more digit takes one more variable.
    expect(many.after).toBeLessThanOrEqual(one.after + 2);
    expect(many.peak).toBeLessThanOrEqual(800);
  },
);
