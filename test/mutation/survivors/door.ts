import type { Explained } from '../survivors.ts';

export const DOOR: readonly Explained[] = [
  {
    file: 'src/simulator/faces/page/gate.ts',
    from: "const { host = '', origin } = headers;",
    to: 'const { host = "Stryker was here!", origin } = headers;',
    why: 'Neither is a name with a port, so both are refused.',
  },
];
