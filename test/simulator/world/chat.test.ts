import { once } from 'node:events';
import { connect, createServer, Server as NetServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { makeCertificates } from '../../../src/relay/index.ts';
import {
  type Behaviour,
  type BehaviourName,
  BEHAVIOURS,
  Chat,
  Clock,
  MemoryChat,
  MemoryNetwork,
} from '../../../src/simulator/index.ts';

const REQUEST = 'POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nhé';

/** What a client saw: bytes, and how it ended. */
interface Seen {
  bytes: string;
  end: 'closed' | 'reset' | 'refused';
}

let chat: Chat;
beforeEach(async () => {
  chat = await Chat.open();
});
afterEach(async () => {
  await chat.close();
});

/** The first bytes of a request have come. */
async function begun(): Promise<void> {
  while ((chat.requests[0]?.firstByteMs ?? null) === null) await new Promise(setImmediate);
}

/** @param lateMs how long it takes to hang up when the server does */
async function overLoopback(behaviour: Behaviour, lateMs = 0): Promise<Seen> {
  await chat.behave(behaviour);
  const socket = connect({ port: chat.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('end', () => setTimeout(() => socket.end(), lateMs));
  const seen: Seen = { bytes: '', end: 'closed' };
  socket.setEncoding('latin1').on('data', (bytes: string) => (seen.bytes += bytes));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    seen.end = error.code === 'ECONNREFUSED' ? 'refused' : 'reset';
  });
  socket.on('connect', () => socket.write(REQUEST));
  await new Promise((resolve) => socket.on('close', resolve));
  return seen;
}

function inMemory(behaviour: Behaviour): { seen: Seen; chat: MemoryChat } {
  const clock = new Clock();
  const network = new MemoryNetwork(clock);
  const server = new MemoryChat();
  server.behaviour = behaviour;
  network.listen('10.0.0.1', 80, server);
  const seen: Seen = { bytes: '', end: 'closed' };
  let stood = false;
  const line = network.open('10.0.0.1', 80, {
    connected: () => {
      stood = true;
      line.send(Buffer.from(REQUEST).toString('latin1'));
    },
    acknowledged: () => undefined,
    received: (bytes) => (seen.bytes += bytes),
    closed: () => undefined,
    failed: () => (seen.end = stood ? 'reset' : 'refused'),
    released: () => undefined,
  });
  clock.runTo(60_000);
  return { seen, chat: server };
}

describe('the stand-in servers', () => {
  // Slow ones are the same steps with waits between; silent and stalling ones never end; a kernel swallows no SYN.
  const left: readonly string[] = ['slow', 'silent', 'stallsInChunk', 'swallow'] satisfies BehaviourName[];
  const rest = Object.entries(BEHAVIOURS).filter(([name]) => !left.includes(name));

  test.each(rest)('%s means the same on real sockets and in memory', async (_, behaviour) => {
    const { seen, chat: memory } = inMemory(behaviour);
    // Node ends a socket before it resets it: whoever hangs up at the end may be gone when the reset comes.
    const real = await overLoopback(behaviour, seen.end === 'reset' ? 300 : 0);
    expect(real.end).toBe(seen.end);
    // A reset throws away what was on its way.
    if (seen.end === 'closed') expect(real.bytes).toBe(seen.bytes);
    expect(chat.messages).toEqual(memory.messages);
  });

  test('decode the body from UTF-8 and keep header names in lower case', async () => {
    await overLoopback(BEHAVIOURS.ok);
    expect(chat.requests).toMatchObject([
      {
        method: 'POST',
        path: '/hook',
        headers: { host: 'x', 'content-length': '3' },
        body: 'hé',
        status: 200,
      },
    ]);
    expect(inMemory(BEHAVIOURS.ok).chat.requests).toMatchObject([{ body: 'hé', status: 200 }]);
  });

  test('tell the moment a request is complete', async () => {
    const bodies: string[] = [];
    chat.onRequest = ({ body }) => bodies.push(body);
    await overLoopback(BEHAVIOURS.noContent);
    expect(bodies).toEqual(['hé']);
  });

  test('use up the queue first', async () => {
    chat.queue.push(BEHAVIOURS.serverError);
    expect((await overLoopback(BEHAVIOURS.ok)).bytes).toMatch(/^HTTP\/1\.1 500 /);
    expect((await overLoopback(BEHAVIOURS.ok)).bytes).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('refuse, and listen on the same port again when told', async () => {
    expect((await overLoopback(BEHAVIOURS.refuse)).end).toBe('refused');
    expect((await overLoopback(BEHAVIOURS.ok)).end).toBe('closed');
  });

  test.each([
    [199, []],
    [200, ['hé']],
    [299, ['hé']],
    [300, []],
  ])('have a message that was answered with %i: %j', async (status, messages) => {
    await overLoopback({ kind: 'answer', status });
    expect(chat.messages).toEqual(messages);
  });

  test('answer in pieces, each in its time and in order', async () => {
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const { bytes } = await overLoopback({
      kind: 'answer',
      delayMs: 20,
      body: 'abc',
      pieceBytes: 1,
      pieceMs: 5,
    });
    expect(bytes).toMatch(/\r\n\r\nabc$/);
    const waits = timers.mock.calls.map(([, ms]) => ms).filter((ms) => ms === 20 || ms === 5);
    expect(waits).toEqual([20, 5, 5, 5]);
    timers.mockRestore();
  });

  test('go on in their own time whatever comes meanwhile, and tell of a request once, when it is whole', async () => {
    const bodies: string[] = [];
    chat.onRequest = ({ body }) => bodies.push(body);
    await chat.behave({ kind: 'answer', body: 'abcd\xe9', pieceBytes: 1, pieceMs: 40 });
    const socket = connect({ port: chat.port, host: '127.0.0.1' }).setEncoding('latin1');
    let told = '';
    socket.on('data', (bytes: string) => {
      // Before the body begins.
      if (told === '') socket.write('and more');
      told += bytes;
    });
    socket.write(REQUEST.slice(0, 30));
    await begun();
    expect(bodies).toEqual([]);
    const fromMs = performance.now();
    socket.write(REQUEST.slice(30));
    await once(socket, 'close');
    // A timer may come a millisecond early.
    expect(performance.now() - fromMs).toBeGreaterThan(190);
    expect(told).toMatch(/\r\n\r\nabcd\xe9$/);
    expect(bodies).toEqual(['hé']);
  });

  test('are not ended by who resets a connection, nor by a connection that the system can not hand over', async () => {
    const servers: NetServer[] = [];
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is given its server
    const { listen } = NetServer.prototype;
    const listens = jest.spyOn(NetServer.prototype, 'listen').mockImplementation(function (
      this: NetServer,
      ...args: unknown[]
    ) {
      servers.push(this);
      return Reflect.apply(listen, this, args) as NetServer;
    });
    await chat.behave(BEHAVIOURS.refuse);
    await chat.behave(BEHAVIOURS.silent);
    listens.mockRestore();
    servers[0]?.emit('error', new Error('EMFILE'));
    const socket = connect({ port: chat.port, host: '127.0.0.1' });
    socket.write(REQUEST);
    await begun();
    socket.resetAndDestroy();
    await overLoopback(BEHAVIOURS.ok);
    expect([servers.length, chat.messages]).toEqual([1, ['hé']]);
  });

  test('listen on no other address', async () => {
    const other = connect({ port: chat.port, host: '127.0.0.2' });
    const fate = new Promise((resolve) => {
      other.once('connect', () => {
        resolve('connected');
      });
      other.once('error', () => {
        resolve('refused');
      });
    });
    expect(await fate).toBe('refused');
  });

  test('decide later what they answer', async () => {
    const decide = (): Behaviour => BEHAVIOURS.noContent;
    expect((await overLoopback({ kind: 'later', afterMs: 20, decide })).bytes).toMatch(/^HTTP\/1\.1 204 /);
  });

  test('refuse and listen as often as they are told', async () => {
    await chat.behave(BEHAVIOURS.refuse);
    expect((await overLoopback(BEHAVIOURS.refuse)).end).toBe('refused');
    await chat.behave(BEHAVIOURS.ok);
    expect((await overLoopback(BEHAVIOURS.ok)).end).toBe('closed');
    await chat.behave(BEHAVIOURS.refuse);
    const other = createServer().listen(chat.port, '127.0.0.1');
    await once(other, 'listening');
    await expect(chat.behave(BEHAVIOURS.ok)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
    await once(other, 'close');
    await chat.close();
    await chat.close();
  });

  test('end with all their connections, and speak to nobody afterwards', async () => {
    await chat.behave({ kind: 'answer', delayMs: 100 });
    const socket = connect({ port: chat.port, host: '127.0.0.1' });
    let bytes = '';
    socket.on('data', (some: Buffer) => (bytes += some.toString()));
    const asked = new Promise<void>((resolve) => {
      chat.onRequest = () => {
        resolve();
      };
    });
    socket.write(REQUEST);
    await asked;
    const closed = once(socket, 'close');
    await chat.close();
    await closed;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(bytes).toBe('');
    const late = connect({ port: chat.port, host: '127.0.0.1' });
    expect(await once(late, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
  });

  test('hang up when they are hung up on', async () => {
    await chat.behave(BEHAVIOURS.silent);
    const socket = connect({ port: chat.port, host: '127.0.0.1' });
    await once(socket, 'connect');
    socket.end();
    await once(socket, 'close');
    expect(chat.requests).toHaveLength(1);
  });

  test('with a certificate speak TLS, and outlive who does not', async () => {
    const { key, certificate: cert, authority: ca } = await makeCertificates();
    const secure = await Chat.open({ key, cert });
    const plain = connect({ port: secure.port, host: '127.0.0.1' });
    plain.on('error', () => undefined).write('no hello\r\n\r\n');
    await once(plain.resume(), 'close');
    const socket = connectTls({ port: secure.port, host: '127.0.0.1', ca, servername: '' });
    socket.write(REQUEST);
    const answered = once(socket, 'data');
    expect(String(await answered)).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();
    expect(secure.messages).toEqual(['hé']);
    // Of a connection without a hello there is no request.
    expect(secure.requests).toHaveLength(1);
    const silent = connect({ port: secure.port, host: '127.0.0.1' });
    silent.on('error', () => undefined).resume();
    await once(silent, 'connect');
    const over = once(silent, 'close');
    await secure.close();
    await over;
  });

  test('say so when a kernel cannot do it', async () => {
    await expect(chat.behave(BEHAVIOURS.swallow)).rejects.toThrow('cannot swallow a SYN');
  });
});
