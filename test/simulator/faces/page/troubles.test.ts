import { expect, test } from '@jest/globals';
import { Troubles } from '../../../../src/simulator/faces/page/troubles.ts';
import type { Command } from '../../../../src/simulator/faces/page/wire.ts';
import type { Session } from '../../../../src/simulator/faces/session.ts';
import { AccessPoint } from '../../../../src/simulator/index.ts';

const PASSWORD = 'correct horse';
const TIMES = { requestTimeoutMs: 8000 };

/** A session's surroundings that only note what is done to them. */
function surroundings(comeUp: () => Promise<void> = () => Promise.resolve(), isLive = false) {
  const done: unknown[] = [];
  const accessPoint = new AccessPoint({ password: PASSWORD });
  const standIns = {
    chat: {
      behave: (behaviour: unknown) => {
        done.push(behaviour);
        return Promise.resolve();
      },
    },
    relay: {
      comeUp: async () => {
        await comeUp();
        done.push('relay up');
      },
      goDown: () => {
        done.push('relay down');
        return Promise.resolve();
      },
    },
  };
  const session = {
    board: { accessPoint },
    wifiPassword: PASSWORD,
    ...(isLive ? { chat: null, relay: null } : standIns),
  } as unknown as Session;
  return { session, accessPoint, done };
}

test('at first all is in order', async () => {
  const troubles = new Troubles();
  const { session, accessPoint, done } = surroundings();
  expect(troubles.state).toEqual({ wifi: 'on', webhook: 'answers', relay: 'up' });
  await troubles.apply(session, TIMES);
  expect(accessPoint.settings).toMatchObject({ up: true, password: PASSWORD });
  expect(done).toEqual([{ kind: 'answer' }, 'relay up']);
});

test.each<[Command, object]>([
  [
    { do: 'wifi', is: 'off' },
    { wifi: 'off', webhook: 'answers', relay: 'up' },
  ],
  [
    { do: 'webhook', is: 'slow' },
    { wifi: 'on', webhook: 'slow', relay: 'up' },
  ],
  [
    { do: 'relay', is: 'down' },
    { wifi: 'on', webhook: 'answers', relay: 'down' },
  ],
])('%j changes that and nothing else', (command, state) => {
  const troubles = new Troubles();
  expect(troubles.take(command)).toBe(true);
  expect(troubles.state).toEqual(state);
});

test.each<Command>([{ do: 'powerCycle' }, { do: 'hold', pins: [4] }, { do: 'stick', pin: 4, stuck: true }])(
  '$do is none of its business',
  (command) => {
    const troubles = new Troubles();
    expect(troubles.take(command)).toBe(false);
    expect(troubles.state).toEqual(new Troubles().state);
  },
);

test('Wi-Fi is there, gone, or takes another password than the board’s, at once', () => {
  const troubles = new Troubles();
  const { session, accessPoint } = surroundings();
  const after = (is: 'on' | 'off' | 'wrongPassword') => {
    troubles.take({ do: 'wifi', is });
    void troubles.apply(session, TIMES);
    const { up, password } = accessPoint.settings;
    return { up, isRight: password === PASSWORD, isOpen: password === '' };
  };
  expect(after('off')).toEqual({ up: false, isRight: true, isOpen: false });
  expect(after('wrongPassword')).toEqual({ up: true, isRight: false, isOpen: false });
  expect(after('on')).toEqual({ up: true, isRight: true, isOpen: false });
});

test.each([
  ['answers', { kind: 'answer' }],
  ['slow', { kind: 'answer', delayMs: 2000 }],
  ['fails', { kind: 'answer', status: 404, body: 'no_service' }],
  ['silent', { kind: 'silent' }],
  ['down', { kind: 'refuse' }],
] as const)('a webhook that is to be "%s" behaves so', async (is, behaviour) => {
  const troubles = new Troubles();
  const { session, done } = surroundings();
  troubles.take({ do: 'webhook', is });
  await troubles.apply(session, TIMES);
  expect(done[0]).toEqual(behaviour);
});

test('a relay goes down after it has come up, however quickly that is asked for', async () => {
  const troubles = new Troubles();
  let isUp = (): void => undefined;
  const { session, done } = surroundings(() => new Promise((resolve) => (isUp = resolve)));
  const first = troubles.apply(session, TIMES);
  await new Promise(setImmediate);
  troubles.take({ do: 'relay', is: 'down' });
  void troubles.apply(session, TIMES);
  await new Promise(setImmediate);
  expect(done).toEqual([{ kind: 'answer' }]);
  isUp();
  await first;
  await troubles.settled();
  expect(done).toEqual([{ kind: 'answer' }, 'relay up', { kind: 'answer' }, 'relay down']);
});

test('a relay that does not come up is told of, and the next trouble is made all the same', async () => {
  const troubles = new Troubles();
  const fault = new Error('no port');
  const { session, done } = surroundings(() => Promise.reject(fault));
  await expect(troubles.apply(session, TIMES)).rejects.toBe(fault);
  await troubles.settled();
  troubles.take({ do: 'relay', is: 'down' });
  await troubles.apply(session, TIMES);
  expect(done.at(-1)).toBe('relay down');
});

test('what has neither channel nor relay of its own is troubled by Wi-Fi alone', async () => {
  const troubles = new Troubles();
  const { session, accessPoint } = surroundings(undefined, true);
  for (const command of [
    { do: 'relay', is: 'down' },
    { do: 'relay', is: 'up' },
    { do: 'wifi', is: 'off' },
  ] as const) {
    troubles.take(command);
    await troubles.apply(session, TIMES);
  }
  expect(accessPoint.up).toBe(false);
});
