import type { Explained } from '../survivors.ts';

export const BUILD: readonly Explained[] = [
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
