import { describe, expect, test } from '@jest/globals';
import {
  type Behaviour,
  BEHAVIOURS,
  Clock,
  type Line,
  MemoryChat,
  MemoryNetwork,
  type MemoryNetworkSettings,
} from '../../../src/simulator/index.ts';

const HOST = '10.0.0.1';
const GET = 'GET / HTTP/1.1\r\n\r\n';

/** One line of a chip to a server, with all that the chip is told and when. */
class Bench {
  readonly clock = new Clock();
  readonly chat = new MemoryChat();
  readonly told: string[] = [];
  readonly network: MemoryNetwork;
  readonly line: Line;
  received = '';

  constructor(behaviour: Behaviour, host = HOST, settings: Partial<MemoryNetworkSettings> = {}) {
    this.network = new MemoryNetwork(this.clock, settings);
    this.network.listen(HOST, 80, this.chat);
    this.network.listen('chat.test', 80, this.chat);
    this.chat.behaviour = behaviour;
    const tell = (what: string): void => {
      this.told.push(`${this.clock.nowMs} ${what}`);
    };
    this.line = this.network.open(host, 80, {
      connected: () => {
        tell('connected');
      },
      acknowledged: () => {
        tell('acknowledged');
      },
      received: (bytes) => {
        this.received += bytes;
        tell(`received ${bytes.length}`);
      },
      closed: () => {
        tell('closed');
      },
      failed: (error) => {
        tell(`failed ${error}`);
      },
      released: () => {
        tell('released');
      },
    });
  }

  /** Sends a request once the line stands. */
  static asking(behaviour: Behaviour, settings: Partial<MemoryNetworkSettings> = {}): Bench {
    const bench = new Bench(behaviour, HOST, settings);
    bench.wait(10);
    bench.line.send(GET);
    return bench;
  }

  wait(ms: number): void {
    this.clock.runTo(this.clock.nowMs + ms);
  }

  /** All that it is told in two minutes. */
  get end(): string[] {
    this.wait(120_000);
    return this.told;
  }
}

describe('a line', () => {
  test('stands after a round trip, and the server has heard of it after half of one', () => {
    const bench = new Bench(BEHAVIOURS.silent);
    expect(bench.told).toEqual([]);
    bench.wait(4);
    expect(bench.chat.requests).toEqual([]);
    bench.wait(1);
    expect(bench.chat.requests).toMatchObject([{ acceptedMs: 5 }]);
    expect(bench.end).toEqual(['10 connected']);
  });

  test.each<[string, Behaviour, string, string[]]>([
    ['refused', BEHAVIOURS.refuse, HOST, ['10 failed -9']],
    ['to a machine without that server', BEHAVIOURS.ok, '10.0.0.9', ['10 failed -9']],
    ['to an unknown name', BEHAVIOURS.ok, 'nowhere.test', ['10 failed -6']],
    ['to what looks like an address', BEHAVIOURS.ok, '10.0.0.999', ['10 failed -6']],
    ['to a known name', BEHAVIOURS.silent, 'chat.test', ['10 connected']],
    ['to nobody that answers', BEHAVIOURS.swallow, HOST, ['75000 failed -11']],
    ['that is reset at once', BEHAVIOURS.resetAtAccept, HOST, ['10 connected', '10 failed -9']],
    ['that is closed at once', BEHAVIOURS.closeAtAccept, HOST, ['10 connected', '10 closed']],
  ])('%s', (_, behaviour, host, told) => {
    expect(new Bench(behaviour, host).end).toEqual(told);
  });

  test('brings the answer, and the end of the line', () => {
    const bench = Bench.asking(BEHAVIOURS.ok);
    expect(bench.end).toEqual([
      '10 connected',
      '20 acknowledged',
      ...['20 received 57', '20 received 2', '20 closed'],
    ]);
    expect(bench.received).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nok$/s);
    expect(bench.chat.requests).toMatchObject([{ method: 'GET', firstByteMs: 15, completeMs: 15 }]);
    expect(bench.chat.messages).toEqual(['']);
  });

  test('brings a long answer in segments of 536 bytes, each 2 ms after the one before', () => {
    const { end } = Bench.asking({ kind: 'answer', bodyBytes: 1300 });
    expect(end.slice(3)).toEqual(['20 received 536', '22 received 536', '24 received 228', '24 closed']);
  });

  test('brings no empty segment where an answer fills the last one', () => {
    const { end } = Bench.asking({ kind: 'answer', bodyBytes: 1072 });
    expect(end.slice(3)).toEqual(['20 received 536', '22 received 536', '22 closed']);
  });

  test('keeps the order and the waits of what the server does', () => {
    const { end } = Bench.asking({ kind: 'answer', delayMs: 100, body: 'abc', pieceBytes: 1, pieceMs: 10 });
    expect(end.slice(2)).toEqual([
      ...['120 received 57', '130 received 1', '140 received 1', '150 received 1', '150 closed'],
    ]);
  });

  test('waits for what is decided later', () => {
    const bench = Bench.asking({ kind: 'later', afterMs: 100, decide: () => BEHAVIOURS.noContent });
    expect(bench.end.slice(2)).toEqual(['120 received 46', '120 closed']);
  });

  test('that is reset in the middle of an answer brings what came before', () => {
    expect(Bench.asking(BEHAVIOURS.resetInAnswer).end.slice(2)).toEqual(['20 received 50', '21 failed -9']);
  });

  test('has the times that it is given', () => {
    const settings = { latencyMs: 50, segmentMs: 10, synTimeoutMs: 1000 };
    const bench = new Bench({ kind: 'answer', bodyBytes: 600 }, HOST, settings);
    bench.wait(100);
    bench.line.send(GET);
    expect(bench.end).toEqual([
      '100 connected',
      '200 acknowledged',
      ...['200 received 59', '200 received 536', '210 received 64', '210 closed'],
    ]);
    expect(new Bench(BEHAVIOURS.swallow, HOST, settings).end).toEqual(['1000 failed -11']);
    expect(new Bench(BEHAVIOURS.refuse, HOST, settings).end).toEqual(['100 failed -9']);
  });
});

