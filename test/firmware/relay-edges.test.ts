import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Answer,
  type Behaviour,
  type Clock,
  type MemoryServer,
  readLamp,
  ScriptCache,
  type SeenRequest,
} from '../../src/simulator/index.ts';
import { ALERT, Button, DEPLOY, shippedScript } from '../simulator/shipped.ts';
import { HOST } from '../simulator/workbench.ts';
import { ReferenceRelay } from './reference-relay.ts';

/** What the button does where its relay, or somebody in its place, says what no relay says. */

const SECRET = 'a secret of more than thirty-two characters';
const PORT = 8765;
const NONCE_CHARACTERS = 32;

const scripts = new ScriptCache();
let script: string;
beforeAll(async () => {
  script = await buildWith({});
});

function buildWith(times: object): Promise<string> {
  const relay = { url: `http://${HOST}:${PORT}`, secret: SECRET };
  return shippedScript({ webhook: 'https://hooks.example.org/x', relay, ...times });
}

/** A relay whose answers somebody in between replaces; undefined leaves one as it is. */
class Meddled implements MemoryServer {
  readonly relay: ReferenceRelay;
  readonly requests: SeenRequest[] = [];
  meddle: (request: SeenRequest) => Answer | undefined = () => undefined;

  constructor(clock: Clock) {
    this.relay = new ReferenceRelay(SECRET, clock);
  }

  next(): Behaviour {
    const honest = this.relay.next();
    if (honest.kind !== 'decide') return honest;
    const decide = (request: SeenRequest): Behaviour => {
      const answer = this.meddle(request);
      return answer === undefined ? honest.decide(request) : { kind: 'answer', ...answer };
    };
    return { kind: 'decide', decide };
  }

  /** What the relay itself answers. */
  honestly(request: SeenRequest): Answer {
    const honest = this.relay.next();
    const answer = honest.kind === 'decide' ? honest.decide(request) : honest;
    if (answer.kind !== 'answer') throw new Error('The relay does not answer.');
    return answer;
  }

  get posts(): SeenRequest[] {
    return this.requests.filter(({ method }) => method === 'POST');
  }

  /** The nonce of each post, as it was sent. */
  get nonces(): string[] {
    return this.posts.map(({ headers }) => /nonce="([^"]*)"/.exec(headers['authorization'] ?? '')?.[1] ?? '');
  }
}

function start(program = script): { button: Button; server: Meddled } {
  const button = new Button(program, { scripts });
  const server = new Meddled(button.bench.clock);
  button.bench.network.listen(HOST, PORT, server);
  return { button, server };
}

function ready(program = script): { button: Button; server: Meddled } {
  const started = start(program);
  started.button.wait(10_000);
  return started;
}

/** All that the lamp says while `ms` go by. */
function lampsFor(button: Button, ms: number): Set<unknown> {
  const { board, clock } = button.bench;
  const seen = new Set<unknown>();
  for (let passed = 0; passed < ms; passed += 100) {
    button.wait(100);
    seen.add(readLamp(board.lamp, clock.nowMs));
  }
  seen.delete(null);
  return seen;
}

