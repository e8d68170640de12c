import type { Explained } from '../survivors.ts';

const CLIENT = 'src/simulator/faces/page/client';

export const PAGE: readonly Explained[] = [
  {
    file: `${CLIENT}/token.ts`,
    from: "history.replaceState(null, '', location.pathname);",
    to: 'history.replaceState(null, "Stryker was here!", location.pathname);',
    why: 'The title of an entry of history, which no browser reads.',
  },
];
