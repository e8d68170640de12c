import { expect, test } from '@jest/globals';
import { output } from '../workbench.ts';

test.each([
  ['null', 'null'],
  ['undefined', 'undefined'],
  ['true', 'Number'],
  ['1', 'Number'],
  ['1.5', 'Number'],
  ['[]', 'Array'],
  ['function () {}', 'Function'],
  ['print', 'Function'],
  ['new Uint8Array(1)', 'Uint8Array'],
  ['new Uint8ClampedArray(1)', 'Uint8ClampedArray'],
  ['new Float32Array(1)', 'Float32Array'],
  ['new ArrayBuffer(1)', 'ArrayBuffer'],
])('a message calls %s what the board calls it, %s', (value, type) => {
  expect(output(`require('net').connect(${value})`)).toEqual([
    `ERROR: Expecting Options to be an Object but it was ${type}`,
  ]);
});

test.each([
  '{}',
  'new Date()',
  '/a/',
  'new DataView(new ArrayBuffer(4))',
  "new Error('x')",
  'Promise.resolve()',
])('the board takes %s for an object like any other', (value) => {
  expect(output(`try { require('net').connect(${value}) } catch (e) { print('' + e) }`)).toEqual([
    'InternalError: Unable to create socket',
  ]);
});
