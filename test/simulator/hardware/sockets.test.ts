import { describe, expect, test } from '@jest/globals';
import { Clock, type Line, type Network, type Peer } from '../../../src/simulator/index.ts';
import type { Socket } from '../../../src/simulator/hardware/socket.ts';
import { Sockets } from '../../../src/simulator/hardware/sockets.ts';

const HOST = '10.0.0.1';

/** A chip's sockets, on a radio and a network that the test is. */
class Bench {
  readonly clock = new Clock();
  readonly link = { carries: true, hasAddress: true };
  /** What the chip has done on its lines. */
  readonly done: string[] = [];
  /** The chip's end of each line. */
  readonly peers: Peer[] = [];
  readonly sockets: Sockets;

  constructor() {
    const network: Network = {
      unixMs: 0,
      open: (host, port, peer) => {
        this.done.push(`open ${host}:${port}`);
        this.peers.push(peer);
        const line: Line = {
          send: (bytes) => this.done.push(`send ${bytes.length}`),
          close: () => this.done.push('close'),
          abandon: () => this.done.push('abandon'),
        };
        return line;
      },
    };
    this.sockets = new Sockets(this.clock, network, this.link);
  }

  open(host = HOST): Socket {
    const socket = this.sockets.open(host, 80);
    if (socket === null) throw new Error('No socket');
    return socket;
  }

  /** One that stands. */
  standing(): { readonly socket: Socket; readonly peer: Peer } {
    const socket = this.open();
    const [peer] = this.peers.slice(-1);
    if (peer === undefined) throw new Error('No line');
    peer.connected();
    return { socket, peer };
  }

  wait(ms: number): void {
    this.clock.runTo(this.clock.nowMs + ms);
  }

  lose(): void {
    this.link.carries = false;
  }

  /** The radio link is back. */
  regain(): void {
    this.link.carries = this.link.hasAddress = true;
    this.sockets.linkUp();
  }

  get taken(): number {
    return this.sockets.slots.size;
  }
}

describe('a socket', () => {
  test('is asked for and stands: nothing is sent or received before that', () => {
    const bench = new Bench();
    const socket = bench.open();
    expect([socket.send('hello'), socket.receive(), bench.taken]).toEqual([0, -11, 1]);
    bench.peers[0]?.connected();
    expect([socket.receive(), socket.send('hello')]).toEqual(['', 5]);
    expect(bench.done).toEqual([`open ${HOST}:80`, 'send 5']);
  });

  test('sends 268 bytes, and more only once those are acknowledged', () => {
    const bench = new Bench();
    const { socket, peer } = bench.standing();
    expect([socket.send('x'.repeat(300)), socket.send('y')]).toEqual([268, 0]);
    peer.acknowledged();
    expect(socket.send('y')).toBe(1);
    expect(bench.done.slice(1)).toEqual(['send 268', 'send 1']);
  });

  test('receives 268 bytes at a time, in order', () => {
    const bench = new Bench();
    const { socket, peer } = bench.standing();
    peer.received('b'.repeat(268));
    peer.received('a'.repeat(600));
    expect(socket.heldBytes).toBe(868);
    const pieces = Array.from({ length: 5 }, () => socket.receive());
    expect(pieces).toEqual(['b'.repeat(268), 'a'.repeat(268), 'a'.repeat(268), 'a'.repeat(64), '']);
    expect(socket.heldBytes).toBe(0);
  });

  test('that the other side has closed gives what came before, then -1', () => {
    const bench = new Bench();
    const { socket, peer } = bench.standing();
    peer.received('last');
    peer.closed();
    peer.received('too late');
    expect([socket.send('x'), socket.receive(), socket.receive(), socket.heldBytes]).toEqual([
      ...[-1, 'last', -1, 0],
    ]);
    expect(bench.taken).toBe(1);
    socket.close();
    expect(bench.taken).toBe(0);
    expect(bench.done).toHaveLength(1);
  });

  test.each([-3, -6, -9, -11] as const)('that failed with %i says so, whatever comes then', (error) => {
    const bench = new Bench();
    const { socket, peer } = bench.standing();
    peer.failed(error);
    peer.failed(-9);
    peer.connected();
    peer.acknowledged();
    expect([socket.send('x'), socket.receive()]).toEqual([error, error]);
  });
});

describe('closing', () => {
  test('keeps the slot until the other side has agreed, and hears of nothing any more', () => {
    const bench = new Bench();
    const { socket, peer } = bench.standing();
    socket.send('x');
    peer.received('unread');
    socket.close();
    peer.received('later');
    peer.acknowledged();
    peer.connected();
    expect([socket.heldBytes, socket.send('x'), bench.taken]).toEqual([0, -1, 1]);
    peer.released();
    expect([bench.taken, bench.done.at(-1)]).toEqual([0, 'close']);
  });

  test.each<[string, (peer: Peer) => void]>([
    [
      'closes',
      (peer) => {
        peer.closed();
      },
    ],
    [
      'resets',
      (peer) => {
        peer.failed(-9);
      },
    ],
  ])('is over as well when the other side %s', (_, end) => {
    const bench = new Bench();
    const { socket, peer } = bench.standing();
    socket.close();
    end(peer);
    expect(bench.taken).toBe(0);
  });

  test('before there was a line frees the slot once the link is there', () => {
    const bench = new Bench();
    Object.assign(bench.link, { carries: false, hasAddress: false });
    const socket = bench.open('chat.test');
    socket.close();
    expect(bench.taken).toBe(1);
    bench.regain();
    bench.wait(200);
    expect([bench.taken, bench.done]).toEqual([0, []]);
  });

  test('of all of them, telnet’s own included, closes each line', () => {
    const bench = new Bench();
    bench.sockets.listen(true);
    bench.standing();
    bench.standing();
    bench.sockets.closeAll();
    expect(bench.done.slice(2)).toEqual(['close', 'close']);
    expect(bench.sockets.listens).toBe(false);
  });
});

