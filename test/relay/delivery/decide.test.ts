import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ANSWERS, type Refusal } from '../../../src/relay/protocol/answers.ts';
import {
  decide,
  type Decision,
  type Knowledge,
  type MessageRequest,
} from '../../../src/relay/delivery/decide.ts';
import { Ledger } from '../../../src/relay/journal/ledger.ts';
import { Nonces } from '../../../src/relay/protocol/nonces.ts';
import { BODY, mac, SECRET } from '../rig.ts';

const NOW_MS = 1_000_000;
const KEY = 'press-1';

let known: Knowledge;
let nonce: string;

beforeEach(() => {
  known = { secret: SECRET, nonces: new Nonces(randomBytes), ledger: new Ledger() };
  nonce = known.nonces.issue(NOW_MS);
});

/** @returns a request with a right MAC over `signedKey` and `body`, its headers changed to `others` */
function request(others: Partial<MessageRequest> = {}, signedKey = KEY): MessageRequest {
  const { body = Buffer.from(BODY) } = others;
  return {
    contentType: ['application/json'],
    idempotencyKey: [KEY],
    authorization: [credentials(mac(SECRET, 'POST', '/messages', nonce, signedKey, body))],
    body,
    ...others,
  };
}

function credentials(given: string): string {
  return `Button nonce="${nonce}", mac="${given}"`;
}

const WRONG = '0'.repeat(40);

function refused(name: Refusal) {
  const { status, error } = ANSWERS[name];
  return { status, headers: {}, body: JSON.stringify({ error }) };
}

function expectSigned(decision: Decision, name: Refusal): void {
  expect(decision).toEqual({ kind: 'answer', answer: refused(name), nonce });
  expect(known.nonces.isGood(nonce, NOW_MS)).toBe(false);
}

/** Expects a refusal without a signature, and that the nonce is still the button's to use. */
function expectTurnedAway(decision: Decision, name: Refusal, wrongMac: boolean): void {
  expect(decision).toEqual({ kind: 'turnAway', answer: refused(name), wrongMac });
  expect(known.nonces.isGood(nonce, NOW_MS)).toBe(true);
}

function expectInvited(decision: Decision, error: 'stale' | 'mac'): void {
  expect(decision).toMatchObject({
    kind: 'turnAway',
    answer: {
      status: 401,
      headers: { 'WWW-Authenticate': expect.stringMatching(`^Button nonce="[^"]+", error="${error}"$`) },
    },
    wrongMac: error === 'mac',
  });
}

test('a sound request is delivered, and its nonce is used up', () => {
  const sound = request();
  expect(decide(sound, known, NOW_MS)).toEqual({
    kind: 'deliver',
    nonce,
    message: {
      key: KEY,
      press: 'press',
      number: 1,
      body: sound.body,
      bodyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  });
  expect(known.nonces.isGood(nonce, NOW_MS)).toBe(false);
});

describe('the type', () => {
  test.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json;charset=utf-8',
    'application/json   ; charset=utf-8',
    'application/json;',
  ])('"%s" is that of JSON', (type) => {
    expect(decide(request({ contentType: [type] }), known, NOW_MS).kind).toBe('deliver');
  });

  test.each([
    'text/plain, application/json',
    'xapplication/json',
    'application/jsonx',
    'application/json-patch',
    'application/json x; charset=utf-8',
  ])('"%s" is another', (type) => {
    expectSigned(decide(request({ contentType: [type] }), known, NOW_MS), 'notJson');
  });

  test.each([[[]], [['application/json', 'application/json']]])('%j is not one type', (contentType) => {
    expectSigned(decide(request({ contentType }), known, NOW_MS), 'notJson');
  });
});

