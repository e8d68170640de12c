import type { Command, State, Update, World } from '../wire.ts';
import { BannersView } from './panels/banners-view.ts';
import { BusyView } from './panels/busy-view.ts';
import { BenchView } from './drawing/bench-view.ts';
import { ChatView } from './panels/chat-view.ts';
import { Connection } from './connection.ts';
import { ConsoleView } from './panels/console-view.ts';
import { hintFor } from './panels/hint.ts';
import { KeysView } from './panels/keys-view.ts';
import { KlaxonSound } from './panels/klaxon-sound.ts';
import { LampView } from './panels/lamp-view.ts';
import { Scope } from './panels/scope.ts';
import { byId, say } from './elements.ts';
import { takeToken } from './token.ts';
import { TroubleView } from './panels/trouble-view.ts';

const hint = byId('hint');
const touch = matchMedia('(pointer: coarse)');
const send = (command: Command): void => {
  connection.send(command);
};
const banners = new BannersView(send);
const bench = new BenchView();
const busy = new BusyView();
const chat = new ChatView();
const lines = new ConsoleView();
const keys = new KeysView((pins) => {
  send({ do: 'hold', pins });
});
const klaxon = new KlaxonSound();
const lamp = new LampView();
const scope = new Scope();
const trouble = new TroubleView(send);
let world: World | null = null;
let state: State | null = null;

function draw(next: World): void {
  // The simulator was started again with another edition of this page.
  if (world && world.edition !== next.edition) location.reload();
  world = next;
  for (const view of [banners, bench, keys, lamp, trouble]) view.draw(next);
  chat.explain(next);
  klaxon.offer(next.klaxonPin !== null);
}

function take(update: Update): void {
  const { armed, nowMs } = update;
  ({ state } = update);
  if (update.world) draw(update.world);
  for (const view of [banners, bench, busy, keys, lamp, trouble]) view.show(state);
  for (const view of [chat, lines, scope]) view.take(update);
  banners.arm(armed);
  for (const view of [keys, trouble]) view.enable(armed ? '' : 'This button is live: arm it first.');
  klaxon.sound(state.klaxonHz);
  if (world) say(hint, hintFor(world, state, nowMs, { touch: touch.matches, armed }));
}

/** What was known of the board holds no more. */
function end(): void {
  say(hint, 'No simulator.');
  for (const view of [keys, trouble]) view.enable('These need the simulator.');
  for (const view of [lamp, scope]) view.end();
  if (!state) return;
  state = { ...state, down: [], lampLit: false, online: false, busy: 0 };
  for (const view of [bench, busy, keys]) view.show(state);
  klaxon.sound(0);
}

// A mouse leaves the focus where it is, so that the space bar goes on to be the button's.
document.addEventListener('mousedown', (event) => {
  if (event.target instanceof Element && event.target.closest('button, label')) event.preventDefault();
});

// Another address was put into the bar, which alone loads nothing.
addEventListener('hashchange', () => {
  location.reload();
});

const connection = new Connection(takeToken(), take, (line) => {
  keys.releaseAll();
  banners.connected(line);
  if (line !== 'open') end();
});
