import type { Explained } from '../survivors.ts';

const CLIENT = 'src/simulator/faces/page/client';

export const PAGE: readonly Explained[] = [
  {
    file: `${CLIENT}/token.ts`,
    from: "history.replaceState(null, '', location.pathname);",
    to: 'history.replaceState(null, "Stryker was here!", location.pathname);',
    why: 'The title of an entry of history, which no browser reads.',
  },
  {
    file: `${CLIENT}/panels/keys-view.ts`,
    from: '#row: readonly Key[] = [];',
    to: '#row: readonly Key[] = ["Stryker was here"];',
    why: 'It stands so until the first update alone, and what has no pin is not told as held.',
  },
  {
    file: `${CLIENT}/panels/lamp-view.ts`,
    from: '#pins: readonly number[] = [];',
    to: '#pins: readonly number[] = ["Stryker was here"];',
    why: 'The keys come with the first update, before any lamp.',
  },
  {
    file: `${CLIENT}/panels/banners-view.ts`,
    from: "#posts = '';",
    to: '#posts = "Stryker was here!";',
    why: 'It stands in a notice that is hidden until the first update.',
  },
  {
    file: `${CLIENT}/panels/banners-view.ts`,
    from: '#armed = false;',
    to: '#armed = true;',
    why: 'The button that asks for the other is hidden until the first update has said which it is.',
  },
];
