import { expect, test } from '@jest/globals';
import { History } from '../../../../src/simulator/faces/page/history.ts';

const edge = (atMs: number) => ({ atMs, lit: atMs % 2 === 0 });
const line = (atMs: number) => ({ atMs, text: `line ${atMs}`, note: false });
const message = (atMs: number) => ({ atMs, text: `message ${atMs}`, status: 200 });

test('what has come is told once, and kept for pages that come later', () => {
  const history = new History();
  expect(history.takeNews()).toBeNull();
  history.edge(edge(1));
  history.console(line(2));
  expect(history.takeNews()).toEqual({ edges: [edge(1)], console: [line(2)], chat: [] });
  expect(history.takeNews()).toBeNull();
  history.console(line(3));
  history.chat(message(4));
  expect(history.takeNews()).toEqual({ edges: [], console: [line(3)], chat: [message(4)] });
  expect(history.all()).toEqual({ edges: [edge(1)], console: [line(2), line(3)], chat: [message(4)] });
});

test('of what was before the newest is kept, and no more than a page can show', () => {
  const history = new History();
  for (let atMs = 0; atMs < 1000; atMs += 1) {
    history.edge(edge(atMs));
    history.console(line(atMs));
    history.chat(message(atMs));
  }
  const { edges, console, chat } = history.all();
  expect([edges[0], edges.at(-1), edges.length]).toEqual([edge(800), edge(999), 200]);
  expect([console[0], console.at(-1), console.length]).toEqual([line(700), line(999), 300]);
  expect([chat[0], chat.at(-1), chat.length]).toEqual([message(900), message(999), 100]);
});
