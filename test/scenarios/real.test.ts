import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { accountOf } from './account.ts';
import { SCENARIOS } from './list/index.ts';
import { RealWorkshop } from './real-workshop.ts';
import { VirtualWorkshop } from './virtual-subject.ts';

/** Path of Espruino's Linux build; without it these tests are skipped. */
const ESPRUINO = process.env['ESPRUINO'] ?? '';

jest.setTimeout(180_000);

(ESPRUINO === '' ? describe.skip : describe)('on the real interpreter, as on the virtual board', () => {
  const workshop = new RealWorkshop(ESPRUINO);
  const virtual = new VirtualWorkshop();
  afterAll(() => workshop.close());

  test.concurrent.each(SCENARIOS)('$title', async ({ edition = 'direct', play }) => {
    const model = await virtual.subject(edition);
    await play(model);
    await workshop.lend(edition, async (button) => {
      await play(button);
      expect(accountOf(button)).toEqual(accountOf(model));
    });
  });
});
