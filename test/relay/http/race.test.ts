import { getEventListeners } from 'node:events';
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { reasonOf } from '../../../src/reason.ts';
import { connectToAny } from '../../../src/relay/http/race.ts';

/** When an address answers, in ms; one that is not here never does. A negative time is that of its refusal. */
type Answers = Readonly<Record<string, number>>;

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

function network(addresses: readonly string[], answers: Answers) {
  const dialled: Record<string, { atMs: number; socket: Socket }> = {};
  const parts = {
    addressesOf: () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
    dial: (address: string) => {
      const socket = new Socket();
      dialled[address] = { atMs: performance.now(), socket };
      const answersMs = answers[address];
      if (answersMs !== undefined) {
        setTimeout(() => {
          if (answersMs >= 0) socket.emit('connect');
          else socket.destroy(new Error(`no way to ${address}`));
        }, Math.abs(answersMs));
      }
      return socket;
    },
  };
  return { parts, dialled };
}

/** @returns the address that won and when, or why none did */
async function race(addresses: readonly string[], answers: Answers, limitMs = 15_000) {
  const { parts, dialled } = network(addresses, answers);
  const startMs = performance.now();
  const limit = new AbortController();
  setTimeout(() => {
    limit.abort(new Error('too long'));
  }, limitMs);
  let ended: object | undefined;
  void connectToAny('chat.example.com', 443, limit.signal, parts).then(
    (winner) => {
      const [address] = Object.entries(dialled).find(([, { socket }]) => socket === winner) ?? [];
      ended = { address, afterMs: performance.now() - startMs };
    },
    (error: unknown) => {
      ended = { why: reasonOf(error) };
    },
  );
  while (ended === undefined) await jest.advanceTimersByTimeAsync(10);
  const left = Object.values(dialled).filter(({ socket }) => !socket.destroyed).length;
  return { ...ended, left };
}

describe('a host is reached by whichever of its addresses answers', () => {
  test.each([250, 400, 800, 1500])('where it is %i ms away, with one address', async (awayMs) => {
    expect(await race(['192.0.2.1'], { '192.0.2.1': awayMs })).toEqual({
      address: '192.0.2.1',
      afterMs: awayMs,
      left: 1,
    });
  });

  test.each([5, 250, 800, 1500])(
    'where its IPv6 addresses lead nowhere and it is %i ms away',
    async (awayMs) => {
      const addresses = ['2001:db8::1', '2001:db8::2', '192.0.2.1', '192.0.2.2'];
      const won = await race(addresses, { '192.0.2.1': awayMs, '192.0.2.2': awayMs });
      expect(won).toEqual({ address: '192.0.2.1', afterMs: 250 + awayMs, left: 1 });
    },
  );

  test.each([400, 1500])('where all of its addresses are %i ms away, by the first', async (awayMs) => {
    const addresses = ['2001:db8::1', '192.0.2.1', '192.0.2.2'];
    const won = await race(addresses, Object.fromEntries(addresses.map((each) => [each, awayMs])));
    expect(won).toEqual({ address: '2001:db8::1', afterMs: awayMs, left: 1 });
  });

  test('at once after one that refuses', async () => {
    expect(await race(['2001:db8::1', '192.0.2.1'], { '2001:db8::1': -1, '192.0.2.1': 20 })).toMatchObject({
      address: '192.0.2.1',
    });
  });
});

test('where every address refuses, it says what the last one said', async () => {
  const refused = await race(['2001:db8::1', '192.0.2.1'], { '2001:db8::1': -400, '192.0.2.1': -1 });
  expect(refused).toEqual({ why: 'no way to 2001:db8::1', left: 0 });
});

test('where none ever answers, it ends with its limit and leaves nothing open', async () => {
  expect(await race(['2001:db8::1', '192.0.2.1'], {}, 3000)).toEqual({ why: 'too long', left: 0 });
});

describe('a race that is over', () => {
  const parts = (dial: () => Socket, asked: string[] = []) => ({
    addressesOf: (host: string) => {
      asked.push(host);
      return Promise.resolve(['192.0.2.1', '192.0.2.2'].map((address) => ({ address, family: 4 })));
    },
    dial,
  });

  test('has nothing to do with the winner any more: neither its end nor its errors', async () => {
    const socket = new Socket();
    const limit = new AbortController();
    let calls = 0;
    const dial = () => {
      calls += 1;
      return socket;
    };
    const won = connectToAny('chat.example.com', 443, limit.signal, parts(dial));
    await jest.advanceTimersByTimeAsync(0);
    socket.emit('connect');
    expect(await won).toBe(socket);
    expect(getEventListeners(limit.signal, 'abort')).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
    limit.abort();
    expect(socket.destroyed).toBe(false);
    // Whoever has it may be about to listen.
    expect(socket.emit('error', new Error('reset'))).toBe(true);
    expect(calls).toBe(1);
    socket.destroy();
  });

  test('before there is an address calls nobody', async () => {
    let calls = 0;
    const limit = new AbortController();
    const dial = () => {
      calls += 1;
      return new Socket();
    };
    const never = connectToAny('chat.example.com', 443, limit.signal, parts(dial));
    limit.abort(new Error('too long'));
    await expect(never).rejects.toThrow('too long');
    expect(calls).toBe(0);
  });

  test('was about an address without its brackets', async () => {
    const asked: string[] = [];
    const limit = new AbortController();
    const never = connectToAny(
      '[2001:db8::1]',
      443,
      limit.signal,
      parts(() => new Socket(), asked),
    );
    limit.abort(new Error('too long'));
    await expect(never).rejects.toThrow('too long');
    expect(asked).toEqual(['2001:db8::1']);
  });
});
