import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import type { RunningPage } from '../../../../src/simulator/faces/page/index.ts';
import type { Command, Update } from '../../../../src/simulator/faces/page/wire.ts';
import { configOf, serve } from './served.ts';

/** Enough of a program for a board that nobody looks at. */
const SILENT = { build: () => Promise.resolve('') };

let page: RunningPage;
beforeAll(async () => {
  page = await serve({}, SILENT);
});
afterAll(() => page.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** `fetch` allows neither Host nor Origin to be forged. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, page.url), { method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body });
      });
    });
    asked.on('error', reject).end();
  });
}

/** @returns the first update, or the status of the refusal */
function connect(
  at: RunningPage,
  headers: Record<string, string>,
): Promise<{ socket: WebSocket; first: Update } | number> {
  const { host } = new URL(at.url);
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${host}/bench`, { headers });
    socket.once('unexpected-response', (_request, response) => {
      socket.on('error', () => undefined);
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
    socket.once('error', reject);
    socket.once('message', (data: Buffer) => {
      resolve({ socket, first: JSON.parse(data.toString()) as Update });
    });
  });
}

/** A page's line: what it sends, and the first update from then on that is as wanted. */
async function visitor(at: RunningPage): Promise<{
  first: Update;
  send: (command: Command) => void;
  sendText: (text: string) => void;
  until: (wanted: (update: Update) => boolean) => Promise<Update>;
  close: () => void;
}> {
  const connected = await connect(at, { Origin: new URL(at.url).origin });
  if (typeof connected === 'number') throw new Error(`refused with ${connected}`);
  const { socket, first } = connected;
  return {
    first,
    send: (command) => {
      socket.send(JSON.stringify(command));
    },
    sendText: (text) => {
      socket.send(text);
    },
    until: (wanted) =>
      new Promise((resolve) => {
        const look = (data: Buffer): void => {
          const update = JSON.parse(data.toString()) as Update;
          if (!wanted(update)) return;
          socket.off('message', look);
          resolve(update);
        };
        socket.on('message', look);
      }),
    close: () => {
      socket.close();
    },
  };
}

describe('the files', () => {
  test('weigh less than 100 kB together', async () => {
    const bodies = await Promise.all(['/', '/page.js', '/page.css', '/icon.svg'].map((path) => ask(path)));
    expect(bodies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const bytes = bodies.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    expect(bytes).toBeLessThan(100_000);
  });

  test('name no other server', async () => {
    for (const path of ['/', '/page.js', '/page.css', '/icon.svg']) {
      const { body } = await ask(path);
      expect(body.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:\/\/|\/\/[a-z]+\./);
    }
  });

  test('may load nothing from elsewhere and may not be framed', async () => {
    const { headers } = await ask('/');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('are the only ones there are', async () => {
    expect((await ask('/package.json')).status).toBe(404);
    expect((await ask('/../package.json')).status).toBe(404);
  });
});

describe('strangers', () => {
  test('a foreign Host header is refused', async () => {
    expect((await ask('/', { Host: 'evil.example' })).status).toBe(403);
    expect((await ask('/', { Host: `evil.example:${new URL(page.url).port}` })).status).toBe(403);
  });

  test('a cross-site POST is refused', async () => {
    const answer = await ask(
      '/bench',
      { Origin: 'http://evil.example', 'Sec-Fetch-Site': 'cross-site' },
      'POST',
    );
    expect(answer.status).toBe(403);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test.each([
    ['another origin', { Origin: 'http://evil.example' }],
    ['another port', { Origin: 'http://127.0.0.1:1' }],
    ['no origin', {}],
  ])('a WebSocket from %s is refused', async (_whose, headers) => {
    expect(await connect(page, headers)).toBe(403);
  });

  test('a WebSocket by a name that was pointed at loopback is refused', async () => {
    const host = `evil.example:${new URL(page.url).port}`;
    expect(await connect(page, { Host: host, Origin: `http://${host}` })).toBe(403);
  });

  test('what is no command is ignored', async () => {
    const me = await visitor(page);
    const change = me.until(({ state }) => state.stuck.length > 0);
    for (const text of ['', 'null', '{"do":"explode"}', '{"do":"stick","pin":99,"stuck":true}']) {
      me.sendText(text);
    }
    me.send({ do: 'stick', pin: 5, stuck: true });
    expect((await change).state.stuck).toEqual([5]);
    me.send({ do: 'stick', pin: 5, stuck: false });
    me.close();
  });
});

describe('several pages', () => {
  test('see the same board, and a page that goes takes its hands off the keys', async () => {
    const [one, two] = [await visitor(page), await visitor(page)];
    const pressed = two.until(({ state }) => state.down.includes(4));
    one.send({ do: 'hold', pins: [4, 12] });
    expect((await pressed).state.down).toEqual([4, 12]);
    const released = two.until(({ state }) => state.down.length === 0);
    one.close();
    expect((await released).state.down).toEqual([]);
    two.close();
  });
});

describe('live', () => {
  test('a page does nothing before it is armed, and lets go when it is disarmed', async () => {
    const live = await serve({}, { ...SILENT, live: true });
    try {
      const [one, other] = [await visitor(live), await visitor(live)];
      expect(one.first.world?.live).toBe(true);
      one.send({ do: 'hold', pins: [4, 5, 12, 13] });
      one.send({ do: 'wifi', is: 'off' });
      one.send({ do: 'arm', armed: true });
      const held = other.until(({ state }) => state.down.length > 0);
      one.send({ do: 'hold', pins: [4] });
      const { state } = await held;
      expect(state.down).toEqual([4]);
      expect(state.wifi).toBe('on');
      const released = other.until(({ state }) => state.down.length === 0);
      one.send({ do: 'arm', armed: false });
      await released;
      one.close();
      other.close();
    } finally {
      await live.close();
    }
  });

  test('refuses the values of the example', async () => {
    const load = () => configOf({ wifi: { ssid: 'your-wifi' } });
    await expect(serve({}, { ...SILENT, live: true, load })).rejects.toMatchObject({ exit: 'config' });
  });
});

describe('the port', () => {
  test('one that is taken is refused with the mend', async () => {
    const { port } = new URL(page.url);
    await expect(serve({}, { ...SILENT, port: Number(port) })).rejects.toMatchObject({
      exit: 'pagePort',
      message: expect.stringContaining(`"${port}"`),
    });
  });
});

test('a button that a key keeps from booting says so on the console, as a note of the simulator’s', async () => {
  const oldWiring = await serve({ pins: [4, 5, 2, 15] }, { build: () => Promise.resolve(`print('runs')`) });
  try {
    const me = await visitor(oldWiring);
    me.send({ do: 'stick', pin: 2, stuck: true });
    const told = me.until(({ console }) => console.some(({ text }) => text.startsWith('D2 was low')));
    me.send({ do: 'powerCycle' });
    const { console, state } = await told;
    expect(console.map(({ note }) => note)).toEqual([true, true]);
    expect(state).toMatchObject({ down: [2], lamp: null, online: false });
    me.send({ do: 'stick', pin: 2, stuck: false });
    const runs = me.until((update) => update.console.some(({ text }) => text === 'runs'));
    me.send({ do: 'powerCycle' });
    await runs;
    me.close();
  } finally {
    await oldWiring.close();
  }
});
