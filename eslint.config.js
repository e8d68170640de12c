import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * Which folder of src/ may import which: the one-way rule of the layout.
 * @param {readonly string[]} places patterns of paths; a folder's ends with a slash
 */
const mayNotImport = (...places) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: places.map((place) => ({
        regex: `/${place}`,
        message: `Imports point one way (docs/design.md), and not from here to ${place}`,
      })),
    },
  ],
});

/**
 * The rooms of a folder, from the ground up: each imports those below it, and none above. What stands in the folder
 * itself is above them all.
 * @param {string} folder
 * @param {readonly string[]} rooms
 * @param {readonly string[]} barred what the whole folder does not import
 */
const roomsOf = (folder, rooms, barred) =>
  rooms.map((room, floor) => ({
    files: [`${folder}/${room}/**/*.ts`],
    rules: mayNotImport(...barred, ...rooms.slice(floor + 1).map((above) => `${above}/`)),
  }));

const BARRED = {
  usb: ['firmware/', 'build/', 'simulator/', 'relay/'],
  relay: ['firmware/', 'build/', 'usb/', 'simulator/'],
  // The virtual board runs only what the build would let pass: it asks the build's own check.
  simulator: ['firmware/', 'build/(?!subset\\.ts)', 'usb/', 'relay/(?!index\\.ts)'],
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'src/*.js', 'test/*.js', 'test/relay/command/*.js'] },
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    // Every character of the firmware counts, and its `require` is Espruino's: indices are checked by the loops around
    // them, `??` would be compiled to longer text, and `return done()` saves a statement.
    files: ['src/firmware/**/*.ts'],
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
    },
  },
  {
    // A bundle in dist/ is not where the sources are; what only resolves packages finds them from there too.
    files: ['src/**/*.ts'],
    ignores: ['src/root.ts', 'src/config/write-schema.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="URL"] MetaProperty',
          message: 'Start from ROOT of src/root.ts',
        },
      ],
    },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    files: ['src/firmware/**/*.ts'],
    rules: mayNotImport('config/', 'build/', 'usb/', 'simulator/', 'relay/'),
  },
  {
    files: ['src/config/**/*.ts'],
    rules: mayNotImport('firmware/', 'build/', 'usb/', 'simulator/', 'relay/'),
  },
  { files: ['src/build/**/*.ts'], rules: mayNotImport('firmware/', 'usb/', 'simulator/', 'relay/') },
  {
    files: ['src/setup/**/*.ts'],
    rules: mayNotImport('firmware/', 'build/', 'usb/', 'simulator/', 'relay/', 'commands/'),
  },
  // Of the ways to the board and to the relay it knows the public entries.
  {
    files: ['src/doctor/**/*.ts'],
    rules: mayNotImport(
      'firmware/',
      'simulator/',
      'setup/',
      'commands/',
      'usb/(?!index\\.ts)',
      'relay/(?!index\\.ts)',
    ),
  },
  { files: ['src/usb/**/*.ts'], rules: mayNotImport(...BARRED.usb) },
  ...roomsOf('src/usb', ['protocol', 'board', 'commands'], BARRED.usb),
  { files: ['src/relay/**/*.ts'], rules: mayNotImport(...BARRED.relay) },
  ...roomsOf('src/relay', ['protocol', 'journal', 'delivery', 'http', 'command'], BARRED.relay),
  { files: ['src/simulator/**/*.ts'], rules: mayNotImport(...BARRED.simulator) },
  // `board.ts` puts the rooms below the faces together.
  ...roomsOf(
    'src/simulator',
    ['world', 'hardware', 'language', 'espruino'],
    [...BARRED.simulator, 'faces/', 'board\\.ts$'],
  ),
  // The language knows neither a chip nor a world: it can be read, and tested, without them.
  {
    files: ['src/simulator/language/**/*.ts'],
    rules: mayNotImport(...BARRED.simulator, 'world/', 'hardware/', 'espruino/', 'faces/', 'board\\.ts$'),
  },
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: false } },
  },
);
