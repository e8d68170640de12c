import { afterAll, describe, jest, test } from '@jest/globals';
import { SCENARIOS } from './list/index.ts';
import { RealWorkshop } from './real-workshop.ts';

/** Path of Espruino's Linux build; without it these tests are skipped. */
const ESPRUINO = process.env['ESPRUINO'] ?? '';

jest.setTimeout(180_000);

(ESPRUINO === '' ? describe.skip : describe)('on the real interpreter', () => {
  const workshop = new RealWorkshop(ESPRUINO);
  afterAll(() => workshop.close());

  test.concurrent.each(SCENARIOS)('$title', async ({ edition = 'direct', play }) => {
    await workshop.lend(edition, play);
  });
});
