import { describe, expect, test } from '@jest/globals';
import { refusalOf } from '../../../../src/simulator/faces/page/gate.ts';

const PORT = 4004;
const HOST = `127.0.0.1:${PORT}`;
const OWN = { host: HOST, origin: `http://${HOST}` };

const get = (headers: Record<string, string>, upgrade = false): number | undefined =>
  refusalOf({ method: 'GET', headers, upgrade }, PORT)?.status;
const post = (headers: Record<string, string>): number | undefined =>
  refusalOf({ method: 'POST', headers, upgrade: false }, PORT)?.status;

describe('who may see the page', () => {
  test.each([HOST, `localhost:${PORT}`])('a browser that asks %s', (host) => {
    expect(get({ host })).toBeUndefined();
    expect(get({ host, 'sec-fetch-site': 'none' })).toBeUndefined();
  });

  test.each([
    'evil.example',
    `evil.example:${PORT}`,
    '127.0.0.1',
    '127.0.0.1:80',
    `127.0.0.1.evil.example:${PORT}`,
    '',
  ])('nobody who asks for the host "%s"', (host) => {
    expect(get({ host })).toBe(403);
    expect(get({ host, origin: `http://${host}` }, true)).toBe(403);
  });

  test('nobody without a host', () => {
    expect(get({})).toBe(403);
  });

  test('somebody who follows a link from another page, but no page that embeds or fetches it', () => {
    const foreign = { host: HOST, 'sec-fetch-site': 'cross-site' };
    expect(get({ ...foreign, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).toBeUndefined();
    expect(get({ ...foreign, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })).toBe(403);
    expect(get({ ...foreign, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' })).toBe(403);
  });
});

describe('who may press keys', () => {
  test('a page of this server', () => {
    expect(get(OWN, true)).toBeUndefined();
    expect(get({ ...OWN, 'sec-fetch-site': 'same-origin' }, true)).toBeUndefined();
  });

  test.each([
    'http://evil.example',
    'https://127.0.0.1:4004',
    'http://127.0.0.1:3000',
    'http://localhost:4004',
    'null',
  ])('no page of %s', (origin) => {
    expect(get({ host: HOST, origin }, true)).toBe(403);
  });

  test.each(['cross-site', 'same-site'])('no page that the browser calls %s', (site) => {
    expect(get({ ...OWN, 'sec-fetch-site': site }, true)).toBe(403);
    expect(
      get(
        { ...OWN, 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
        true,
      ),
    ).toBe(403);
  });

  test('no program that does not say where it comes from', () => {
    expect(get({ host: HOST }, true)).toBe(403);
  });

  test('nobody by a POST, wherever it comes from', () => {
    expect(post({ host: HOST, origin: 'http://evil.example' })).toBe(403);
    expect(
      post({
        host: HOST,
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
      }),
    ).toBe(403);
    expect(post(OWN)).toBe(405);
  });
});
