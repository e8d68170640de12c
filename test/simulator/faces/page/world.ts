import type { World } from '../../../../src/simulator/faces/page/wire.ts';

/** What a page is told of a button with four keys that posts two messages to the stand-in channel. */
export const WORLD: World = {
  edition: 'abc',
  live: false,
  practice: false,
  pins: [4, 5, 12, 13],
  led: 0,
  klaxonPin: null,
  debounceMs: 30,
  ssid: 'stand-in',
  target: 'the stand-in channel',
  withRelay: false,
  messages: ['one', 'two'],
  warnings: [],
  scriptBytes: 1,
};
