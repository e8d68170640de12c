import { describe, expect, test } from '@jest/globals';
import {
  type Answer,
  type Behaviour,
  BEHAVIOURS,
  Conversation,
  type Step,
} from '../../../src/simulator/index.ts';

const HEAD = 'POST /hook HTTP/1.1\r\nHost: x\r\nX-A: one\r\nx-a:  two\r\nContent-Length: 3\r\n\r\n';
/** The body is two letters in three bytes, one a character. */
const BODY = Buffer.from('hé').toString('latin1');

/** A step in short: after how long, what, and which bytes. */
function short(step: Step): string {
  const bytes = 'bytes' in step ? step.bytes.replaceAll('\r\n', '|') : '';
  return `${step.afterMs} ${step.do} ${bytes}`.trim();
}

/** What a server does that is sent a whole request: as soon as the line stands, after the head, after the body. */
function played(behaviour: Behaviour): {
  accepted: string[];
  head: string[];
  body: string[];
  status: number | null;
} {
  const conversation = new Conversation(behaviour, 5);
  const accepted = conversation.accepted().map(short);
  const head = conversation.received(HEAD, 10).map(short);
  const body = conversation.received(BODY, 20).map(short);
  return { accepted, head, body, status: conversation.request.status };
}

const silent = { accepted: [], head: [], body: [], status: null };

describe('a request', () => {
  test('is read however it comes in, its body decoded from UTF-8', () => {
    const conversation = new Conversation(BEHAVIOURS.silent, 5);
    const { request } = conversation;
    expect(request).toEqual({
      method: '',
      path: '',
      headers: {},
      body: '',
      acceptedMs: 5,
      firstByteMs: null,
      completeMs: null,
      status: null,
    });
    const bytes = `${HEAD}${BODY}and more`;
    for (let at = 0; at < bytes.length; at++) conversation.received(bytes.charAt(at), 100 + at);
    expect(request).toEqual({
      method: 'POST',
      path: '/hook',
      headers: { host: 'x', 'x-a': 'one, two', 'content-length': '3' },
      body: 'hé',
      acceptedMs: 5,
      firstByteMs: 100,
      completeMs: 100 + HEAD.length + BODY.length - 1,
      status: null,
    });
  });

  test('is answered once', () => {
    const conversation = new Conversation(BEHAVIOURS.ok, 0);
    expect(conversation.received(HEAD.slice(0, -1), 0)).toEqual([]);
    expect(conversation.received(`${HEAD.slice(-1)}${BODY}`, 0)).toHaveLength(3);
    expect(conversation.received(HEAD + BODY, 0)).toEqual([]);
  });

  test('without a length has no body', () => {
    const conversation = new Conversation(BEHAVIOURS.noContent, 0);
    expect(conversation.received('GET / HTTP/1.1\r\n\r\nrest', 7)).toHaveLength(2);
    expect(conversation.request).toMatchObject({
      method: 'GET',
      path: '/',
      body: '',
      completeMs: 7,
      status: 204,
    });
  });

  test('that makes no sense is one without anything', () => {
    const conversation = new Conversation(BEHAVIOURS.silent, 0);
    conversation.received('\r\n\r\n', 1);
    expect(conversation.request).toMatchObject({ method: '', path: '', completeMs: 1 });
  });
});

describe('an answer', () => {
  const head = 'HTTP/1.1 200 OK|Connection: close';

  test.each<[string, Answer, string[]]>([
    ['as it is if nothing else is said', {}, [`0 send ${head}|Content-Length: 2||`, '0 send ok', '0 close']],
    [
      'with another status, headers and body',
      { status: 404, headers: { 'X-B': 'c' }, body: 'gone' },
      [
        '0 send HTTP/1.1 404 Not Found|X-B: c|Connection: close|Content-Length: 4||',
        '0 send gone',
        '0 close',
      ],
    ],
    [
      'with a status that there is not',
      { status: 999, body: '' },
      ['0 send HTTP/1.1 999 Unknown|Connection: close|Content-Length: 0||', '0 close'],
    ],
    [
      'of filler',
      { bodyBytes: 3, body: 'no' },
      [`0 send ${head}|Content-Length: 3||`, '0 send xxx', '0 close'],
    ],
    ['without a length', { framing: 'none' }, [`0 send ${head}||`, '0 send ok', '0 close']],
    [
      'in chunks',
      { framing: 'chunked', body: 'abcdefgh' },
      [
        `0 send ${head}|Transfer-Encoding: chunked||`,
        ...['0 send 3|abc|', '0 send 3|def|', '0 send 2|gh|', '0 send 0||', '0 close'],
      ],
    ],
    [
      'in chunks of a size',
      { framing: 'chunked', body: 'x'.repeat(20), pieceBytes: 17, pieceMs: 4 },
      [
        `0 send ${head}|Transfer-Encoding: chunked||`,
        ...[`4 send 11|${'x'.repeat(17)}|`, '4 send 3|xxx|', '0 send 0||', '0 close'],
      ],
    ],
    [
      'late, and in pieces',
      { delayMs: 7, body: 'abc', pieceBytes: 2, pieceMs: 4 },
      [`7 send ${head}|Content-Length: 3||`, '4 send ab', '4 send c', '0 close'],
    ],
    [
      'cut short',
      { body: 'abcdef', cutAtBytes: 2 },
      [`0 send ${head}|Content-Length: 6||`, '0 send ab', '0 close'],
    ],
    [
      'cut in a chunk',
      { framing: 'chunked', body: 'abcdefghijklmnopq', cutAtBytes: 2 },
      [`0 send ${head}|Transfer-Encoding: chunked||`, '0 send 11|ab', '0 close'],
    ],
    [
      'that stalls in a chunk',
      { framing: 'chunked', body: 'abc', cutAtBytes: 1, keepsOpen: true },
      [`0 send ${head}|Transfer-Encoding: chunked||`, '0 send 3|a'],
    ],
    ['that leaves the line open', { keepsOpen: true }, [`0 send ${head}|Content-Length: 2||`, '0 send ok']],
  ])('%s', (_, answer, body) => {
    const status = answer.status ?? 200;
    expect(played({ kind: 'answer', ...answer })).toEqual({ ...silent, body, status });
  });

  test('that goes on with the head comes after that', () => {
    expect(played({ kind: 'answer', continues: true })).toEqual({
      ...{ accepted: [], status: 200 },
      head: ['0 send HTTP/1.1 100 Continue||'],
      body: [`0 send ${head}|Content-Length: 2||`, '0 send ok', '0 close'],
    });
  });
});

