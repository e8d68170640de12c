import { describe, expect, test } from '@jest/globals';
import { loopbackWarnings } from '../../src/config/loopback.ts';
import type { Webhook } from '../../src/config/rules/webhook.ts';

const webhookAt = (host: string): Webhook => ({
  protocol: 'http:',
  host,
  port: 3000,
  path: '/x',
  headers: {},
});
const relayAt = (host: string) => ({ url: `http://${host}:8437`, host, port: 8437, secret: 's'.repeat(43) });

describe('an address that the board would take for itself', () => {
  test.each(['localhost', 'LocalHost', '127.0.0.1', '127.100.200.255', '0.0.0.0', 'hook.localhost'])(
    '%s',
    (host) => {
      expect(loopbackWarnings({ webhook: webhookAt(host), relay: undefined })).toEqual([
        `"webhook": on the board "${host}" is the board itself. Name this machine by its address on the button's network.`,
      ]);
      expect(loopbackWarnings({ webhook: webhookAt('h'), relay: relayAt(host) })).toEqual([
        expect.stringMatching(/^"relay\.url": on the board ".*" is the board itself/),
      ]);
    },
  );

  test('is none where a relay on the network takes the messages there', () => {
    expect(loopbackWarnings({ webhook: webhookAt('127.0.0.1'), relay: relayAt('10.0.0.2') })).toEqual([]);
  });

  test.each([
    'localhost.example',
    'mylocalhost',
    '10.127.0.0',
    '127.0.0.1.example',
    '128.0.0.1',
    '0.0.0.0.example',
    '10.0.0.0',
  ])('is not %s', (host) => {
    expect(loopbackWarnings({ webhook: webhookAt(host), relay: undefined })).toEqual([]);
  });
});
