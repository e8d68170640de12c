import type { Explained } from '../survivors.ts';

export const CONFIG: readonly Explained[] = [
  {
    file: 'src/config/files/exposed.ts',
    from: 'const keys = secretKeys(readJson(file, \'\').json).map((key) => `"${key}"`);',
    to: 'const keys = secretKeys(readJson(file, "Stryker was here!").json).map((key) => `"${key}"`);',
    why: 'It is what to do where a file is missing, and these have been read before.',
  },
];
