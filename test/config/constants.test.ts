import { describe, expect, test } from '@jest/globals';
import { checkConfig } from '../../src/config/files/load.ts';
import { firmwareConstants } from '../../src/config/constants.ts';

const RELAY = { url: 'http://10.0.0.2:8437', secret: 's'.repeat(43) };

/** What the firmware is built with. */
function constantsOf(change: object): Readonly<Record<string, unknown>> {
  const file = { wifi: { ssid: 'net' }, webhook: 'http://chat.lan/x', ...change };
  return firmwareConstants(checkConfig(file, 'file').config);
}

const headOf = (webhook: unknown): unknown => constantsOf({ webhook })['HEAD'];

describe('the head of a request to a webhook', () => {
  test('is all of it up to the length, which comes with each message', () => {
    expect(headOf('http://chat.lan/x?y=z')).toBe(
      'POST /x?y=z HTTP/1.1\r\nHost: chat.lan\r\nConnection: close\r\n' +
        'Content-Type: application/json\r\nContent-Length: ',
    );
  });

  test.each([
    ['http://chat.lan:80/', 80, 'chat.lan'],
    ['http://chat.lan:443/', 443, 'chat.lan:443'],
    ['http://chat.lan:8065/', 8065, 'chat.lan:8065'],
    ['http://10.0.0.3:81/', 81, '10.0.0.3:81'],
  ])('names the port to the host, but for the usual one of http: %s', (webhook, port, host) => {
    expect(constantsOf({ webhook })).toMatchObject({ PORT: port, HOST: host.replace(/:.*/, '') });
    expect(headOf(webhook)).toContain(`\r\nHost: ${host}\r\n`);
  });

  test('has the headers of the configuration, and one type, which may be their own', () => {
    const headers = { 'X-Key': 'abc', 'content-TYPE': 'application/x' };
    const head = String(headOf({ url: 'http://me:pw@chat.lan/', headers }));
    expect(head).toContain('\r\nX-Key: abc\r\ncontent-TYPE: application/x\r\n');
    expect(head).toContain(`\r\nAuthorization: Basic ${btoa('me:pw')}\r\n`);
    expect(head.match(/content-type/gi)).toHaveLength(1);
  });
});

test('with a relay the board is told of the relay alone', () => {
  const webhook = { url: 'https://me:pw@chat.lan:8443/hooks/x', headers: { 'X-Key': 'abc' }, expect: 'ok' };
  const constants = constantsOf({ webhook, relay: RELAY });
  expect(constants).toMatchObject({
    HOST: '10.0.0.2',
    PORT: 8437,
    HEAD: 'POST /messages HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: ',
    NONCE_REQUEST: 'GET /nonce HTTP/1.0\r\n\r\n',
    EXPECTED: '',
  });
  const all = JSON.stringify(constants);
  for (const secret of ['chat.lan', 'hooks', btoa('me:pw'), 'abc', RELAY.secret]) {
    expect(all).not.toContain(secret);
  }
});
