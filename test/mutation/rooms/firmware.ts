import type { Room } from '../rooms.ts';

export const FIRMWARE: readonly Room[] = [
  { folder: 'src/firmware', files: ['answers.ts'], tests: 'firmware/answers.test.ts' },
  { folder: 'src/firmware', files: ['keys.ts'], tests: 'firmware/keys.test.ts' },
  { folder: 'src/firmware', files: ['lamp.ts', 'link.ts'], tests: 'firmware/{lamp,link}.test.ts' },
  { folder: 'src/firmware', files: ['press.ts'], tests: 'firmware/press.test.ts' },
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
