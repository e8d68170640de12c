import type { State, Update, World } from '../../../../src/simulator/faces/page/wire.ts';

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

/** Of a board that is ready, with nobody at its keys. */
export const STATE: State = {
  down: [],
  stuck: [],
  lampLit: true,
  lamp: { state: 'ready', key: null },
  pressEndsMs: null,
  online: true,
  klaxonHz: 0,
  busy: 0,
  wifi: 'on',
  webhook: 'answers',
  relay: 'up',
  building: false,
  buildFailure: null,
};

/** In which nothing is new. */
export const UPDATE: Update = {
  fresh: false,
  world: null,
  nowMs: 0,
  state: STATE,
  edges: [],
  console: [],
  chat: [],
  armed: true,
};
