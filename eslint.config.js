import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Which folder of src/ may import which: the one-way rule of the layout. */
const mayNotImport = (...folders) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: folders.map((folder) => ({
        regex: `/${folder}(/|$)`,
        message: `This folder does not import ${folder}/.`,
      })),
    },
  ],
});

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js', 'test/*.js'] } } },
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
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['src/firmware/**/*.ts'], rules: mayNotImport('config', 'build', 'usb', 'simulator', 'relay') },
  { files: ['src/config/**/*.ts'], rules: mayNotImport('firmware', 'build', 'usb', 'simulator', 'relay') },
  { files: ['src/build/**/*.ts'], rules: mayNotImport('firmware', 'usb', 'simulator', 'relay') },
  { files: ['src/usb/**/*.ts'], rules: mayNotImport('firmware', 'build', 'simulator', 'relay') },
  { files: ['src/relay/**/*.ts'], rules: mayNotImport('firmware', 'build', 'usb', 'simulator') },
  {
    // The virtual board runs only what the build would let pass: it asks the build's own check.
    files: ['src/simulator/**/*.ts'],
    rules: mayNotImport('firmware', 'build/(?!subset\\.ts)', 'usb', 'relay/(?!index\\.ts)'),
  },
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: false } },
  },
);
