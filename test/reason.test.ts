import { expect, test } from '@jest/globals';
import { codeOf, reasonOf } from '../src/reason.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

test.each<[unknown, string]>([
  [refused, 'ECONNREFUSED'],
  [new TypeError('fetch failed', { cause: refused }), 'ECONNREFUSED'],
  [new Error('one', { cause: new Error('two', { cause: new Error('three') }) }), 'three'],
  [new DOMException('it took too long', 'TimeoutError'), 'it took too long'],
  [{ code: 7, message: 'a word' }, 'a word'],
  [{ message: 7 }, 'unknown reason'],
  ['a text', 'unknown reason'],
  [null, 'unknown reason'],
  [undefined, 'unknown reason'],
])('%p failed because of %s', (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});

test.each<[unknown, string | undefined]>([
  [refused, 'ECONNREFUSED'],
  // What is around it has none of its own.
  [new Error('fetch failed', { cause: refused }), undefined],
  [{ code: 7 }, undefined],
  [new DOMException('it took too long', 'TimeoutError'), undefined],
  ['code', undefined],
  [null, undefined],
])("%p has the system's code %s", (error, code) => {
  expect(codeOf(error)).toBe(code);
});