describe('the slots', () => {
  test('are ten, of which telnet takes one while it listens', () => {
    const bench = new Bench();
    expect(bench.sockets.listens).toBe(false);
    bench.sockets.listen(true);
    expect(bench.sockets.listens).toBe(true);
    for (let slot = 0; slot < 9; slot++) bench.open();
    expect(bench.sockets.open(HOST, 80)).toBeNull();
    bench.sockets.listen(true);
    expect(bench.sockets.listens).toBe(true);
    bench.sockets.listen(false);
    bench.open();
    expect(bench.sockets.open(HOST, 80)).toBeNull();
    bench.sockets.listen(true);
    expect(bench.sockets.listens).toBe(false);
  });

  test.each([HOST, '192.168.100.255'])('without an address of its own there is no way to %s', (host) => {
    const bench = new Bench();
    bench.link.hasAddress = false;
    expect(bench.sockets.open(host, 80)).toBeNull();
    expect(bench.taken).toBe(0);
  });

  test.each(['chat.test', '10.0.0.1.test', 'host-10.0.0.1'])(
    'without an address of its own %s is looked up in vain for 4 s',
    (host) => {
      const bench = new Bench();
      Object.assign(bench.link, { carries: false, hasAddress: false });
      const socket = bench.open(host);
      bench.wait(3999);
      expect(socket.receive()).toBe(-11);
      bench.wait(1);
      expect(socket.receive()).toBe(-6);
    },
  );

  test('are empty once the chip starts over, and its lines are gone without a word', () => {
    const bench = new Bench();
    bench.standing();
    expect(bench.sockets.abandoned).toBe(false);
    bench.lose();
    bench.open();
    bench.sockets.abandon();
    expect([bench.taken, bench.sockets.abandoned, bench.done.slice(1)]).toEqual([0, true, ['abandon']]);
    bench.regain();
    bench.wait(100_000);
    expect(bench.done).toHaveLength(2);
  });
});

describe('while the link is gone', () => {
  test('all waits in its order, on both ends, until shortly after it is back', () => {
    const bench = new Bench();
    const { socket, peer } = bench.standing();
    bench.lose();
    socket.send('x');
    peer.acknowledged();
    peer.received('a');
    bench.wait(1000);
    expect([bench.done.length, socket.receive(), socket.send('y')]).toEqual([1, '', 0]);
    bench.regain();
    bench.wait(100);
    // It carries, but the chip has not tried again yet: this comes after what waits.
    peer.received('b');
    expect([bench.done.length, socket.receive()]).toEqual([1, '']);
    bench.wait(100);
    expect([bench.done.at(-1), socket.receive(), socket.receive()]).toEqual(['send 1', 'a', 'b']);
    bench.wait(100_000);
    expect([socket.send('y'), socket.receive()]).toEqual([1, '']);
  });

  test.each<[string, (peer: Peer) => void]>([
    [
      'a close',
      (peer) => {
        peer.closed();
      },
    ],
    [
      'a reset',
      (peer) => {
        peer.failed(-9);
      },
    ],
  ])('%s is not seen', (_, end) => {
    const bench = new Bench();
    const { socket, peer } = bench.standing();
    bench.lose();
    end(peer);
    expect(socket.receive()).toBe('');
    bench.regain();
    bench.wait(200);
    expect(socket.receive()).toBeLessThan(0);
  });

  test('a line is neither asked for nor taken leave of', () => {
    const bench = new Bench();
    const { socket, peer } = bench.standing();
    bench.lose();
    bench.open();
    socket.close();
    bench.wait(1000);
    peer.released();
    expect([bench.done.length, bench.taken]).toEqual([1, 2]);
    bench.regain();
    bench.wait(200);
    expect([bench.done.slice(1), bench.taken]).toEqual([['close', `open ${HOST}:80`], 1]);
    bench.lose();
    bench.peers[1]?.connected();
    bench.regain();
    bench.wait(200);
    expect(bench.taken).toBe(1);
  });

  test('the chip gives up after a minute, with -3, and does nothing more when it is back', () => {
    const bench = new Bench();
    const { socket } = bench.standing();
    bench.lose();
    const second = bench.open();
    socket.send('x');
    bench.wait(59_999);
    expect([socket.receive(), second.receive()]).toEqual(['', -11]);
    bench.wait(1);
    expect([socket.receive(), second.receive()]).toEqual([-3, -3]);
    bench.regain();
    bench.wait(200);
    expect(bench.done.slice(1)).toEqual(['abandon']);
    socket.close();
    second.close();
    expect(bench.taken).toBe(0);
  });

  test('a closed line frees its slot after a minute, whether the other side has agreed or not', () => {
    const bench = new Bench();
    const { socket } = bench.standing();
    bench.lose();
    socket.close();
    bench.wait(60_000);
    expect([bench.taken, bench.done.slice(1)]).toEqual([0, ['abandon']]);
  });

  test('a short return is none, and the minute runs on', () => {
    const bench = new Bench();
    const { socket } = bench.standing();
    bench.lose();
    socket.send('x');
    bench.wait(30_000);
    bench.regain();
    bench.wait(100);
    bench.lose();
    bench.wait(29_900);
    expect(socket.receive()).toBe(-3);
  });
});
