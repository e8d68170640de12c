import { expect, test } from '@jest/globals';
import { authorization, MESSAGES_PATH, NONCE_PATH } from '../../../../src/relay/protocol/words.ts';
import { openEdition, type EditionSettings } from '../../../../src/simulator/faces/page/edition.ts';
import { configOf } from './served.ts';
import { WORLD as A_WORLD } from './world.ts';

const SCRIPT = 'print(1)';
const CHANGE = {
  wifi: { ssid: 'büro', password: 'correct horse' },
  webhook: 'http://chat.test/hooks/one',
  messages: ['one', 'two'],
};

async function worldOf(change: object, settings: Partial<EditionSettings> = {}) {
  const { session, world } = await openEdition({
    load: () => ({ ...configOf({ ...CHANGE, ...change }), warnings: ['D2 is awkward'] }),
    build: () => Promise.resolve(SCRIPT),
    live: false,
    pageEdition: 'abc',
    ...settings,
  });
  await session.close();
  return world;
}

const WORLD = { ...A_WORLD, warnings: ['D2 is awkward'], scriptBytes: SCRIPT.length };

test('a page is told what the button is built from, and where its messages go', async () => {
  expect(await worldOf({})).toEqual(WORLD);
  expect(await worldOf({ klaxonPin: 14 })).toEqual({ ...WORLD, klaxonPin: 14 });
});

test('live it is told of the real Wi-Fi and host, and of no relay of ours', async () => {
  const relay = { url: 'http://relay.test', secret: 'a secret of forty-three characters, no less' };
  for (const change of [{}, { relay }]) {
    const world = await worldOf(change, { live: true });
    expect(world).toEqual({ ...WORLD, live: true, ssid: 'büro', target: 'chat.test' });
  }
});

test.each([
  ['the configuration', { relay: { url: 'http://relay.test', secret: 'x'.repeat(43) } }, {}],
  ['the command', {}, { relayLog: { write: () => undefined } }],
])('a button that has a relay by %s is shown with one', async (_whose, change, settings) => {
  expect((await worldOf(change, settings)).withRelay).toBe(true);
});

test('what its relay says of a stranger is for nobody here, and ends nothing', async () => {
  let url = '';
  const { session } = await openEdition({
    load: () => configOf({ relay: { url: 'http://relay.test', secret: 'x'.repeat(43) } }),
    build: ({ relay }) => {
      url = relay?.url ?? '';
      return Promise.resolve('');
    },
    live: false,
    pageEdition: 'abc',
  });
  const { nonce } = (await (await fetch(url + NONCE_PATH)).json()) as { nonce: string };
  const stranger = await fetch(url + MESSAGES_PATH, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': 'AAAAACDyx3-iZr_BJ21swg1B_QBhIsx2-30590-1',
      Authorization: authorization(nonce, '0'.repeat(40)),
    },
    body: '{"text":"hello"}',
  });
  expect(stranger.status).toBe(401);
  // By then all is told that it has to say.
  await session.close();
  expect(session.chat?.messages).toEqual([]);
});