describe('ready', () => {
  test('is not said of a relay that was there before the network went and is gone when it comes back', () => {
    const { button, server } = ready();
    button.wait(60_000);
    button.bench.accessPoint.goDown();
    button.wait(15_000);
    const before = server.requests.length;
    // It keeps silent, so that the button hears for seconds neither that it is there nor that it is gone.
    server.meddle = () => ({ delayMs: 3_600_000 });
    button.bench.accessPoint.comeUp();
    expect(lampsFor(button, 20_000)).toEqual(new Set(['joining']));
    expect(button.bench.board.isOnline).toBe(true);
    // One heartbeat at a time: a press needs the sockets.
    const asked = server.requests.slice(before).map(({ acceptedMs }) => acceptedMs);
    expect(asked.length).toBeGreaterThan(1);
    for (const [n, ms] of asked.slice(1).entries()) expect(ms - asked[n]!).toBeGreaterThan(4000);
    server.meddle = () => undefined;
    button.wait(8000);
    expect(lampsFor(button, 3000)).toEqual(new Set(['ready']));
  });

  test('is said no more once the network is known to be gone', () => {
    const { button } = ready();
    expect(lampsFor(button, 3000)).toEqual(new Set(['ready']));
    button.bench.accessPoint.goDown();
    while (button.printed('waiting to connect...') === 0) button.wait(100);
    // A loop of the lamp; the next look at the link that changes anything comes after 5 s.
    button.wait(2500);
    expect(lampsFor(button, 1500)).toEqual(new Set(['joining']));
  });

  test('is asked for only where there is a network to ask', () => {
    const { button, server } = ready();
    button.bench.accessPoint.goDown();
    button.wait(10_000);
    const before = server.requests.length;
    button.wait(60_000);
    expect(button.printed('no relay answers')).toBe(0);
    button.bench.accessPoint.comeUp();
    while (!button.bench.board.isOnline) button.wait(100);
    button.wait(1000);
    expect(server.requests).toHaveLength(before + 1);
  });

  test('is said soon after the network is back, and no more soon after a heartbeat finds no answer', () => {
    const { button, server } = ready();
    const { board, accessPoint } = button.bench;
    accessPoint.goDown();
    button.wait(15_000);
    accessPoint.comeUp();
    while (!board.isOnline) button.wait(100);
    button.wait(1000);
    expect(lampsFor(button, 3000)).toEqual(new Set(['ready']));
    server.meddle = () => ({ delayMs: 3_600_000 });
    // The next heartbeat comes 30 s after the last, has 5 s, and the lamp needs a loop to be read.
    button.wait(34_500);
    expect(lampsFor(button, 500)).toEqual(new Set(['joining']));
  });

  test('is not said of one that keeps silent, which is asked again and again', () => {
    const { button, server } = start();
    server.meddle = () => ({ delayMs: 3_600_000 });
    expect(lampsFor(button, 33_000)).toEqual(new Set(['joining']));
    const asked = server.requests.map(({ acceptedMs }) => acceptedMs);
    expect(asked.length).toBeGreaterThan(4);
    for (const [n, ms] of asked.entries()) expect(ms - (asked[n - 1] ?? ms)).toBeLessThan(7000);
    expect(button.bench.board.counters.requests).toBeLessThan(3);
  });

  test.each(['', ' ', 'two words', 'line\\nfeed', 'a\n\nb', 'üml', 'a/b', '<html>'])(
    'is not said of one that gives out "%s" for a nonce, which is used for nothing',
    (text) => {
      const { button, server } = start();
      server.meddle = ({ path }) => (path === '/nonce' ? { body: `{"nonce":"${text}"}` } : undefined);
      expect(lampsFor(button, 12_000)).toEqual(new Set(['joining']));
      button.smash();
      button.wait(2000);
      expect(server.nonces[0]).toMatch(/^-\d/);
      expect(server.relay.delivered).toEqual([ALERT, DEPLOY]);
    },
  );
});

describe('a nonce', () => {
  test('is signed with once, also where its answer never came, or was not the relay’s', () => {
    const { button, server } = ready();
    server.relay.mischief.push('lost', 'forged', 'claimsStale');
    button.smash();
    button.wait(31_000);
    expect(server.relay.delivered).toEqual([ALERT, DEPLOY]);
    const issued = server.nonces.map((nonce) => nonce.slice(0, NONCE_CHARACTERS));
    const real = issued.filter((nonce) => /^[\w-]{32}$/.test(nonce) && !nonce.startsWith('-'));
    expect(real.length).toBeGreaterThan(3);
    expect(new Set(real).size).toBe(real.length);
  });

  test('begins the keys of the press that takes it first, and of no other press', () => {
    const { button, server } = ready();
    for (let press = 0; press < 3; press++) {
      button.smash();
      button.wait(10_000);
    }
    const issued = server.nonces.map((nonce) => nonce.slice(0, NONCE_CHARACTERS));
    const keys = server.posts.map(({ headers }) => headers['idempotency-key']?.slice(0, NONCE_CHARACTERS));
    expect(keys).toEqual([0, 0, 2, 2, 4, 4].map((first) => issued[first]));
    expect(new Set(keys).size).toBe(3);
  });

  test('is taken whole where it is as long as one may be', () => {
    const { button, server } = start();
    const longest = 'n'.repeat(64);
    server.meddle = ({ path }) => (path === '/nonce' ? { body: `{"nonce":"${longest}"}` } : undefined);
    button.wait(10_000);
    button.smash();
    expect(server.nonces[0]).toMatch(new RegExp(`^${longest}-\\d`));
  });

  test('takes no more of the board than one may have', () => {
    const { button, server } = start();
    server.meddle = ({ path }) =>
      path === '/nonce' ? { body: `{"nonce":"${'n'.repeat(500)}"}` } : undefined;
    button.wait(10_000);
    button.smash();
    expect(server.nonces[0]).toMatch(/^n{64}-\d/);
  });

  test('is never taken from an outcome that nobody has signed', () => {
    const { button, server } = ready();
    const strangers = 'A'.repeat(NONCE_CHARACTERS);
    let answers = 0;
    server.meddle = ({ path }) =>
      path === '/nonce' || answers++ > 0 ? undefined : { headers: { 'Next-Nonce': strangers } };
    button.smash();
    button.wait(10_000);
    expect(server.nonces[1]).toMatch(/^-\d/);
    expect(server.nonces.join()).not.toContain(strangers);
    expect(server.relay.delivered).toEqual([ALERT, DEPLOY]);
  });

  test('that an invitation holds is used only if it is one', () => {
    const { button, server } = ready();
    let invitations = 0;
    server.meddle = ({ path }) => {
      if (path === '/nonce' || invitations++ > 1) return undefined;
      return { status: 401, headers: { 'WWW-Authenticate': 'Button nonce="x y", error="stale"' } };
    };
    button.smash();
    button.wait(10_000);
    expect(server.nonces.join()).not.toContain(' ');
    expect(server.relay.delivered).toEqual([ALERT, DEPLOY]);
  });
});

