import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { byId } from '../../../../../../src/simulator/faces/page/client/elements.ts';
import { ChatView } from '../../../../../../src/simulator/faces/page/client/panels/chat-view.ts';
import { ConsoleView } from '../../../../../../src/simulator/faces/page/client/panels/console-view.ts';
import type { ChatMessage, ConsoleLine } from '../../../../../../src/simulator/faces/page/wire.ts';
import { UPDATE, WORLD } from '../../world.ts';
import { Browser } from '../browser.ts';

/** The two that grow at their end: the channel and the console. */

let browser: Browser;

beforeEach(() => {
  browser = new Browser();
  // Nothing is laid out here.
  for (const id of ['chat', 'console']) Object.defineProperty(byId(id), 'scrollHeight', { value: 900 });
});
afterEach(() => browser.close());

const textsIn = (id: string): (string | null)[] =>
  [...byId(id).children].map(({ textContent }) => textContent);

describe('the chat channel', () => {
  let chat: ChatView;
  beforeEach(() => {
    chat = new ChatView();
  });

  function arrives(...messages: ChatMessage[]): void {
    chat.take({ ...UPDATE, chat: messages });
  }

  test('says what will stand in it, as long as nothing does', () => {
    chat.explain(WORLD);
    chat.take(UPDATE);
    expect(textsIn('chat')).toEqual(['A smash posts here, on this machine only: “one”, then “two”']);
    arrives({ atMs: 0, text: 'one', status: 200 });
    expect(textsIn('chat')).toHaveLength(1);
    expect(byId('chat').textContent).not.toContain('A smash posts');
    chat.take({ ...UPDATE, fresh: true });
    expect(textsIn('chat')).toEqual(['A smash posts here, on this machine only: “one”, then “two”']);
  });

  test('says of a live button where its messages go', () => {
    chat.explain({ ...WORLD, live: true, target: 'chat.example.org' });
    expect(textsIn('chat')).toEqual(['Live: the messages go to chat.example.org. Look there.']);
  });

  test('shows each message with its time, the newest last, and turns to that', () => {
    arrives({ atMs: 1234, text: 'one', status: 200 });
    arrives({ atMs: 2000, text: 'two', status: 200 }, { atMs: 2050, text: 'three', status: 200 });
    expect(textsIn('chat').slice(-3)).toEqual([
      'deploy-button 1.2 sone',
      'deploy-button 2.0 stwo',
      'deploy-button 2.0 sthree',
    ]);
    expect(byId('chat').scrollTop).toBe(900);
  });

  test('stays where its reader has turned it while nothing comes', () => {
    arrives({ atMs: 0, text: 'one', status: 200 });
    byId('chat').scrollTop = 40;
    chat.take(UPDATE);
    expect(byId('chat').scrollTop).toBe(40);
  });

  test('begins anew with a page that does', () => {
    arrives({ atMs: 0, text: 'one', status: 200 });
    chat.take({ ...UPDATE, fresh: true, chat: [{ atMs: 0, text: 'two', status: 200 }] });
    expect(textsIn('chat')).toEqual(['deploy-button 0.0 stwo']);
  });

  test.each([
    [199, 'The channel refused it: 199'],
    [200, null],
    [299, null],
    [300, 'The channel refused it: 300'],
    [404, 'The channel refused it: 404'],
    [null, 'The channel got it, and says nothing'],
  ])('that answers %s says of a message: %s', (status, fate) => {
    arrives({ atMs: 0, text: 'one', status });
    expect(byId('chat').querySelector('.fate')?.textContent ?? null).toBe(fate);
    expect(byId('chat').querySelectorAll('.message.refused').length).toBe(fate === null ? 0 : 1);
  });

  test('makes a message as the style sheet wants it', () => {
    arrives({ atMs: 0, text: '<b>one</b>', status: 500 });
    expect(byId('chat').querySelector('article')?.outerHTML).toBe(
      '<article class="message refused"><span class="avatar" aria-hidden="true"></span>' +
        '<p class="who">deploy-button <time>0.0 s</time></p><p class="text">&lt;b&gt;one&lt;/b&gt;</p>' +
        '<p class="fate">The channel refused it: 500</p></article>',
    );
    arrives({ atMs: 0, text: 'two', status: 200 });
    expect(byId('chat').lastElementChild?.className).toBe('message');
  });
});

describe('the console', () => {
  let lines: ConsoleView;
  beforeEach(() => {
    lines = new ConsoleView();
  });

  function prints(...texts: string[]): void {
    lines.take({ ...UPDATE, console: texts.map((text) => ({ atMs: 1234, text, note: false })) });
  }

  test('shows each line with its time, the newest last, and turns to that', () => {
    prints('one');
    prints('two', 'three');
    expect(textsIn('console')).toEqual(['   1.23one', '   1.23two', '   1.23three']);
    expect(byId('console').scrollTop).toBe(900);
  });

  test('stays where its reader has turned it while nothing comes', () => {
    prints('one');
    byId('console').scrollTop = 40;
    prints();
    expect(byId('console').scrollTop).toBe(40);
  });

  test('begins anew with a page that does, and else goes on', () => {
    prints('one');
    lines.take({ ...UPDATE, fresh: true });
    expect(textsIn('console')).toEqual([]);
  });

  test('tells the board’s lines from those of the simulator', () => {
    const said: ConsoleLine = { atMs: 61_007, text: 'a note', note: true };
    lines.take({ ...UPDATE, console: [said, { ...said, text: '<i>', note: false }] });
    expect(byId('console').innerHTML.trim()).toBe(
      '<p class="note"><span class="at">  61.01</span>a note</p><p class="line"><span class="at">  61.01</span>&lt;i&gt;</p>',
    );
  });

  test('keeps the last 500 lines of a board that runs for days', () => {
    prints(...Array.from({ length: 499 }, (_, at) => `${at}`));
    prints('499');
    expect(textsIn('console')).toHaveLength(500);
    prints('500', '501');
    const kept = textsIn('console');
    expect([kept.length, kept[0], kept[499]]).toEqual([500, '   1.232', '   1.23501']);
  });
});
