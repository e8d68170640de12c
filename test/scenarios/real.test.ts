import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { accountOf } from './account.ts';
import { SCENARIOS } from './list/index.ts';
import { RealWorkshop } from './real-workshop.ts';
import type { Scenario } from './scenario.ts';
import { VirtualWorkshop } from './virtual-subject.ts';

/** Path of Espruino's Linux build; without it these tests are skipped. */
const ESPRUINO = process.env['ESPRUINO'] ?? '';

/** A scenario's own waits have limits of their own; this one is for its turn on a board, and for making the boards. */
jest.setTimeout(600_000);

/** The same scenarios in another order: those with a relay, which share a board, spread among the others. */
function spread(scenarios: readonly Scenario[]): Scenario[] {
  const relayed = scenarios.filter(({ edition }) => edition === 'relay');
  const others = scenarios.filter(({ edition }) => edition !== 'relay');
  const every = Math.ceil(others.length / relayed.length);
  return others.flatMap((scenario, index) =>
    index % every === 0 ? [...relayed.slice(index / every, index / every + 1), scenario] : [scenario],
  );
}

(ESPRUINO === '' ? describe.skip : describe)('on the real interpreter, as on the virtual board', () => {
  const workshop = new RealWorkshop(ESPRUINO);
  const virtual = new VirtualWorkshop();
  afterAll(() => workshop.close());

  test.concurrent.each(spread(SCENARIOS))('$title', async ({ edition = 'direct', play }) => {
    await workshop.open();
    const model = await virtual.subject(edition);
    await play(model);
    await workshop.lend(edition, async (button) => {
      await play(button);
      expect(accountOf(button)).toEqual(accountOf(model));
    });
  });
});
