import { expect, test } from '@jest/globals';
import { visitor } from './caller.ts';
import { serve, shipped, SILENT } from './served.ts';

test.each([false, true])('no page is told a secret of the configuration: live %s', async (live) => {
  const secrets = {
    wifi: { ssid: 'büro', password: 'secret password' },
    webhook: { url: 'https://me:secret@chat.test/hooks/secret', headers: { 'X-Key': 'secret-header' } },
    relay: { url: 'http://127.0.0.1:1', secret: 'secret of forty-three characters, and more..' },
  };
  const served = await serve(secrets, { ...SILENT, live });
  try {
    const me = await visitor(served);
    const [ssid, target] = live ? ['büro', 'chat.test'] : ['stand-in', 'the stand-in channel'];
    const pins = [4, 5, 12, 13];
    expect(me.first.world).toMatchObject({ live, withRelay: !live, pins, ssid, target });
    expect(JSON.stringify(me.first)).not.toMatch(/secret|bWU6c2VjcmV0/);
    me.close();
  } finally {
    await served.close();
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
