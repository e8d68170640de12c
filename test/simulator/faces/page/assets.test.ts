import { beforeAll, expect, test } from '@jest/globals';
import { bundlePage, type Assets } from '../../../../src/simulator/faces/page/assets.ts';

let page: Assets;
beforeAll(async () => {
  page = await bundlePage();
});

function textOf(path: string): string {
  return page.files.get(path)?.body.toString() ?? '';
}

test('the page is four files, each of its type', () => {
  expect(Object.fromEntries([...page.files].map(([path, { type }]) => [path, type]))).toEqual({
    '/': 'text/html; charset=utf-8',
    '/page.js': 'text/javascript; charset=utf-8',
    '/page.css': 'text/css; charset=utf-8',
    '/icon.svg': 'image/svg+xml',
  });
  expect(textOf('/')).toMatch(/^<!doctype html>/i);
  expect(textOf('/icon.svg')).toMatch(/^<svg /);
});

test('its script is one module, small, that asks for no other', () => {
  const script = textOf('/page.js');
  expect(script).not.toMatch(/\bimport\b|\(\(\) ?=> ?\{\n|^\s*\/\//m);
  expect(script).not.toMatch(/^("use strict";)?\(\(\) ?=>/);
  expect(script.split('\n').length).toBeLessThan(20);
  expect(script).toMatch(/new WebSocket\(/);
});

test('its style sheet is one too, and what is no ASCII stands in them as it is', () => {
  const styles = textOf('/page.css');
  expect(styles).not.toMatch(/@import|\n\s+/);
  expect(styles).toMatch(/\.key/);
  expect(`${textOf('/page.js')}${styles}`).toMatch(/[^\0-\x7f]/);
});

test('its edition is a short word of what is in them', async () => {
  expect(page.edition).toMatch(/^[\da-f]{12}$/);
  expect((await bundlePage()).edition).toBe(page.edition);
});
