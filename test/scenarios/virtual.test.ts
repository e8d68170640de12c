import { describe, test } from '@jest/globals';
import { SCENARIOS } from './list/index.ts';
import { VirtualWorkshop } from './virtual-subject.ts';

describe('on the virtual board', () => {
  const workshop = new VirtualWorkshop();

  test.each(SCENARIOS)('$title', async ({ edition = 'direct', play }) => {
    await play(await workshop.subject(edition));
  });
});