describe('a line that the chip closes', () => {
  test('is gone after a round trip, and tells of nothing more', () => {
    const bench = Bench.asking({ kind: 'answer', delayMs: 100 });
    bench.wait(50);
    bench.line.close();
    expect(bench.end.slice(2)).toEqual(['70 released']);
  });

  test('with what it has just sent is not told of its acknowledgement', () => {
    const bench = Bench.asking(BEHAVIOURS.noContent);
    bench.line.close();
    expect(bench.end).toEqual(['10 connected', '20 released']);
  });

  test('after it has failed was gone already', () => {
    const bench = new Bench(BEHAVIOURS.refuse);
    bench.wait(20);
    bench.line.close();
    expect(bench.end).toEqual(['10 failed -9']);
  });

  test('hears no more of what is on its way', () => {
    const bench = Bench.asking({ kind: 'answer', bodyBytes: 5000 });
    bench.wait(11);
    bench.line.close();
    expect(bench.end.at(-1)).toBe('31 released');
    expect(bench.end.filter((line) => line.includes('received'))).toEqual([
      '20 received 60',
      '20 received 536',
    ]);
  });

  test.each<[Behaviour, string]>([
    [BEHAVIOURS.silent, '20010 released'],
    [BEHAVIOURS.ok, '20 released'],
  ])('while it waits for an answer: %j', (behaviour, told) => {
    const bench = new Bench(behaviour);
    bench.wait(10);
    bench.line.close();
    expect(bench.end).toEqual(['10 connected', told]);
  });

  test.each<[Behaviour, string]>([
    [BEHAVIOURS.swallow, HOST],
    [BEHAVIOURS.refuse, HOST],
    [BEHAVIOURS.silent, HOST],
    [BEHAVIOURS.ok, 'nowhere.test'],
  ])('before it stands does not fail any more: %j, %s', (behaviour, host) => {
    const bench = new Bench(behaviour, host);
    bench.line.close();
    const end = bench.end.filter((line) => !line.endsWith('connected'));
    expect(end).toEqual(['10 released']);
  });
});

test.each<Behaviour>([BEHAVIOURS.ok, BEHAVIOURS.swallow, BEHAVIOURS.refuse])(
  'a chip that has vanished is told of nothing, and asks for nothing: %j',
  (behaviour) => {
    const bench = new Bench(behaviour);
    bench.line.abandon();
    expect(bench.end).toEqual([]);
    expect(bench.chat.requests).toEqual([]);
  },
);

test('a queue is used up first, one a connection', () => {
  const chat = new MemoryChat();
  expect(chat.behaviour).toEqual(BEHAVIOURS.ok);
  chat.queue.push(BEHAVIOURS.refuse, BEHAVIOURS.silent);
  expect([chat.next(), chat.next(), chat.next()]).toEqual([
    BEHAVIOURS.refuse,
    BEHAVIOURS.silent,
    BEHAVIOURS.ok,
  ]);
});

test.each([
  [199, false],
  [200, true],
  [299, true],
  [300, false],
])('a message has come that was answered with %i: %s', (status, has) => {
  const bench = Bench.asking({ kind: 'answer', status });
  bench.wait(1000);
  expect(bench.chat.messages).toHaveLength(has ? 1 : 0);
});

test('a message that is not answered has not come', () => {
  const bench = Bench.asking(BEHAVIOURS.silent);
  bench.wait(1000);
  expect(bench.chat.messages).toEqual([]);
});

test('time servers go with the clock', () => {
  const clock = new Clock();
  expect(new MemoryNetwork(clock).unixMs).toBe(Date.UTC(2026, 0, 1));
  clock.runTo(1500);
  expect(new MemoryNetwork(clock, { epochMs: 1000 }).unixMs).toBe(2500);
});
