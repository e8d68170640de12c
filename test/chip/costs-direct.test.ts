import { describe, jest, test } from '@jest/globals';
import { expectCosts, MEASURED } from './costs.ts';
import { CHIP } from './work-folder.ts';

jest.setTimeout(600_000);

(CHIP === '' ? describe.skip : describe)('the chip, straight to the webhook', () => {
  test.each(MEASURED)(
    'fires and keeps to its budgets with $keys keys, pollMs $pollMs and the flash at $flash MHz',
    async (measured) => {
      await expectCosts('direct', measured);
    },
  );
});
