import { beforeAll, describe, jest, test } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { benchConfig } from '../bench/settings.ts';
import { Chat } from './network/chat.ts';
import { expectLife, live, LIFE_CONFIG } from './life.ts';
import { DIRECT_TROUBLES } from './troubles.ts';
import { CHIP } from './work-folder.ts';

jest.setTimeout(600_000);

(CHIP === '' ? describe.skip : describe)('the chip, straight to the webhook', () => {
  let script: string;
  beforeAll(async () => {
    ({ script } = await bundleFirmware(benchConfig('direct', undefined, LIFE_CONFIG)));
  });

  test('delivers a press, and the next one', async () => {
    const chat = new Chat();
    expectLife(await live(script, chat), chat, 'direct', 'accepted');
  });

  test.each(DIRECT_TROUBLES.filter(({ restarts }) => !restarts))(
    'lives through $title, and the next smash goes',
    async ({ answer, told }) => {
      const chat = new Chat([answer]);
      expectLife(await live(script, chat), chat, 'direct', told);
    },
  );

  test.each(DIRECT_TROUBLES.filter(({ restarts }) => restarts))(
    'restarts over $title, and what was sent goes nowhere later',
    async ({ answer, told }) => {
      const chat = new Chat([answer]);
      expectLife(await live(script, chat), chat, 'direct', told, true);
    },
  );
});
