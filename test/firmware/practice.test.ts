import { beforeAll, describe, expect, test } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { drawPattern, LAMP_PATTERNS } from '../../src/config/lamp.ts';
import { asPractice } from '../../src/config/practice.ts';
import { AccessPoint, Board, Clock, MemoryChat, MemoryNetwork, readLamp } from '../../src/simulator/index.ts';
import { ReferenceRelay } from './reference-relay.ts';

const SECRET = 'a secret of more than thirty-two characters';
const PRACTICE = '{"text":"PRACTICE: the deploy button was pressed. Nothing is deployed."}';
const SAYS = 'practice: a smash deploys nothing';
const WAYS = {
  direct: { webhook: 'http://10.0.0.1/hook' },
  relay: { webhook: 'https://hooks.example.org/x', relay: { url: 'http://10.0.0.1', secret: SECRET } },
};

async function build(way: keyof typeof WAYS, practice: boolean): Promise<string> {
  const { config } = checkConfig({ wifi: { ssid: 'office' }, ...WAYS[way] }, 'test');
  return (await bundleFirmware(practice ? asPractice(config) : config)).script;
}

const scripts = { direct: '', relay: '' };
beforeAll(async () => {
  scripts.direct = await build('direct', true);
  scripts.relay = await build('relay', true);
});

/** Boots a script, and smashes once. */
function smash(script: string) {
  const clock = new Clock();
  const network = new MemoryNetwork(clock);
  const chat = new MemoryChat();
  const relay = new ReferenceRelay(SECRET, clock);
  const isRelay = script.includes('/nonce');
  network.listen('10.0.0.1', 80, isRelay ? relay : chat);
  const accessPoint = new AccessPoint({ ssid: 'office', password: '' });
  const board = new Board({ script, clock, network, accessPoint, speed: 'instant' });
  board.powerOn();
  board.advance(10_000);
  const lamp = readLamp(board.lamp, clock.nowMs);
  const before = [...board.console.lines];
  board.keys.pressAll();
  board.advance(200);
  board.keys.releaseAll();
  board.advance(60_000);
  const { requests, delivered } = isRelay ? relay : { requests: chat.requests, delivered: chat.messages };
  const posts = requests.filter(({ method }) => method === 'POST');
  return { lamp, before, lines: board.console.lines, posts, delivered, keys: [...relay.outcomes.keys()] };
}

describe.each(['direct', 'relay'] as const)('a button for practice, %s', (way) => {
  test('has no message in its script but the one for practice', () => {
    expect(scripts[way]).not.toMatch(/!deploy|prod|master|:alert:|KLAXON/i);
    expect(scripts[way]).toContain(PRACTICE.slice(1, -1));
  });

  test('posts that once at a smash, and nothing else', () => {
    const { posts, delivered, lines } = smash(scripts[way]);
    expect(posts.map(({ body }) => body)).toEqual([PRACTICE]);
    expect(delivered).toEqual([PRACTICE]);
    expect(lines.filter((line) => line === 'accepted')).toHaveLength(1);
  });

  test('says so on its console and with a lamp of its own, whenever it is ready', () => {
    const { lamp, before, lines } = smash(scripts[way]);
    expect(lamp).toBe('practice');
    expect(before.filter((line) => line === SAYS)).toHaveLength(1);
    expect(lines.filter((line) => line === SAYS)).toHaveLength(2);
  });
});

test('an ordinary button has nothing of practice in its script', async () => {
  for (const way of ['direct', 'relay'] as const) {
    const script = await build(way, false);
    expect(script).not.toMatch(/practice/i);
    expect(smash(script)).toMatchObject({ lamp: 'ready', lines: expect.not.arrayContaining([SAYS]) });
  }
});

test('the lamp for practice is lit as when it is ready, and winks twice', () => {
  expect(drawPattern(LAMP_PATTERNS.practice)).toBe('#################.#.');
});

describe('through a relay a press for practice has a name of its own', () => {
  test('its key ends with it, and its nonce has the number that no message has', () => {
    const { keys, posts } = smash(scripts.relay);
    expect(keys).toEqual([expect.stringMatching(/^[\w-]{32}-\d+-practice-1$/)]);
    const nonces = posts.map(({ headers }) => /nonce="([^"]*)"/.exec(headers['authorization'] ?? '')?.[1]);
    expect(nonces).toEqual([expect.stringMatching(/^[\w-]{32}-\d+-\d+-0$/)]);
    expect(nonces[0]!.length).toBeLessThanOrEqual(64);
  });
});
