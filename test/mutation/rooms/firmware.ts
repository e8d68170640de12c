import type { Room } from '../rooms.ts';

export const FIRMWARE: readonly Room[] = [
  {
    folder: 'src/firmware',
    files: ['answers.ts', 'keys.ts', 'lamp.ts', 'link.ts', 'press.ts'],
    tests: 'firmware/{answers,keys,lamp,link,press}.test.ts',
  },
  {
    folder: 'src/firmware',
    files: ['main.ts', 'board.ts'],
    tests:
      'firmware/{burst,console,edges,klaxon,practice,relay-client,relay-edges,restart,webhook-client}.test.ts',
    apart: true,
  },
  {
    folder: 'src/firmware',
    files: ['relay.ts', 'hmac.ts'],
    tests: 'firmware/{console,edges,practice,relay-client,relay-edges}.test.ts',
    apart: true,
  },
  {
    folder: 'src/firmware',
    files: ['request.ts', 'webhook.ts'],
    tests: 'firmware/{console,edges,relay-client,relay-edges,webhook-client}.test.ts',
    apart: true,
  },
];
