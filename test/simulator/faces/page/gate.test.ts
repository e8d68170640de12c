import { describe, expect, jest, test } from '@jest/globals';
import { type Door, refusalOf } from '../../../../src/simulator/faces/page/gate.ts';
import { newToken } from '../../../../src/simulator/faces/page/token.ts';

const PORT = 4004;
const HOST = `127.0.0.1:${PORT}`;
const OWN = { host: HOST, origin: `http://${HOST}` };

const DOOR = { port: PORT, token: undefined };

const get = (headers: Record<string, string>, upgrade = false, door: Door = DOOR): number | undefined =>
  refusalOf({ method: 'GET', headers, upgrade }, door)?.status;
const post = (headers: Record<string, string>): number | undefined =>
  refusalOf({ method: 'POST', headers, upgrade: false }, DOOR)?.status;

describe('who may see the page', () => {
  test.each([HOST, `localhost:${PORT}`])('a browser that asks %s', (host) => {
    expect(get({ host })).toBeUndefined();
    expect(get({ host, 'sec-fetch-site': 'none' })).toBeUndefined();
  });

  test('anybody on this machine, by whichever of the two methods that only look, live too: the files tell nothing', () => {
    for (const method of ['GET', 'HEAD']) {
      for (const token of [undefined, newToken()]) {
        const knock = { method, headers: { host: HOST }, upgrade: false };
        expect(refusalOf(knock, { port: PORT, token })).toBeUndefined();
      }
    }
  });

  test.each([
    'evil.example',
    `evil.example:${PORT}`,
    '127.0.0.1',
    '127.0.0.1:80',
    `127.0.0.1.evil.example:${PORT}`,
    `0.0.0.0:${PORT}`,
    `[::1]:${PORT}`,
    `127.0.0.2:${PORT}`,
    `${HOST}0`,
    `${HOST}.evil.example`,
    `evil.${HOST}`,
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
    expect(get({ ...foreign, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'document' })).toBe(403);
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
    'http://127.0.0.1:40040',
    'http://127.0.0.1:4004.evil.example',
    'http://evil.example/127.0.0.1:4004',
    'null',
    '',
  ])('no page of "%s", which may not even read', (origin) => {
    for (const upgrade of [true, false]) expect(get({ host: HOST, origin }, upgrade)).toBe(403);
  });

  test.each(['cross-site', 'same-site', 'another-word', ''])(
    'no page that the browser calls "%s"',
    (site) => {
      expect(get({ ...OWN, 'sec-fetch-site': site }, true)).toBe(403);
      expect(
        get(
          { ...OWN, 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
          true,
        ),
      ).toBe(403);
    },
  );

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

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', ''])('nobody by the method "%s"', (method) => {
    for (const upgrade of [true, false]) {
      expect(refusalOf({ method, headers: OWN, upgrade }, DOOR)?.status).toBe(405);
    }
  });
});

test.each([
  [{ host: 'evil.example' }, /127\.0\.0\.1 and localhost only/],
  [{ ...OWN, origin: 'null' }, /other web pages are refused/],
  [{ ...OWN, 'sec-fetch-site': 'cross-site' }, /other web pages are refused/],
  [{ host: HOST }, /Only a browser/],
  [OWN, /Only the printed address/],
])('whoever is turned away is told why: %j', (headers, why) => {
  expect(
    refusalOf({ method: 'GET', headers, upgrade: true }, { port: PORT, token: newToken() })?.why,
  ).toMatch(why);
});

test('whoever sends something is told that there is nothing to send', () => {
  expect(refusalOf({ method: 'POST', headers: OWN, upgrade: false }, DOOR)?.why).toMatch(/nothing to send/);
});

describe('who may press keys for real', () => {
  const token = newToken();
  const live = (protocols: string | undefined): number | undefined =>
    get({ ...OWN, ...(protocols === undefined ? {} : { 'sec-websocket-protocol': protocols }) }, true, {
      port: PORT,
      token,
    });

  test('a page that knows the token', () => {
    expect(live(`deploy-button, ${token}`)).toBeUndefined();
    expect(live(`deploy-button,${token}`)).toBeUndefined();
  });

  test.each([
    ['without any', undefined],
    ['with an empty one', 'deploy-button, '],
    ['with half of it', `deploy-button, ${token.slice(0, 11)}`],
    ['with more than it', `deploy-button, ${token}A`],
    ['in small letters', `deploy-button, ${token.toLowerCase()}`],
    ['in large letters', `deploy-button, ${token.toUpperCase()}`],
    ['with what base64 may have at its end', `deploy-button, ${token}==`],
    ['with many at once', `deploy-button, ${newToken()}, ${token}`],
    ['with something behind it', `deploy-button, ${token}, x`],
    ['with that of another start', `deploy-button, ${newToken()}`],
  ])('nobody %s', (_what, protocols) => {
    expect(live(protocols)).toBe(401);
  });

  test('no page of anybody else, even with the token', () => {
    const headers = { host: HOST, origin: 'http://evil.example', 'sec-websocket-protocol': `x, ${token}` };
    expect(get(headers, true, { port: PORT, token })).toBe(403);
  });

  test('nobody who guesses: it has 128 bits, and each start makes another, whatever the time and the dice', () => {
    jest.useFakeTimers({ now: 0 });
    const dice = jest.spyOn(Math, 'random').mockReturnValue(0.5);
    try {
      const tokens = [token, newToken(), newToken()];
      for (const each of tokens) expect(Buffer.from(each, 'base64url')).toHaveLength(16);
      const halves = tokens.flatMap((each) => [each.slice(0, 11), each.slice(11)]);
      expect(new Set(halves).size).toBe(6);
    } finally {
      dice.mockRestore();
      jest.useRealTimers();
    }
  });
});
