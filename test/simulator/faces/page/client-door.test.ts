import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Command } from '../../../../src/simulator/faces/page/wire.ts';

/** The page's own side of the door, in as much of a browser as it touches. */

const TOKEN = 'AbC_-4567890123456789x';

interface Client {
  readonly takeToken: () => string;
  readonly Connection: new (
    token: string,
    onUpdate: () => void,
    onState: (line: string) => void,
  ) => { send(command: Command): void };
}

let script = '';
beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from './connection.ts'; export * from './token.ts'`,
      resolveDir: fileURLToPath(new URL('../../../../src/simulator/faces/page/client', import.meta.url)),
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'client',
  });
  script = `${outputFiles[0]?.text ?? ''}\nclient`;
});

/** @param browser what of a browser is there */
function clientIn(browser: object): Client {
  return runInNewContext(script, { setTimeout, ...browser }) as Client;
}

describe('the token of the address', () => {
  const kept = new Map<string, string>();
  const replaced: unknown[][] = [];

  function opened(hash: string, sessionStorage: object): string {
    return clientIn({
      location: { hash, pathname: '/', host: '127.0.0.1:4004' },
      history: { replaceState: (...to: unknown[]) => replaced.push(to) },
      sessionStorage,
    }).takeToken();
  }
  const storage = {
    setItem: (name: string, value: string) => kept.set(name, value),
    getItem: (name: string) => kept.get(name) ?? null,
  };

  beforeEach(() => {
    kept.clear();
    replaced.length = 0;
  });

  test('is taken out of the bar and the history, and found again after a reload of the same tab', () => {
    expect(opened(`#${TOKEN}`, storage)).toBe(TOKEN);
    expect(replaced).toEqual([[null, '', '/']]);
    expect(opened('', storage)).toBe(TOKEN);
    expect(replaced).toHaveLength(1);
  });

  test('that is none is taken out too, and is not kept', () => {
    for (const hash of ['#"<b>', '#a b', '#a/b', '#']) expect(opened(hash, storage)).toBe('');
    expect(replaced).toHaveLength(4);
    expect(kept.size).toBe(0);
  });

  test('works once where a browser keeps nothing', () => {
    const refuses = (): never => {
      throw new Error('SecurityError');
    };
    expect(opened(`#${TOKEN}`, { setItem: refuses, getItem: refuses })).toBe(TOKEN);
    expect(replaced).toHaveLength(1);
  });
});

describe('the line to the simulator', () => {
  class FakeSocket {
    static readonly OPEN = 1;
    static readonly all: FakeSocket[] = [];
    readyState = 0;
    readonly sent: string[] = [];
    readonly #listeners = new Map<string, (event: unknown) => void>();
    readonly url: string;
    readonly protocols: readonly string[];

    constructor(url: string, protocols: readonly string[]) {
      this.url = url;
      this.protocols = protocols;
      FakeSocket.all.push(this);
    }

    addEventListener(name: string, listener: (event: unknown) => void): void {
      this.#listeners.set(name, listener);
    }

    is(name: 'open' | 'close'): void {
      this.readyState = name === 'open' ? 1 : 3;
      this.#listeners.get(name)?.({});
    }

    send(text: string): void {
      this.sent.push(text);
    }
  }

  const asked: unknown[][] = [];
  let answers = 426;
  function connect(token: string) {
    const lines: string[] = [];
    const { Connection } = clientIn({
      location: { host: '127.0.0.1:4004' },
      WebSocket: FakeSocket,
      fetch: (...args: unknown[]) => {
        asked.push(args);
        return answers === 0 ? Promise.reject(new Error('nobody')) : Promise.resolve({ status: answers });
      },
    });
    const connection = new Connection(
      token,
      () => undefined,
      (line) => lines.push(line),
    );
    return { connection, lines };
  }

  beforeEach(() => {
    jest.useFakeTimers();
    FakeSocket.all.length = 0;
    asked.length = 0;
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('has the token behind the name of the WebSocket, and in no address', async () => {
    const { lines } = connect(TOKEN);
    const [socket] = FakeSocket.all;
    expect(socket).toMatchObject({
      url: 'ws://127.0.0.1:4004/bench',
      protocols: ['deploy-button', TOKEN],
    });
    answers = 401;
    socket?.is('close');
    await jest.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([['/bench']]);
    expect(lines).toEqual(['shut']);
    connect('');
    expect(FakeSocket.all.at(-1)?.protocols).toEqual(['deploy-button']);
  });

  test('takes a press now or never: one that is made while it is down is not sent later', async () => {
    const { connection, lines } = connect('');
    const press = { do: 'hold', pins: [4, 5, 12, 13] } as const;
    connection.send(press);
    FakeSocket.all[0]?.is('open');
    expect(FakeSocket.all[0]?.sent).toEqual([]);
    connection.send(press);
    expect(FakeSocket.all[0]?.sent).toEqual([JSON.stringify(press)]);
    answers = 0;
    FakeSocket.all[0]?.is('close');
    connection.send(press);
    await jest.advanceTimersByTimeAsync(300);
    FakeSocket.all[1]?.is('open');
    expect([FakeSocket.all.length, FakeSocket.all[1]?.sent]).toEqual([2, []]);
    expect(lines).toEqual(['open', 'ended', 'open']);
  });

  test('comes back by itself, at most every 3 s', async () => {
    answers = 0;
    connect('');
    const atMs: number[] = [];
    for (let ms = 0; ms < 15_000; ms += 100) {
      const socket = FakeSocket.all.at(-1);
      if (socket?.readyState === 0) {
        atMs.push(ms);
        socket.is('close');
      }
      await jest.advanceTimersByTimeAsync(100);
    }
    expect(atMs).toEqual([0, 300, 900, 2100, 4500, 7500, 10_500, 13_500]);
  });
});
