import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { Connections } from '../../../src/relay/http/connections.ts';

/** Connections without a network. Like a real one it closes some time after it was destroyed: here when a test says so. */
class FakeSocket extends EventEmitter {
  readonly remoteAddress: string | undefined;
  destroyed = false;

  constructor(remoteAddress?: string) {
    super();
    this.remoteAddress = remoteAddress;
  }

  destroy(): void {
    this.destroyed = true;
  }
}

const STRANGER = '10.0.0.9';
const BUTTON = '10.0.0.2';

/** Opens one from each of these addresses, in this order. */
function opened(limit: number, ...addresses: (string | undefined)[]) {
  const connections = new Connections(limit);
  const sockets = addresses.map((address) => new FakeSocket(address));
  for (const socket of sockets) connections.add(asSocket(socket));
  return {
    connections,
    sockets,
    add: (socket: FakeSocket) => {
      connections.add(asSocket(socket));
    },
  };
}

function asSocket(socket: FakeSocket): Socket {
  return socket as unknown as Socket;
}

function gone(sockets: readonly FakeSocket[]): boolean[] {
  return sockets.map(({ destroyed }) => destroyed);
}

test('as many as the limit stay', () => {
  const { sockets } = opened(3, STRANGER, STRANGER, BUTTON);
  expect(gone(sockets)).toEqual([false, false, false]);
});

test('of one more the oldest of whoever has the most has to go', () => {
  const { sockets } = opened(3, BUTTON, STRANGER, STRANGER, '10.0.0.7');
  expect(gone(sockets)).toEqual([false, true, false, false]);
});

test('where all have as many, the oldest has to go', () => {
  const { sockets } = opened(3, STRANGER, BUTTON, '10.0.0.7', '10.0.0.8');
  expect(gone(sockets)).toEqual([true, false, false, false]);
});

test('one that was sent away counts no more for its address', () => {
  const { sockets } = opened(3, STRANGER, STRANGER, BUTTON, STRANGER, BUTTON, BUTTON);
  // By then the stranger has one of three, and the button two.
  expect(gone(sockets)).toEqual([true, true, true, false, false, false]);
});

test('one that has closed by itself takes no place and counts no more for its address', () => {
  const { sockets, add } = opened(3, STRANGER, STRANGER, BUTTON);
  for (const socket of sockets.slice(0, 2)) socket.emit('close');
  const later = [new FakeSocket(BUTTON), new FakeSocket(STRANGER)];
  later.forEach(add);
  expect(gone([...sockets, ...later])).toEqual([false, false, false, false, false]);
  const last = new FakeSocket(STRANGER);
  add(last);
  // Of two with two each, the older one's oldest.
  expect(gone([...sockets, ...later, last])).toEqual([false, false, true, false, false, false]);
});

test('one whose request is being answered stays, and has to go like any other once it is answered', () => {
  const { connections, sockets, add } = opened(2, STRANGER, STRANGER);
  const [first] = sockets as [FakeSocket, FakeSocket];
  connections.mark(asSocket(first), true);
  const [third, fourth] = [new FakeSocket(STRANGER), new FakeSocket(STRANGER)];
  add(third);
  expect(gone([...sockets, third])).toEqual([false, true, false]);
  connections.mark(asSocket(first), false);
  add(fourth);
  expect(gone([...sockets, third, fourth])).toEqual([true, true, false, false]);
});

test('where all are being answered, the one that comes has to go', () => {
  const { connections, sockets, add } = opened(2, STRANGER, BUTTON);
  for (const socket of sockets) connections.mark(asSocket(socket), true);
  const third = new FakeSocket('10.0.0.7');
  add(third);
  expect(gone([...sockets, third])).toEqual([false, false, true]);
});

test('the end of one that has closed before its request was looked at is nobody’s', () => {
  const { connections, sockets, add } = opened(1, STRANGER);
  const [first] = sockets as [FakeSocket];
  first.emit('close');
  connections.mark(asSocket(first), true);
  const second = new FakeSocket(BUTTON);
  add(second);
  expect(gone([first, second])).toEqual([false, false]);
});

test('one that the system gives no address for, as it has gone by then, is one among others', () => {
  const { sockets } = opened(2, undefined, undefined, BUTTON);
  expect(gone(sockets)).toEqual([true, false, false]);
});

test('at the end all go but those whose request is being answered', () => {
  const { connections, sockets } = opened(3, STRANGER, BUTTON, BUTTON);
  connections.mark(asSocket(sockets[1]!), true);
  connections.close();
  expect(gone(sockets)).toEqual([true, false, true]);
});
