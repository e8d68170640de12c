import { beforeAll, describe, jest, test } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { benchConfig, SECRET } from '../bench/settings.ts';
import { expectLife, live, LIFE_CONFIG } from './life.ts';
import { DIALECT, Relay } from './network/relay.ts';
import { HEARTBEAT_TROUBLES, RELAY_TROUBLES } from './troubles.ts';
import { CHIP } from './work-folder.ts';

jest.setTimeout(600_000);

(CHIP === '' ? describe.skip : describe)('the chip, with a relay', () => {
  let script: string;
  beforeAll(async () => {
    ({ script } = await bundleFirmware(benchConfig('relay', undefined, LIFE_CONFIG)));
  });

  test('delivers a press, and the next one', async () => {
    const relay = new Relay(SECRET, DIALECT);
    expectLife(await live(script, relay), relay, 'relay', 'accepted');
  });

  test.each(RELAY_TROUBLES)('lives through $title, and the next smash goes', async ({ answer, told }) => {
    const relay = new Relay(SECRET, DIALECT, [answer]);
    expectLife(await live(script, relay), relay, 'relay', told);
  });

  test.each(HEARTBEAT_TROUBLES)('lives through $title for a heartbeat, and delivers', async ({ answer }) => {
    const relay = new Relay(SECRET, DIALECT, [], [() => answer]);
    expectLife(await live(script, relay), relay, 'relay', 'accepted');
  });
});
