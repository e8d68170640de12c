import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { drawPattern, LAMP_PATTERNS } from '../../src/config/lamp.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { AccessPoint, Board, Clock, MemoryNetwork, ScriptCache } from '../../src/simulator/index.ts';
import { ReferenceRelay } from './reference-relay.ts';
import { Stranger } from './stranger.ts';

const SECRET = 'a secret of more than thirty-two characters';
const ALERT = '{"text":":alert: DEPLOY BUTTON PRESSED. KLAXON: ACTIVATED :alert:"}';
const DEPLOY = '{"text":"!deploy prod master -f"}';

const scripts = new ScriptCache();
let script: string;
let relay: ReferenceRelay;
let stranger: Stranger;
let board: Board;
let accessPoint: AccessPoint;

async function build(secret: string): Promise<string> {
  const json = {
    wifi: { ssid: 'office', password: 'open sesame' },
    webhook: 'https://hooks.example.org/x',
    relay: { url: 'http://10.0.0.1:8765', secret },
  };
  return (await bundleFirmware(checkConfig(json, 'test').config)).script;
}

beforeAll(async () => {
  script = await build(SECRET);
});

function powerOn(program: string): void {
  const clock = new Clock();
  const network = new MemoryNetwork(clock);
  relay = new ReferenceRelay(SECRET, clock);
  stranger = new Stranger(relay, clock);
  network.listen('10.0.0.1', 8765, stranger);
  accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame' });
  board = new Board({ script: program, clock, network, accessPoint, scripts, speed: 'instant' });
  board.powerOn();
  board.advance(10_000);
}

beforeEach(() => {
  powerOn(script);
});

/** All keys down and up again, then `ms` of waiting. */
function smash(ms: number): void {
  board.keys.pressAll();
  board.advance(200);
  board.keys.releaseAll();
  board.advance(ms - 200);
}

/** What the console says of the relay. */
function told(): string[] {
  return board.console.lines.filter((line) => line.includes('relay'));
}

/** Two seconds of the lamp as its frames. */
function lampFrames(): string {
  let frames = '';
  for (let frame = 0; frame < 20; frame++) {
    board.advance(100);
    frames += board.lamp.isOn ? '#' : '.';
  }
  return frames;
}

/** The name of the pattern that the lamp loops through. */
function lamp(): string {
  const seen = lampFrames().repeat(2);
  const found = Object.entries(LAMP_PATTERNS).find(([, pattern]) => seen.includes(drawPattern(pattern)));
  return found?.[0] ?? seen;
}

const posts = () => stranger.requests.filter(({ method }) => method === 'POST');
const keys = () => posts().map(({ headers }) => headers['idempotency-key']);
const nonces = () =>
  posts().map(({ headers }) => /nonce="([^"]*)"/.exec(headers['authorization'] ?? '')?.[1]);
/** What each nonce says that its press had left when it was taken. */
const lives = () => nonces().map((nonce) => Number(nonce?.split('-').at(-2)));

describe('a press through the relay', () => {
  test('delivers both messages in order, each under its own key of the same press', () => {
    smash(2000);
    expect(relay.delivered).toEqual([ALERT, DEPLOY]);
    const [first = '', second = ''] = keys();
    expect(first).toMatch(/^[\w-]{1,64}-1$/);
    expect(second).toBe(first.replace(/1$/, '2'));
    expect(lamp()).toBe('accepted');
  });

  test('marks nonces and keys with the end of the press and the number of the message', () => {
    const startMs = board.clock.nowMs;
    smash(10_000);
    smash(10_000);
    const ends = keys().map((key = '') => /^[\w-]{32}-(\d+)-\d$/.exec(key)?.[1]);
    expect(ends).toEqual([ends[0], ends[0], ends[2], ends[2]]);
    expect(Number(ends[2]) - Number(ends[0])).toBe(10_000);
    const pressMs = Number(ends[0]) - startMs;
    expect([pressMs > 30_000, pressMs < 30_500]).toEqual([true, true]);
    expect(nonces()).toEqual(
      ends.map((end, i) => expect.stringMatching(`^[\\w-]{32}-${end}-\\d+-${(i % 2) + 1}$`)),
    );
    expect(keys()[0]).toBe(nonces()[0]?.replace(/-\d+(-1)$/, '$1'));
  });

  test('marks a nonce with what the press had left when the nonce was taken, not when it is used', () => {
    // The heartbeat's answer came within the first seconds, the smash ten seconds after power-up.
    smash(4000);
    board.advance(1000);
    relay.restart();
    smash(4000);
    const [alert = 0, deploy = 0, ofThePressBefore = 0, invited = 0, last = 0] = lives();
    expect([alert > 35_000, alert < 40_000]).toEqual([true, true]);
    expect([deploy > 29_000, deploy < 30_000]).toEqual([true, true]);
    expect([ofThePressBefore > 34_000, ofThePressBefore < 35_000]).toEqual([true, true]);
    expect([invited > 29_000, invited < 30_000]).toEqual([true, true]);
    expect([last > 29_000, last < invited]).toEqual([true, true]);
  });

  test('uses each nonce once, the next one from the answer before', () => {
    smash(2000);
    board.advance(20_000);
    smash(2000);
    expect(nonces()).toHaveLength(4);
    expect(new Set(nonces()).size).toBe(4);
    expect(posts().map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(keys()).size).toBe(4);
  });

  test('a secret of the greatest length works, and one longer than a block of SHA-1', async () => {
    const long = 'k'.repeat(128);
    powerOn(await build(long));
    relay = new ReferenceRelay(long, board.clock);
    const network = new MemoryNetwork(board.clock);
    network.listen('10.0.0.1', 8765, relay);
    board = new Board({
      script: await build(long),
      clock: board.clock,
      network,
      accessPoint,
      speed: 'instant',
    });
    board.powerOn();
    board.advance(10_000);
    smash(2000);
    expect(relay.delivered).toEqual([ALERT, DEPLOY]);
  });
});

