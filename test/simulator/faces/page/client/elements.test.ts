import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { byId, html, say, svg } from '../../../../../src/simulator/faces/page/client/elements.ts';
import { Browser } from './browser.ts';

let browser: Browser;

beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

test('what is made is of the page or of a drawing, with its attributes and what belongs into it', () => {
  const made = html('p', { class: 'a', 'data-pin': 4 }, svg('path', { d: 'M0 0' }), '<b>', html('i'));
  expect(made.outerHTML).toBe('<p class="a" data-pin="4"><path d="M0 0"></path>&lt;b&gt;<i></i></p>');
  expect(svg('g', {}, svg('path')).innerHTML).toBe('<path></path>');
  expect([made.namespaceURI, made.firstElementChild?.namespaceURI]).toEqual([
    'http://www.w3.org/1999/xhtml',
    'http://www.w3.org/2000/svg',
  ]);
});

test('an element is found by its name, or its name is told', () => {
  expect(byId('keys') === document.querySelector('#keys')).toBe(true);
  expect(() => byId('none')).toThrow('none');
});

test('what is said once more is left as it is', () => {
  const element = html('p', {}, 'one');
  const before = element.firstChild;
  say(element, 'one');
  expect(element.firstChild === before).toBe(true);
  say(element, 'two');
  expect(element.textContent).toBe('two');
});