describe('a complaint about a wrong MAC', () => {
  test('is not made of a request without Authorization', () => {
    expectInvited(decide(request({ authorization: [] }), known, NOW_MS), 'stale');
  });

  test('is not made of a nonce that is dead, used or unknown, nor of credentials that are none', () => {
    const late = request();
    expectInvited(decide(late, known, NOW_MS + 60_000), 'stale');
    known.nonces.use(nonce, NOW_MS);
    expectInvited(decide(late, known, NOW_MS), 'stale');
    for (const text of ['', 'Basic Zm9v', `Button nonce="unknown", mac="${WRONG}"`]) {
      expectInvited(decide(request({ authorization: [text] }), known, NOW_MS), 'stale');
    }
  });

  test('is made of a good nonce with another MAC', () => {
    expectInvited(decide(request({ authorization: [credentials(WRONG)] }), known, NOW_MS), 'mac');
    expect(known.nonces.isGood(nonce, NOW_MS)).toBe(true);
  });

  test('is made whatever else is wrong with the request', () => {
    const authorization = [credentials(WRONG)];
    const decided = (others: Partial<MessageRequest>) =>
      decide(request({ authorization, ...others }), known, NOW_MS);
    expectTurnedAway(decided({ contentType: [] }), 'notJson', true);
    expectTurnedAway(decided({ idempotencyKey: ['no key'] }), 'malformed', true);
  });
});

describe('a key', () => {
  test.each([[[]], [['no key']], [[KEY]]])(
    '%j without an Authorization calls for an invitation to sign',
    (idempotencyKey) => {
      expectInvited(decide(request({ authorization: [], idempotencyKey }), known, NOW_MS), 'stale');
    },
  );

  test('that is there twice is refused without an Authorization too', () => {
    const twice = request({ authorization: [], idempotencyKey: [KEY, KEY] });
    expectTurnedAway(decide(twice, known, NOW_MS), 'malformed', false);
  });

  test('that is none is refused, signed since its MAC is right', () => {
    expectSigned(decide(request({ idempotencyKey: ['press'] }, 'press'), known, NOW_MS), 'malformed');
  });

  test.each(['', 'undefined', KEY])('that is missing has no right MAC, not one over "%s"', (signedKey) => {
    expectTurnedAway(decide(request({ idempotencyKey: [] }, signedKey), known, NOW_MS), 'malformed', true);
  });

  test.each([KEY, 'press-2', `${KEY},press-2`, `${KEY}, press-2`])(
    'that is there twice has no right MAC, not one over "%s"',
    (signedKey) => {
      const decision = decide(request({ idempotencyKey: [KEY, 'press-2'] }, signedKey), known, NOW_MS);
      expectTurnedAway(decision, 'malformed', true);
    },
  );
});

test('two Authorizations are refused unsigned, even where the first is right', () => {
  const { authorization } = request();
  const decision = decide(request({ authorization: [...authorization, credentials(WRONG)] }), known, NOW_MS);
  expectTurnedAway(decision, 'malformed', false);
});

describe('a body', () => {
  test.each([
    ['is no JSON', 'deploy!'],
    ['is empty', ''],
    ['begins with a byte order mark', `\u{feff}${BODY}`],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ])('that %s is refused, signed', (_what, body) => {
    expectSigned(decide(request({ body: Buffer.from(body) }), known, NOW_MS), 'notJson');
  });
});

describe('a message that the ledger knows', () => {
  const message = () => {
    const decision = decide(request(), known, NOW_MS);
    if (decision.kind !== 'deliver') throw new Error(`It was not delivered: ${decision.kind}`);
    nonce = known.nonces.issue(NOW_MS);
    return decision.message;
  };

  test('is in flight until its outcome, which is its answer from then on', () => {
    known.ledger.begin(message(), NOW_MS);
    expectSigned(decide(request(), known, NOW_MS), 'inFlight');
    known.ledger.end(KEY, { kind: 'delivered', status: 204 });
    nonce = known.nonces.issue(NOW_MS);
    expect(decide(request(), known, NOW_MS)).toEqual({
      kind: 'answer',
      answer: { status: 200, headers: {}, body: '{"status":204}' },
      nonce,
    });
  });

  test('and of which only the journal has the outcome, is asked for there and not delivered', () => {
    known = { ...known, ledger: new Ledger(1) };
    const first = message();
    for (const key of [KEY, 'other-1']) {
      known.ledger.begin({ ...first, key }, NOW_MS);
      known.ledger.end(key, { kind: 'delivered', status: 200 });
    }
    expect(decide(request(), known, NOW_MS)).toEqual({ kind: 'recall', message: first, nonce });
    expect(known.nonces.isGood(nonce, NOW_MS)).toBe(false);
  });

  test('is refused with another body', () => {
    known.ledger.begin(message(), NOW_MS);
    expectSigned(decide(request({ body: Buffer.from('{"text":"else"}') }), known, NOW_MS), 'otherBody');
  });
});
