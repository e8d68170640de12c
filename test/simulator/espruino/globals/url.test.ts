import { expect, test } from '@jest/globals';
import { boot, HOST, output, whenJoined } from '../../workbench.ts';

test.each([
  ['get', `require('http').get('http://${HOST}/a?b=c', function (res) { print(res.statusCode) })`],
  [
    'request',
    `require('http').request('http://${HOST}/a?b=c', function (res) { print(res.statusCode) }).end()`,
  ],
])('http.%s takes the text of a URL', (_, call) => {
  const { board, chat, lines } = boot(whenJoined(call));
  board.advance(5000);
  expect(lines).toEqual(['200']);
  expect(chat.requests).toMatchObject([{ method: 'GET', path: '/a?b=c', headers: { host: HOST } }]);
});

test('a list is no options, though it is an object', () => {
  expect(output(`require('http').request([])`)).toEqual([
    'ERROR: Expecting Options to be an Object but it was Array',
  ]);
});