describe('ready means that the relay answers', () => {
  test('a heartbeat every 30 s, and at once when the link is up', () => {
    expect(lamp()).toBe('ready');
    board.advance(110_000);
    const beats = stranger.requests
      .filter(({ path }) => path === '/nonce')
      .map(({ acceptedMs }) => acceptedMs);
    expect(beats.map((beat) => Math.round(beat - beats[0]!))).toEqual([0, 30_000, 60_000, 90_000]);
  });

  test('not ready while it is down, ready soon after it is up again', () => {
    relay.isUp = false;
    board.advance(40_000);
    expect(lamp()).toBe('joining');
    relay.isUp = true;
    board.advance(7000);
    expect(lamp()).toBe('ready');
  });

  test('the console is told its first answer alone, and each time that there is none', () => {
    board.advance(100_000);
    expect(told()).toEqual(['relay answers']);
    relay.isUp = false;
    board.advance(40_000);
    expect(told().length).toBeGreaterThan(2);
    expect(new Set(told().slice(1))).toEqual(new Set(['no relay answers']));
    relay.isUp = true;
    board.advance(40_000);
    expect(told().filter((line) => line === 'relay answers')).toHaveLength(2);
    expect(told().at(-1)).toBe('relay answers');
  });

  test('not ready while the network is away', () => {
    accessPoint.goDown();
    board.advance(15_000);
    expect(lamp()).toBe('joining');
  });
});

describe('an outcome counts only when the relay has signed it', () => {
  test.each(['lost', 'forged', 'forgedByChance', 'claimsStale', 'claimsWrongSecret'] as const)(
    'answer %s: asked again under the same key, delivered once',
    (mischief) => {
      relay.mischief.push(mischief);
      smash(8000);
      expect(relay.delivered).toEqual([ALERT, DEPLOY]);
      expect(new Set(keys()).size).toBe(2);
    },
  );

  test.each(['claimsStale', 'claimsWrongSecret'] as const)(
    'a 401 that nobody has signed is no proof that a message was not taken: %s for ever ends as unknown',
    (mischief) => {
      relay.mischief.push(...Array.from({ length: 500 }, () => mischief));
      smash(32_000);
      expect(relay.delivered).toEqual([ALERT]);
      expect(lamp()).toBe('unknown');
      expect(posts().length).toBeLessThan(20);
      expect(new Set(keys()).size).toBe(1);
    },
  );

  test.each(['claimsStale', 'claimsWrongSecret'] as const)(
    'nor when the next try does not leave the board: %s, and then no connection',
    (mischief) => {
      relay.mischief.push(mischief);
      board.keys.pressAll();
      for (let tries = 0; relay.delivered.length === 0 && tries < 100; tries++) board.advance(10);
      relay.isUp = false;
      board.keys.releaseAll();
      board.advance(32_000);
      expect(relay.delivered).toEqual([ALERT]);
      expect(lamp()).toBe('unknown');
    },
  );

  test('answers that stay lost end as unknown, delivered once, the deploy never sent', () => {
    relay.mischief.push(...Array.from({ length: 50 }, () => 'lost' as const));
    smash(32_000);
    expect(lamp()).toBe('unknown');
    expect(relay.delivered).toEqual([ALERT]);
  });

  test.each(['forged', 'forgedByChance'] as const)('answers %s for ever end as unknown', (mischief) => {
    relay.mischief.push(...Array.from({ length: 50 }, () => mischief));
    smash(32_000);
    expect(lamp()).toBe('unknown');
    expect(relay.delivered).toEqual([ALERT]);
  });

  test('what somebody holds back leaves the relay no later than its press ends, however fresh its nonce', () => {
    // The first try is turned away, and its answer has a nonce that is as young as the press.
    relay.restart();
    stranger.holdsBack = { from: 2, forMs: 31_000 };
    smash(100_000);
    expect(posts().length).toBeGreaterThan(1);
    expect(relay.delivered).toEqual([]);
    expect(lamp()).toBe('unknown');
  });
});

