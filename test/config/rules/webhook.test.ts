import { describe, expect, test } from '@jest/globals';
import {
  hostFault,
  parseWebhook,
  relayUrlFault,
  urlFault,
  type Webhook,
  webhookUrl,
} from '../../../src/config/rules/webhook.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('a URL', () => {
  test.each([
    'http://h',
    'HTTPS://h/',
    'http://h:1',
    'http://h:65535/x?y=z#f',
    'http://h/x:99999',
    'http://10.0.0.3:8065/hooks/x',
    'http://me:p%25w@h/',
    `http://${'h'.repeat(127)}/`,
  ])('may be %s', (url) => {
    expect(urlFault(url)).toBeUndefined();
  });

  const PORT = /^has a port that the board cannot reach: a port must be 1 to 65535$/;
  const NO_URL = /^is not a URL\. Write it whole, as in http:/;
  const SCHEME = /^must start with http:\/\/ or https:\/\/$/;

  test.each([
    ['', NO_URL],
    ['chat.lan', NO_URL],
    ['http://', NO_URL],
    ['http://a b/', NO_URL],
    ['http://a b:99999/', NO_URL],
    ['http://h:port/', NO_URL],
    ['http://h:1x/', NO_URL],
    ['see http://h:99999/', NO_URL],
    ['http://h:0/', PORT],
    ['http://h:65536', PORT],
    ['http://h:65536/x', PORT],
    ['HTTPS://me:pw@h:99999?x', PORT],
    ['http://h:99999#x', PORT],
    [' http://h:99999', PORT],
    ['ftp://h/', SCHEME],
    ['http:h', SCHEME],
    ['http:/h', SCHEME],
    ['https:\\\\h', SCHEME],
    [' http://h', SCHEME],
    ['httpss://h', SCHEME],
    ['javascript:http://h', SCHEME],
    ['http://[::1]:80/', /^has an IPv6 host.* Use a name or an IPv4 address$/],
    [`http://${'h'.repeat(128)}/`, /^has a host longer than 127 bytes\. Use a shorter name/],
    ['http://h/\ud800', /^holds half a character .* Type it anew$/],
    ['http://%:pw@h/', /^has a user or password with a broken %-escape\. Write %25/],
    ['http://me:%ff@h/', /broken %-escape/],
    ['http://%E2%82:%AC@h/', /broken %-escape/],
  ])('may not be %j', (url, told) => {
    expect(urlFault(url)).toMatch(told);
  });
});

describe("a relay's URL", () => {
  test.each(['http://10.0.0.2:8437', 'HTTP://relay', 'http://relay.lan:1/'])('may be %s', (url) => {
    expect(relayUrlFault(url)).toBeUndefined();
  });

  test.each([
    'https://h:1',
    'ftp://h:1',
    'h:1',
    'x http://h:1',
    'xhttp://h:1',
    'http://h:1/x',
    'http://h:1//',
    'http://h:1?',
    'http://h:1#',
    'http://me@h:1',
    'http://h:1\\x',
    'http://a b',
    'http://h:port',
  ])('is http://host:port and no more, so not %s', (url) => {
    expect(relayUrlFault(url)).toBe(
      'must be http://host:port and no more: the board speaks to the relay itself',
    );
  });

  test.each([
    ['http://h:0', /^has a port/],
    ['http://h:65536/x', /^has a port/],
    ['http://[::1]:1', /^has an IPv6 host/],
    ['http://relay.local:1', /^has a name that ends in \.local/],
  ])('tells of %s what is told of any', (url, told) => {
    expect(relayUrlFault(url)).toMatch(told);
  });
});

test.each([
  ['chat.local', true],
  ['chat.LOCAL.', true],
  ['a.b.local', true],
  ['local', false],
  ['chat.local.lan', false],
  ['chat.locale', false],
  ['chatlocal', false],
  ['10.0.0.3', false],
])('the board asks no mDNS, so of %s is told: %s', (host, isTold) => {
  const told = /^has a name that ends in \.local, .* Write the address$/;
  expect(hostFault(host)).toEqual(isTold ? expect.stringMatching(told) : undefined);
});

describe('taken apart', () => {
  test.each<[string, Partial<Webhook>]>([
    ['http://chat.lan', { protocol: 'http:', host: 'chat.lan', port: 80, path: '/' }],
    ['https://chat.lan/', { protocol: 'https:', host: 'chat.lan', port: 443, path: '/' }],
    ['http://chat.lan:443/x', { protocol: 'http:', port: 443, path: '/x' }],
    ['https://chat.lan:80/x', { protocol: 'https:', port: 80, path: '/x' }],
    ['HTTP://Chat.LAN:8065/X?y=Z#f', { protocol: 'http:', host: 'chat.lan', port: 8065, path: '/X?y=Z' }],
    ['http://chat.lan/x%20y/ü?ü', { path: '/x%20y/%C3%BC?%C3%BC' }],
  ])('%s', (url, parts) => {
    expect(parseWebhook(url, {})).toEqual(expect.objectContaining({ headers: {}, ...parts }));
  });

  test.each([
    ['http://me:pw@h/', basic('me:pw')],
    ['http://me@h/', basic('me:')],
    ['http://:pw@h/', basic(':pw')],
    ['http://m%3ae:p%C3%A4%25@h/', basic('m:e:pä%')],
  ])('user and password of %s are an Authorization, and in nothing else', (url, authorization) => {
    const webhook = parseWebhook(url, { 'X-A': 'b' });
    expect(webhook).toEqual({
      protocol: 'http:',
      host: 'h',
      port: 80,
      path: '/',
      headers: { Authorization: authorization, 'X-A': 'b' },
    });
    expect(webhookUrl(webhook)).toBe('http://h/');
  });

  test.each(['http://h/', 'https://h/x?y', 'http://h:443/', 'https://h:80/', 'https://h:8443/x?y=z'])(
    'and put together again it is %s',
    (url) => {
      expect(webhookUrl(parseWebhook(url, {}))).toBe(url);
    },
  );
});
