import type { Room } from '../rooms.ts';

export const CONFIG: readonly Room[] = [
  { folder: 'src/config', files: ['write-schema.ts'], tests: 'config/written.test.ts' },
  { folder: 'src/config/recipes', files: ['write-page.ts'], tests: 'config/written.test.ts' },
  { folder: 'src/config', files: ['config.ts'], tests: 'config/{config,load,practice,rules}.test.ts' },
  { folder: 'src/config', files: ['constants.ts'], tests: 'config/constants.test.ts' },
  { folder: 'src/config', files: ['lamp.ts'], tests: '{firmware/lamp,readme}.test.ts' },
  { folder: 'src/config', files: ['loopback.ts'], tests: 'config/loopback.test.ts' },
  { folder: 'src/config', files: ['new-relay.ts'], tests: 'config/new-relay.test.ts' },
  { folder: 'src/config', files: ['practice.ts'], tests: 'config/practice.test.ts' },
  {
    folder: 'src/config/rules',
    files: ['expect.ts', 'headers.ts', 'https-only.ts', 'message.ts', 'pins.ts', 'text.ts', 'webhook.ts'],
    tests: 'config/rules/*.test.ts',
  },
  { folder: 'src/config/rules', files: ['schema.ts'], tests: 'config/{config,load,practice,rules}.test.ts' },
  {
    folder: 'src/config/recipes',
    files: ['chats.ts', 'index.ts', 'page.ts', 'pipelines.ts', 'recipe.ts'],
    tests: 'config/recipes/*.test.ts',
  },
  { folder: 'src/config/files', files: ['json-file.ts'], tests: 'config/json-file.test.ts' },
  { folder: 'src/config/files', files: ['places.ts'], tests: 'config/places.test.ts' },
  { folder: 'src/config/files', files: ['issues.ts'], tests: 'config/issues.test.ts' },
  { folder: 'src/config/files', files: ['load.ts'], tests: 'config/{config,load}.test.ts' },
  { folder: 'src/config/files', files: ['exposed.ts'], tests: 'config/exposed.test.ts' },
  { folder: 'src/config/files', files: ['example.ts'], tests: 'config/example.test.ts' },
  {
    folder: 'src/config/files',
    files: ['local-file.ts'],
    tests: 'config/{edited-local,local-file}.test.ts',
  },
];
