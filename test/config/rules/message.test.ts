import { describe, expect, test } from '@jest/globals';
import {
  DEFAULT_MESSAGES,
  DEFAULT_PRACTICE,
  isEmptyMessage,
  messageBody,
} from '../../../src/config/rules/message.ts';

test("the messages of those who write none are the original button's, an alert and the command", () => {
  expect(DEFAULT_MESSAGES).toEqual([
    ':alert: DEPLOY BUTTON PRESSED. KLAXON: ACTIVATED :alert:',
    '!deploy prod master -f',
  ]);
});

test('the text for practice says that it is one, and holds no command', () => {
  expect(DEFAULT_PRACTICE).toMatch(/^PRACTICE: .* Nothing is deployed\.$/);
});

describe('the body of a message', () => {
  test.each([
    ['go', '{"text":"go"}'],
    ['', '{"text":""}'],
    ['"go"\n', '{"text":"\\"go\\"\\n"}'],
    ['~\x7f\x80', '{"text":"~\\u007f\\u0080"}'],
    ['ü€', '{"text":"\\u00fc\\u20ac"}'],
    ['\u0100\uffff', '{"text":"\\u0100\\uffff"}'],
    ['😀', '{"text":"\\ud83d\\ude00"}'],
    [{ blocks: [1, { ü: null }] }, '{"blocks":[1,{"\\u00fc":null}]}'],
    [{}, '{}'],
  ])('of %j is %s', (message, body) => {
    expect(messageBody(message)).toBe(body);
  });
});

describe('of a message is nothing seen', () => {
  test.each(['', ' ', ' \n\t', {}, { text: '' }, { text: ' ', content: '\n' }])(
    'when it is %j',
    (message) => {
      expect(isEmptyMessage(message)).toBe(true);
    },
  );

  test.each(['x', ' x ', { text: 'x' }, { text: '', content: 'x' }, { text: '', blocks: [] }, { go: false }])(
    'but not when it is %j',
    (message) => {
      expect(isEmptyMessage(message)).toBe(false);
    },
  );
});
