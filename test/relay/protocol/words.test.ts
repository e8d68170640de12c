import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  answerMac,
  authorization,
  isPractice,
  MAX_BODY_BYTES,
  MESSAGES_PATH,
  NONCE_PATH,
  parseAuthorization,
  parseKey,
  requestMac,
  sameMac,
} from '../../../src/relay/protocol/words.ts';
import { mac } from '../rig.ts';

const what = { what: z.string(), secret: z.string(), nonce: z.string(), body: z.string(), mac: z.string() };
const vectors = z
  .object({
    requests: z.array(z.object({ ...what, key: z.string() })),
    answers: z.array(z.object({ ...what, status: z.string(), nextNonce: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')));

describe('MACs', () => {
  test.each(vectors.requests)('of a request: $what', (vector) => {
    expect(requestMac(vector.secret, vector)).toBe(vector.mac);
    expect(mac(vector.secret, 'POST', '/messages', vector.nonce, vector.key, vector.body)).toBe(vector.mac);
  });

  test.each(vectors.answers)('of an answer: $what', ({ status, ...vector }) => {
    expect(answerMac(vector.secret, { ...vector, status: Number(status) })).toBe(vector.mac);
  });

  test('are over the bytes as sent, whatever they are', () => {
    const bytes = Buffer.from([0xff, 0x00, 0x0a, 0xfe]);
    const other = Buffer.from([0xfd, 0x00, 0x0a, 0xfe]);
    const of = (body: Buffer) => requestMac('s'.repeat(32), { nonce: 'n', key: 'n-1', body });
    expect(of(bytes)).not.toBe(of(other));
  });

  test('fill the text up to whole blocks with line feeds in front, whatever its length in bytes', () => {
    for (let length = 0; length <= 300; length += 1) {
      const body = 'ü'.repeat(length % 3) + 'x'.repeat(length);
      expect(requestMac('s'.repeat(32), { nonce: 'n', key: 'n-1', body })).toBe(
        mac('s'.repeat(32), 'POST', '/messages', 'n', 'n-1', body),
      );
    }
  });

  test('an answer never has the MAC of a request: no nonce and status can spell its first lines', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/), fc.string(), (nonce, body) => {
        const secret = 's'.repeat(32);
        const request = requestMac(secret, { nonce, key: `${nonce}-1`, body });
        const answer = answerMac(secret, { nonce: 'POST', status: 200, nextNonce: nonce, body });
        expect(request).not.toBe(answer);
      }),
    );
  });

  test('compare equal only when all of it is equal', () => {
    const right = 'aed1ca8240b87b39787440220c2a201d0b0ca70c';
    expect(sameMac(right, right)).toBe(true);
    expect(sameMac(right, right.slice(0, -1))).toBe(false);
    expect(sameMac(right, `${right}0`)).toBe(false);
    expect(sameMac(right, right.toUpperCase())).toBe(false);
    expect(sameMac(right, '')).toBe(false);
  });
});

describe('a key of a button for practice', () => {
  const told = (key: string) => {
    const parsed = parseKey(key);
    return parsed && isPractice(parsed);
  };

  test('is told from any other, whatever nonce it begins with', () => {
    // Whoever hands a nonce out can put into it what he likes; what stands behind it is the button's.
    const nonce = fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9_-]{0,32}$/),
      fc.constantFrom('-practice', 'n-1-practice', '-practice-1', 'practice-'),
    );
    fc.assert(
      fc.property(nonce, fc.nat(), fc.integer({ min: 1, max: 8 }), (first, endMs, number) => {
        expect(told(`${first}-${endMs}-${number}`)).toBe(false);
        expect(told(`${first}-${endMs}-practice-${number}`)).toBe(true);
      }),
    );
  });

  test('is one that a relay of before takes for a press of its own', () => {
    const before = /^([A-Za-z0-9_-]{1,64})-([1-9][0-9]{0,2})$/;
    expect(before.exec(`${'n'.repeat(32)}-34125-practice-1`)?.slice(1)).toEqual([
      `${'n'.repeat(32)}-34125-practice`,
      '1',
    ]);
  });
});

describe('headers', () => {
  test('an Authorization that was made is read back', () => {
    expect(parseAuthorization(authorization('n_-9', 'ab'))).toEqual({ nonce: 'n_-9', mac: 'ab' });
  });

  test.each(['button nonce="n",mac="m"', 'Button  nonce="n" , mac="m"', 'BUTTON nonce="n", mac="m"'])(
    'blanks and case of the scheme do not matter: %s',
    (text) => {
      expect(parseAuthorization(text)).toEqual({ nonce: 'n', mac: 'm' });
    },
  );

  test.each([
    '',
    'Basic dXNlcg==',
    'a Button nonce="n", mac="m"',
    'Button',
    'Button nonce="n"',
    'Button mac="m", nonce="n"',
    'Button nonce="", mac="m"',
    'Button nonce="a b", mac="m"',
    `Button nonce="${'n'.repeat(65)}", mac="m"`,
    'Button nonce="n", mac="m", nonce="o"',
    'Button nonce="n", mac="m"x',
  ])('what is not the protocol is not read: %s', (text) => {
    expect(parseAuthorization(text)).toBeUndefined();
  });

  test('a key is a nonce and the place of the message, counted from 1', () => {
    expect(parseKey('ab-_c-12')).toEqual({ key: 'ab-_c-12', press: 'ab-_c', number: 12 });
    for (const wrong of [
      '',
      'abc',
      'abc-0',
      'abc-01',
      'abc-1234',
      '-1',
      'a b-1',
      'abc-1 ',
      `${'n'.repeat(65)}-1`,
    ]) {
      expect(parseKey(wrong)).toBeUndefined();
    }
  });
});

test('the paths and the bound are those of docs/protocol.md', () => {
  const page = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
  for (const words of [
    `GET ${NONCE_PATH}\n`,
    `POST ${MESSAGES_PATH}\n`,
    `over ${MAX_BODY_BYTES / 1024} KiB`,
  ]) {
    expect(page).toContain(words);
  }
});
