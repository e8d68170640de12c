import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Browser } from '../browser.ts';
import { draw, drawing, KEPT } from './drawn.ts';

/** How it looks only an eye can tell. What somebody has looked at stays as it is. */

let browser: Browser;

beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

// After a look at the page, `KEEP_DRAWINGS=1 npm run test:only -- client/drawing/kept` keeps them as they are now.
test.each(Object.entries(KEPT))(
  'the drawing is as it was when somebody last looked at it: %s',
  (name, change) => {
    const file = new URL(`${name}.txt`, import.meta.url);
    draw(change);
    if (process.env['KEEP_DRAWINGS'] === '1') writeFileSync(file, drawing());
    expect(drawing()).toBe(readFileSync(file, 'utf8'));
  },
);