describe('what goes wrong', () => {
  test.each<[Behaviour, object]>([
    [BEHAVIOURS.resetAtAccept, { accepted: ['0 reset'] }],
    [BEHAVIOURS.resetBeforeBody, { head: ['0 reset'] }],
    [BEHAVIOURS.resetAfterBody, { body: ['0 reset'] }],
    [
      BEHAVIOURS.resetInAnswer,
      { body: ['0 send HTTP/1.1 200 OK|Content-Length: 100||part of it', '1 reset'] },
    ],
    [BEHAVIOURS.closeAtAccept, { accepted: ['0 close'] }],
    [{ kind: 'close', at: 'headers' }, { head: ['0 close'] }],
    [BEHAVIOURS.closeWithoutAnswer, { body: ['0 close'] }],
    [BEHAVIOURS.silent, {}],
  ])('%j', (behaviour, steps) => {
    expect(played(behaviour)).toEqual({ ...silent, ...steps });
  });
});

describe('what is decided by then', () => {
  const seen: string[] = [];

  test.each<[string, Behaviour, string[]]>([
    [
      'at once',
      {
        kind: 'decide',
        decide: ({ path, body }) => {
          seen.push(`${path} ${body}`);
          return BEHAVIOURS.resetAfterBody;
        },
      },
      ['0 reset'],
    ],
    [
      'once the time is over',
      { kind: 'later', afterMs: 50, decide: () => BEHAVIOURS.noContent },
      ['50 decide'],
    ],
  ])('%s', (_, behaviour, body) => {
    expect(played(behaviour)).toEqual({ ...silent, body });
  });

  test('knows the request', () => {
    expect(seen).toEqual(['/hook hé']);
  });

  test('later is done then, and can put it off again', () => {
    const again: Behaviour = { kind: 'later', afterMs: 60, decide: () => BEHAVIOURS.noContent };
    const conversation = new Conversation({ kind: 'later', afterMs: 50, decide: () => again }, 0);
    const decide = ([step]: readonly Step[]): readonly Step[] => (step?.do === 'decide' ? step.decide() : []);
    const first = conversation.received(HEAD + BODY, 0);
    const second = decide(first);
    expect([...first, ...second].map(short)).toEqual(['50 decide', '60 decide']);
    expect(conversation.request.status).toBeNull();
    expect(decide(second).map(short)).toEqual([
      '0 send HTTP/1.1 204 No Content|Connection: close||',
      '0 close',
    ]);
    expect(conversation.request.status).toBe(204);
  });
});

/** What each of them is for. */
test('the ways that have names', () => {
  const heads = Object.entries(BEHAVIOURS).map(([name, behaviour]) => {
    const { accepted, head, body } = played(behaviour);
    const first = [...accepted, ...head, ...body][0] ?? behaviour.kind;
    return [name, first.replace(/^0 send HTTP\/1\.1 |\|Connection: close.*/g, '')];
  });
  expect(Object.fromEntries(heads)).toEqual({
    ok: '200 OK',
    noContent: '204 No Content',
    tooMany: '429 Too Many Requests|Retry-After: 2',
    serverError: '500 Internal Server Error',
    gone: '404 Not Found',
    unavailable: '503 Service Unavailable|Retry-After: 2',
    lostByGateway: '503 Service Unavailable',
    badGateway: '502 Bad Gateway',
    notFound: '404 Not Found',
    redirect: '302 Found|Location: http://elsewhere.test/',
    slow: '3000 send HTTP/1.1 200 OK',
    megabyte: '200 OK',
    withoutLength: '200 OK',
    chunked: '200 OK',
    continues: '100 Continue||',
    cutShort: '200 OK',
    cutInChunk: '200 OK',
    stallsInChunk: '200 OK',
    nonsense: 'NaN Unknown',
    refuse: 'refuse',
    swallow: 'swallow',
    resetAtAccept: '0 reset',
    resetBeforeBody: '0 reset',
    resetAfterBody: '0 reset',
    resetInAnswer: '200 OK|Content-Length: 100||part of it',
    closeAtAccept: '0 close',
    closeWithoutAnswer: '0 close',
    silent: 'silent',
  });
});