describe('a stranger between button and relay who plays back an earlier press', () => {
  beforeEach(() => {
    smash(10_000);
    expect(relay.delivered).toEqual([ALERT, DEPLOY]);
  });

  test('whole: the button does not take its outcome for that of this press', () => {
    stranger.playsBackFrom = 1;
    board.advance(31_000);
    smash(32_000);
    expect(relay.delivered).toEqual([ALERT, DEPLOY]);
    expect(lamp()).toBe('unknown');
  });

  test('from its second message on: the button does not take what became of the alert for the deploy', () => {
    stranger.playsBackFrom = 2;
    smash(32_000);
    expect(relay.delivered).toEqual([ALERT, DEPLOY, ALERT]);
    expect(lamp()).toBe('unknown');
  });
});

describe('what the relay says is acted upon', () => {
  test('wrong secret: nothing is delivered, the console tells at once, and nobody knows who said so', async () => {
    powerOn(await build('another secret of more than 32 characters'));
    smash(1000);
    expect(board.console.lines).toContain('wrong secret');
    board.advance(31_000);
    expect(lamp()).toBe('unknown');
    expect(relay.delivered).toEqual([]);
  });

  test.each([400, 413, 415, 422, 502])('%i: fails, the deploy is not sent', (status) => {
    relay.webhook.push(status);
    smash(32_000);
    expect(lamp()).toBe('failed');
    expect(posts()).toHaveLength(1);
  });

  test.each([409, 429, 503])('%i: tried again under the same key', (status) => {
    relay.webhook.push(status, status);
    smash(8000);
    expect(relay.delivered).toEqual([ALERT, DEPLOY]);
    expect(new Set(keys()).size).toBe(2);
  });

  test.each([429, 503])('%i with a time to come back: not tried again before that', (status) => {
    relay.webhook.push(status);
    relay.retryAfter = '4';
    smash(3800);
    expect(posts()).toHaveLength(1);
    board.advance(1200);
    expect(relay.delivered).toEqual([ALERT, DEPLOY]);
  });

  test('a body of as many bytes as the protocol allows: believed', () => {
    relay.bodyBytes = 60;
    smash(2000);
    expect(lamp()).toBe('accepted');
  });

  test('504: unknown, never sent again', () => {
    relay.webhook.push(504);
    smash(32_000);
    expect(lamp()).toBe('unknown');
    expect(posts()).toHaveLength(1);
  });
});

describe('the relay comes and goes', () => {
  test('down at the smash, up in time: delivered', () => {
    relay.isUp = false;
    smash(6000);
    relay.isUp = true;
    board.advance(10_000);
    expect(relay.delivered).toEqual([ALERT, DEPLOY]);
  });

  test('down for longer than the press lives: expires, and nothing is sent when it is up again', () => {
    relay.isUp = false;
    smash(31_000);
    expect(lamp()).toBe('expired');
    relay.isUp = true;
    board.advance(60_000);
    expect(relay.delivered).toEqual([]);
    expect(posts()).toEqual([]);
  });

  test('restarted between heartbeat and smash: signs again with a nonce of the new one', () => {
    relay.restart();
    smash(2000);
    expect(relay.delivered).toEqual([ALERT, DEPLOY]);
    expect(posts().map(({ status }) => status)).toEqual([401, 200, 200]);
  });

  test('restarted in the middle of a press whose answer was lost: one delivery', () => {
    relay.mischief.push('lost');
    board.keys.pressAll();
    board.advance(300);
    relay.restart();
    board.keys.releaseAll();
    board.advance(5000);
    expect(relay.delivered).toEqual([ALERT, DEPLOY]);
  });
});

test('a thousand smashes leave nothing behind', () => {
  smash(10_000);
  const before = board.counters;
  for (let i = 0; i < 1000; i++) smash(6000);
  board.advance(10_000);
  expect(relay.delivered).toHaveLength(2002);
  expect(board.counters).toEqual(before);
});
