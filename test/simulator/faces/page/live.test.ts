import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import type { WebSocket } from 'ws';
import { newToken } from '../../../../src/simulator/faces/page/token.ts';
import { ask, connect, visitor } from './caller.ts';
import { configOf, serve, shipped, SILENT } from './served.ts';

/** Resolves when all that was sent before has been taken: answers come in the order of what they answer. */
function answered(socket: WebSocket): Promise<unknown> {
  const pong = once(socket, 'pong');
  socket.ping();
  return pong;
}

describe('a live page', () => {
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

  test('for practice is as live: it posts to a chat that is real, so it has a token, says both, and must be armed', async () => {
    const { config, ...loaded } = configOf({});
    const practice = { ...loaded, config: { ...config, isPractice: true } };
    const live = await serve({}, { ...SILENT, live: true, load: () => practice });
    try {
      expect(await connect(live, { Origin: new URL(live.url).origin }, ['deploy-button'])).toBe(401);
      const [one, other] = [await visitor(live), await visitor(live)];
      expect(one.first).toMatchObject({
        armed: false,
        world: { live: true, practice: true, ssid: 'office', target: 'chat.test' },
      });
      const held = other.until(({ state }) => state.down.length > 0);
      one.send({ do: 'hold', pins: [4] });
      await answered(one.socket);
      other.send({ do: 'arm', armed: true });
      other.send({ do: 'hold', pins: [5] });
      expect((await held).state.down).toEqual([5]);
      one.close();
      other.close();
    } finally {
      await live.close();
    }
  });

  test('another page is not armed because the first is', async () => {
    const live = await serve({}, { ...SILENT, live: true });
    try {
      const [one, other] = [await visitor(live), await visitor(live)];
      const armed = one.until(({ state }) => state.down.includes(4));
      one.send({ do: 'arm', armed: true });
      one.send({ do: 'hold', pins: [4] });
      await armed;
      other.send({ do: 'hold', pins: [5, 12, 13] });
      other.send({ do: 'powerCycle' });
      const late = await visitor(live);
      late.send({ do: 'hold', pins: [5] });
      const next = one.until(({ state }) => !state.down.includes(4));
      // After all that the others have sent.
      await Promise.all([other, late].map(({ socket }) => answered(socket)));
      one.send({ do: 'hold', pins: [12] });
      const { state, console } = await next;
      expect(state.down).toEqual([12]);
      expect(console.map(({ text }) => text)).not.toContain('power off and on');
      for (const each of [one, other, late]) each.close();
    } finally {
      await live.close();
    }
  });

  test.each([
    ['without the token', (): string[] => ['deploy-button']],
    ['with nothing', (): string[] => []],
    ['with a token of another start', (): string[] => ['deploy-button', newToken()]],
  ])('nobody is shown anything or obeyed %s', async (_what, protocols) => {
    const live = await serve({}, { ...SILENT, live: true });
    try {
      const { origin } = new URL(live.url);
      expect(await connect(live, { Origin: origin }, protocols())).toBe(401);
      expect((await ask(live, '/bench')).status).toBe(401);
    } finally {
      await live.close();
    }
  });

  test('the token is in no answer: only the printed address has it', async () => {
    const live = await serve({}, { ...SILENT, live: true });
    try {
      const token = new URL(live.url).hash.slice(1);
      const another = await serve({}, { ...SILENT, live: true });
      await another.close();
      expect(new URL(another.url).hash.slice(1)).not.toBe(token);
      expect(Buffer.from(token, 'base64url')).toHaveLength(16);
      const answers = await Promise.all(['/', '/page.js', '/bench', '/none'].map((path) => ask(live, path)));
      const me = await visitor(live);
      expect(me.socket.protocol).toBe('deploy-button');
      expect(JSON.stringify([answers, me.first])).not.toContain(token);
      me.close();
    } finally {
      await live.close();
    }
  });

  test.each([
    ['held', [{ do: 'hold', pins: [4, 5, 12, 13] }]],
    ['stuck', [4, 5, 12, 13].map((pin) => ({ do: 'stick', pin, stuck: true }) as const)],
  ] as const)(
    'secrets are in nothing that a page is told, and a press disarms all: keys %s',
    async (_how, press) => {
      const secret = { url: 'http://127.0.0.1:1/hooks/secret-path', headers: { 'X-Key': 'secret-header' } };
      const change = { webhook: secret, wifi: { ssid: 'office', password: 'secret password' } };
      const live = await serve(change, { live: true, build: shipped });
      try {
        const me = await visitor(live);
        const frames: unknown[] = [me.first];
        me.socket.on('message', (data: Buffer) => frames.push(data.toString()));
        me.send({ do: 'arm', armed: true });
        const online = me.until(({ state }) => state.lamp?.state === 'ready');
        await online;
        // One arming is for one deploy, whoever makes it.
        const other = await visitor(live);
        const armed = other.until((update) => update.armed);
        other.send({ do: 'arm', armed: true });
        await armed;
        const disarmed = [me, other].map(({ until }) => until((update) => !update.armed));
        const tried = me.until(({ console }) => console.some(({ text }) => text.includes('trying again')));
        for (const command of press) me.send(command);
        expect((await Promise.all(disarmed)).map(({ state }) => state.pressEndsMs)).not.toContain(null);
        await tried;
        expect(JSON.stringify(frames)).toContain('trying again');
        expect(JSON.stringify(frames)).not.toMatch(/secret/);
        me.close();
      } finally {
        await live.close();
      }
    },
    120_000,
  );

  test.each([
    ['wifi.ssid', { wifi: { ssid: 'your-wifi' } }],
    ['wifi.password', { wifi: { ssid: 'office', password: 'your-wifi-password' } }],
    ['webhook', { webhook: 'http://chat.example.com/hooks/one', practice: 'just trying' }],
  ])('refuses the value of the example for "%s", for practice too', async (key, change) => {
    const loaded = configOf(change);
    for (const config of [loaded.config, { ...loaded.config, isPractice: true }]) {
      const opening = serve({}, { ...SILENT, live: true, load: () => ({ ...loaded, config }) });
      await expect(opening).rejects.toMatchObject({
        exit: 'config',
        message: expect.stringMatching(new RegExp(`^"${key}": still the example's`)),
      });
    }
  });
});
