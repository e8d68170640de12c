import { PassThrough } from 'node:stream';
import type { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { IdleConnections } from '../../../../src/simulator/faces/page/idle-connections.ts';

const MOST = 32;

const sockets = (count: number): Socket[] =>
  Array.from({ length: count }, () => new PassThrough() as unknown as Socket);

function closed(all: readonly Socket[]): number[] {
  return all.flatMap(({ destroyed }, index) => (destroyed ? [index] : []));
}

test('32 connections may be idle, and for each more the oldest has to go', () => {
  const idle = new IdleConnections();
  const all = sockets(MOST + 3);
  for (const socket of all.slice(0, MOST)) idle.add(socket);
  expect(closed(all)).toEqual([]);
  for (const socket of all.slice(MOST)) idle.add(socket);
  expect(closed(all)).toEqual([0, 1, 2]);
});

test('one that something has come over is not idle, and is one of the youngest when it is again', () => {
  const idle = new IdleConnections();
  const all = sockets(MOST + 1);
  const [first, second, ...others] = all as [Socket, Socket, ...Socket[]];
  idle.add(first);
  idle.add(second);
  idle.remove(first);
  for (const socket of others.slice(1)) idle.add(socket);
  idle.add(first);
  expect(closed(all)).toEqual([]);
  idle.add(others[0]!);
  expect(closed(all)).toEqual([1]);
});

test('one that is closed already takes no place', () => {
  const idle = new IdleConnections();
  const all = sockets(MOST + 1);
  const gone = all.at(-1)!;
  gone.destroy();
  for (const socket of all.slice(0, MOST)) idle.add(socket);
  idle.add(gone);
  expect(closed(all)).toEqual([MOST]);
});
