import type { Explained } from '../survivors.ts';

export const BUILD: readonly Explained[] = [
  {
    file: 'src/build/remembered.ts',
    from: "return contentSchema.parse(JSON.parse(readFileSync(file, 'utf8')));",
    to: 'return contentSchema.parse(JSON.parse(readFileSync(file, "")));',
    why: 'What is read without an encoding becomes the same text.',
  },
  {
    file: 'src/build/remembered.ts',
    from: '} catch {\n    return undefined;\n  }',
    to: '} catch {}',
    why: 'Its caller gets undefined either way.',
  },
  {
    file: 'src/build/modules.ts',
    from: "const sources = readdirSync(FIRMWARE_FOLDER, { recursive: true, encoding: 'utf8' })",
    to: 'const sources = readdirSync(FIRMWARE_FOLDER, { recursive: true, encoding: "" })',
    why: 'Without an encoding the names are the same texts.',
  },
  {
    file: 'src/build/modules.ts',
    from: "for (const file of [...sources, ...settings]) hash.update(`${file}\\0${readFileSync(file, 'utf8')}\\0`);",
    to: 'for (const file of [...sources, ...settings]) hash.update(`${file}\\0${readFileSync(file, "")}\\0`);',
    why: 'What is read without an encoding becomes the same text.',
  },
  {
    file: 'src/build/modules.ts',
    from: "const CACHE = fileURLToPath(new URL('node_modules/.cache/deploy-button/firmware.json', ROOT));",
    to: 'const CACHE = fileURLToPath(new URL("", ROOT));',
    why: 'Where nothing can be kept a build only takes longer.',
  },
  ...[
    {
      from: "const DEFAULT = checkConfig(EXAMPLE, 'default').config;",
      to: 'const DEFAULT = checkConfig(EXAMPLE, "").config;',
    },
    { from: "'default',", to: '"",' },
  ].map((lines) => ({
    file: 'src/build/budget.ts',
    ...lines,
    why: 'It would name the default in a fault of it, and it has none.',
  })),
  {
    file: 'src/build/shrink.ts',
    from: "const { code: script = '' } = await minify(whole, {",
    to: 'const { code: script = "Stryker was here!" } = await minify(whole, {',
    why: 'The minifier has a code whenever it does not throw.',
  },
];