describe('an answer', () => {
  test('is read no further than one of a relay goes, however much and slowly comes', () => {
    const { button, server } = ready();
    let floods = 1;
    server.meddle = ({ path }) => {
      if (path === '/nonce' || floods-- < 1) return undefined;
      return { body: 'x'.repeat(40_000), pieceBytes: 500, pieceMs: 100 };
    };
    button.smash();
    // All of it takes eight seconds.
    button.wait(1000);
    expect(button.printed('trying again')).toBe(1);
    button.wait(3000);
    expect(server.relay.delivered).toEqual([ALERT, DEPLOY]);
  });

  test('that is signed for another status, nonce or body than it has is nobody’s', () => {
    const { button, server } = ready();
    let turn = 0;
    server.meddle = (request) => {
      if (request.path === '/nonce' || turn >= 3) return undefined;
      const answer = server.honestly(request);
      if (answer.status !== 200) return answer;
      turn++;
      if (turn === 1) return { ...answer, status: 502 };
      if (turn === 2) return { ...answer, body: '{"status":404}' };
      return { ...answer, headers: { ...answer.headers, 'next-nonce': 'A'.repeat(32) } };
    };
    button.smash();
    button.wait(31_000);
    // Had it believed one of them, it would have failed, or gone on sooner.
    expect(turn).toBe(3);
    expect(button.printed('trying again')).toBe(3);
    expect(server.relay.delivered).toEqual([ALERT, DEPLOY]);
    expect(button.printed('accepted')).toBe(1);
  });
});

describe('an answer of a relay', () => {
  test.each(['Next-Nonce', 'next-nonce', 'NEXT-NONCE'])('has its nonce in "%s", as HTTP lets it', (name) => {
    const { button, server } = ready();
    server.meddle = (request) => {
      if (request.path === '/nonce') return undefined;
      const { headers: { 'next-nonce': next = '', ...others } = {}, ...answer } = server.honestly(request);
      return { ...answer, headers: { ...others, [name]: next } };
    };
    button.smash();
    button.wait(5000);
    expect(button.printed('accepted')).toBe(1);
    expect(server.posts.map(({ status }) => status)).toEqual([200, 200]);
  });
});

test('an attempt that is under way at the end of its press ends with it, told at once, its connection gone', async () => {
  const short = await buildWith({ pressTtlMs: 5000, requestTimeoutMs: 5000 });
  const { button, server } = ready(short);
  let posts = 0;
  server.meddle = ({ path }) =>
    path === '/nonce' ? undefined : { status: 503, delayMs: posts++ ? 60_000 : 3000 };
  button.smash();
  button.wait(5300);
  expect(server.posts).toHaveLength(2);
  expect(button.printed('unknown')).toBe(1);
  expect(button.bench.board.counters.requests).toBe(0);
});

describe('what surely was not sent', () => {
  test('is tried again, and expired at the end of the press; what may have been is unknown', () => {
    const { button, server } = ready();
    server.relay.isUp = false;
    button.smash();
    expect(lampsFor(button, 29_000)).toEqual(new Set(['sending']));
    button.wait(4000);
    expect(button.printed('expired')).toBe(1);
    expect(server.posts).toEqual([]);
    server.relay.isUp = true;
    button.wait(40_000);
    server.relay.mischief.push(...Array.from({ length: 40 }, () => 'lost' as const));
    button.smash();
    button.wait(33_000);
    expect(button.printed('unknown')).toBe(1);
    expect(server.relay.delivered).toEqual([ALERT]);
  });
});
