import { createServer, Server } from 'node:net';
import { expect, jest, test } from '@jest/globals';
import { greeting } from '../../../../src/simulator/faces/page/page.ts';
import { serve, SILENT } from './served.ts';

test('a page whose usual port is taken is on another, and says so', async () => {
  const holder = createServer();
  // Somebody else may hold it already.
  const held = new Promise((resolve) => holder.once('listening', resolve).once('error', resolve));
  holder.listen(4004, '127.0.0.1');
  await held;
  const page = await serve({}, { ...SILENT, port: undefined });
  const said = greeting(page.url, { live: false });
  await page.close();
  holder.close();
  expect(new URL(page.url).port).not.toBe('4004');
  expect(said).toEqual([
    expect.stringContaining('Port 4004 is taken'),
    `The button is at ${page.url}  (Ctrl-C ends it)`,
  ]);
});

test('a page asks for its usual port first, and for no other where that is free', async () => {
  const listens = jest.spyOn(Server.prototype, 'listen');
  // Live it has no channel of its own, which would listen as well.
  const page = await serve({}, { ...SILENT, live: true, port: undefined });
  const asked = listens.mock.calls.map(([port]): unknown => port);
  listens.mockRestore();
  await page.close();
  expect(asked).toEqual(new URL(page.url).port === '4004' ? [4004] : [4004, 0]);
});

test('a page on its usual port, or on the one that was asked for, says no more than where it is', () => {
  for (const [url, port] of [
    ['http://127.0.0.1:4004/', undefined],
    ['http://127.0.0.1:8000/', 8000],
  ] as const) {
    expect(greeting(url, { live: false, port })).toEqual([`The button is at ${url}  (Ctrl-C ends it)`]);
  }
});

test.each([
  ['10.0.0.2 50000 10.0.0.1 22', 'ssh -N -L 4004:127.0.0.1:4004 10.0.0.1,'],
  ['10.0.0.2 50000 10.0.0.1', 'ssh -N -L 4004:127.0.0.1:4004 10.0.0.1,'],
])('who is here over SSH, as "%s", is told the whole command', (connection, command) => {
  const [, tunnel] = greeting('http://127.0.0.1:4004/', { live: false }, connection);
  expect(tunnel).toBe(`From the machine you sit at: ${command} then the same address there.`);
});

test('a live page says so first, and one that is reached over SSH names the tunnel', () => {
  const said = greeting('http://127.0.0.1:4004/#t', { live: true }, '10.0.0.2 50000 10.0.0.1 2222');
  expect(said).toHaveLength(3);
  expect(said[0]).toMatch(
    /^LIVE: a smash on this page deploys for real\. Only this address.*keep it to yourself/,
  );
  const practice = greeting('http://127.0.0.1:4004/#t', { live: true, practice: true });
  expect(practice[0]).toMatch(
    /^LIVE, FOR PRACTICE: .* deploys nothing\. Only this address.*keep it to yourself/,
  );
  expect(said[2]).toContain('ssh -N -p 2222 -L 4004:127.0.0.1:4004 10.0.0.1');
});
