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

/** Its parts; the rest is as of the text without any. */
const parsed = (parts: object): object => ({
  method: 'GET',
  host: '',
  path: '/',
  pathname: '/',
  search: null,
  port: null,
  query: null,
  ...parts,
});

// As on the interpreter (test/espruino/board-programs.ts).
test.each([
  ['', {}],
  ['http://h', { protocol: 'http:', host: 'h' }],
  ['http://h/p', { protocol: 'http:', host: 'h', path: '/p', pathname: '/p' }],
  ['https://h:81', { protocol: 'https:', host: 'h', port: 81 }],
  // Without a path the query is the host's, or its digits the port's.
  ['http://h?x=1', { protocol: 'http:', host: 'h?x=1' }],
  ['http://h:80?x=2', { protocol: 'http:', host: 'h', port: 802 }],
  ['http://h:8a0/', { protocol: 'http:', host: 'h', port: 80 }],
  ['http://h:65535/', { protocol: 'http:', host: 'h', port: 65535 }],
  ['http://h:65536/', { protocol: 'http:', host: 'h' }],
  ['http://h:0/', { protocol: 'http:', host: 'h' }],
  ['http:///p', { protocol: 'http:', path: '/p', pathname: '/p' }],
  ['//h/p', { path: '//h/p', pathname: '//h/p' }],
  ['h:80/p', { host: 'h:80', path: '/p', pathname: '/p' }],
  ['a:b://c/d', { host: 'a:b:', path: '//c/d', pathname: '//c/d' }],
  ['?a=b', { host: '?a=b' }],
  ['http://[::1]:80/p', { protocol: 'http:', host: '[::1]', path: '/p', pathname: '/p', port: 180 }],
  [
    'http://user:password@host:81/p?q=1#f',
    {
      protocol: 'http:',
      host: 'user:password@host',
      path: '/p?q=1#f',
      pathname: '/p',
      search: '?q=1#f',
      port: 81,
      query: { q: '1#f' },
    },
  ],
  [
    'http://h/a:80/b//c?d?e=f',
    {
      protocol: 'http:',
      host: 'h',
      path: '/a:80/b//c?d?e=f',
      pathname: '/a:80/b//c?d',
      search: '?e=f',
      query: { e: 'f' },
    },
  ],
  [
    'http://h/p1?x=/y',
    { protocol: 'http:', host: 'h', path: '/p1?x=/y', pathname: '/p1', search: '?x=/y', query: { x: '/y' } },
  ],
  [
    '/a?b=c&d=e&f&%41=%4a%4B&&g==h&',
    {
      path: '/a?b=c&d=e&f&%41=%4a%4B&&g==h&',
      pathname: '/a',
      search: '?b=c&d=e&f&%41=%4a%4B&&g==h&',
      query: { b: 'c', d: 'e', f: '', A: 'JK', g: '=h' },
    },
  ],
  ['/?=x', { path: '/?=x', search: '?=x', query: { '': 'x' } }],
  ['/?==', { path: '/?==', search: '?==', query: { '': '=' } }],
  ['/?=', { path: '/?=', search: '?=', query: {} }],
  ['/?', { path: '/?', search: '?', query: {} }],
])('url.parse of "%s"', (text, parts) => {
  expect(JSON.parse(output(`print(JSON.stringify(url.parse('${text}', true)))`)[0] ?? '')).toEqual(
    parsed(parts),
  );
});
