import type { Room } from '../rooms.ts';

const TESTS =
  '{build/{bundle,compile},commands/{for-board,practice-option},config/{constants,load,practice,rules,recipes/*},docs,firmware/{lamp,webhook-client},readme,setup/*}.test.ts';

export const CONFIG: readonly Room[] = [
  { folder: 'src/config', tests: TESTS },
  {
    folder: 'src/config/rules',
    files: ['expect.ts', 'headers.ts', 'https-only.ts', 'message.ts', 'pins.ts', 'text.ts', 'webhook.ts'],
    tests: 'config/rules/*.test.ts',
  },
  { folder: 'src/config/rules', files: ['schema.ts'], tests: 'config/{load,rules}.test.ts' },
  { folder: 'src/config/recipes', tests: TESTS },
  { folder: 'src/config/files', files: ['issues.ts', 'json-file.ts', 'load.ts', 'places.ts'], tests: TESTS },
  { folder: 'src/config/files', files: ['exposed.ts'], tests: 'config/exposed.test.ts' },
  { folder: 'src/config/files', files: ['example.ts'], tests: 'config/example.test.ts', inJest: true },
  { folder: 'src/config/files', files: ['local-file.ts'], tests: 'config/local-file.test.ts', inJest: true },
];
