import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import type { WebSocket } from 'ws';
import { newToken } from '../../../../src/simulator/faces/page/token.ts';
import { ask, connect, visitor } from './caller.ts';
import { configOf, serve, SILENT } from './served.ts';

/** Shows by its lamp that it sends as long as all keys are down, from a moment after the press on. */
const SENDER = `
  const keys = [4, 5, 12, 13];
  for (const pin of keys) pinMode(pin, 'input_pullup');
  setInterval(() => {
    const isPressed = !keys.some((pin) => digitalRead(pin));
    setTimeout(() => digitalWrite(0, isPressed), 50);
  }, 10)`;

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

  test('a press disarms every page, whoever made it: one arming is for one deploy', async () => {
    const live = await serve({}, { build: () => Promise.resolve(SENDER), live: true });
    try {
      const pages = await Promise.all([visitor(live), visitor(live)]);
      // A press is one that the lamp shows after it has shown something else.
      const ready = pages.map(({ until }) => until(({ armed, state }) => armed && state.lamp !== null));
      for (const { send } of pages) send({ do: 'arm', armed: true });
      await Promise.all(ready);
      const disarmed = pages.map(({ until }) => until((update) => !update.armed));
      pages[0].send({ do: 'hold', pins: [4, 5, 12, 13] });
      for (const { state } of await Promise.all(disarmed)) expect(state.lamp?.state).toBe('sending');
      for (const page of pages) page.close();
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
