import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
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

async function overLoopback(behaviour: Behaviour): Promise<Seen> {
  await chat.behave(behaviour);
  // Node ends a socket before it resets it: whoever hangs up at the end may be gone when the reset comes.
  const socket = connect({ port: chat.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('end', () => setTimeout(() => socket.end(), 300));
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
    const real = await overLoopback(behaviour);
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

  test('say so when a kernel cannot do it', async () => {
    await expect(chat.behave(BEHAVIOURS.swallow)).rejects.toThrow('cannot swallow a SYN');
  });
});
