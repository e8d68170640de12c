import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ButtonConfig } from '../../../../src/config/config.ts';
import { Failure } from '../../../../src/failure.ts';
import { Bench } from '../../../../src/simulator/faces/page/bench.ts';
import type { EditionSettings } from '../../../../src/simulator/faces/page/edition.ts';
import type { News } from '../../../../src/simulator/faces/page/wire.ts';
import { configOf } from './served.ts';

/** The bench alone: no page, and no server. */

const PINS = [4, 5];

const settings = (script: string, change: Partial<EditionSettings> = {}): EditionSettings => ({
  load: () => configOf({ pins: PINS }),
  build: () => Promise.resolve(script),
  live: false,
  pageEdition: 'abc',
  stationTimes: { associateMs: 20, dhcpMs: 10 },
  ...change,
});

function listen(bench: Bench): News[] {
  const heard: News[] = [];
  bench.onNews = (news) => heard.push(news);
  return heard;
}

const textsOf = (news: readonly News[]): string[] =>
  news.flatMap(({ console }) => console.map(({ text }) => text));

describe('without a world around it', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  let bench: Bench;
  const open = async (script: string, change?: Partial<EditionSettings>): Promise<Bench> =>
    (bench = await Bench.open(settings(script, { live: true, ...change })));
  const wait = (ms: number): void => {
    jest.advanceTimersByTime(ms);
  };
  afterEach(() => bench.close());

  test('whoever comes is told everything so far', async () => {
    await open('setTimeout(() => print("late"), 100); print("early"); digitalWrite(0, 0)');
    wait(1000);
    const { fresh, world, nowMs, console, edges, chat, state } = bench.whole();
    expect({ fresh, pins: world?.pins, chat }).toEqual({ fresh: true, pins: PINS, chat: [] });
    expect(console.map(({ text, note }) => [text, note])).toEqual([
      ['early', false],
      ['late', false],
    ]);
    const [early, late] = console.map(({ atMs }) => atMs);
    expect(late! - early!).toBeCloseTo(100, -1);
    expect(nowMs).toBeGreaterThan(late!);
    expect(edges.map(({ lit }) => lit)).toEqual([false, true]);
    expect(edges.at(-1)!.atMs).toBeGreaterThan(0);
    expect(edges.at(-1)!.atMs).toBeLessThan(late!);
    expect(bench.isLive).toBe(true);
    expect(state).toMatchObject({ down: [], stuck: [], lampLit: true, building: false, buildFailure: null });
  });

  test('what is new is told once, and where nothing is new nothing is told', async () => {
    await open('setTimeout(() => print("late"), 100)');
    bench.whole();
    const heard = listen(bench);
    wait(1000);
    const news = heard.filter(({ console }) => console.length > 0);
    expect(news).toMatchObject([
      { fresh: false, world: null, edges: [], console: [{ text: 'late' }], chat: [] },
    ]);
    // Besides that the lamp's reading has changed, and how busy the chip is.
    expect(heard.length).toBeLessThan(10);
    expect(bench.nothingNew()).toMatchObject({
      ...{ fresh: false, world: null, edges: [], console: [], chat: [] },
      ...{ nowMs: bench.whole().nowMs, state: heard.at(-1)?.state },
    });
  });

  test('a key is down as long as any page holds it or it is stuck, and of no pin without a key', async () => {
    await open('');
    const [one, other] = [{}, {}];
    const down = (): readonly number[] => bench.whole().state.down;
    const heard = listen(bench);
    bench.obey(one, { do: 'hold', pins: [4, 12] });
    expect(heard.at(-1)?.state.down).toEqual([4]);
    bench.obey(other, { do: 'hold', pins: [4, 5] });
    expect(down()).toEqual([4, 5]);
    bench.leave(other);
    expect(heard.at(-1)?.state.down).toEqual([4]);
    bench.obey(one, { do: 'hold', pins: [5] });
    expect(down()).toEqual([5]);
    bench.obey(other, { do: 'stick', pin: 4, stuck: true });
    bench.leave(one);
    bench.leave(other);
    expect(bench.whole().state).toMatchObject({ down: [4], stuck: [4] });
    bench.obey(one, { do: 'stick', pin: 4, stuck: false });
    expect(bench.whole().state).toMatchObject({ down: [], stuck: [] });
  });

  test('its power goes off and on, and the console says by whom', async () => {
    await open('print("boots")');
    wait(500);
    bench.obey({}, { do: 'hold', pins: [4] });
    expect(textsOf([bench.whole()])).toEqual(['boots']);
    bench.obey({}, { do: 'powerCycle' });
    wait(500);
    const { console } = bench.whole();
    expect(console.map(({ text, note }) => [text, note])).toEqual([
      ['boots', false],
      ['power off and on', true],
      ['boots', false],
    ]);
  });

  test('what keeps it from booting the console is told', async () => {
    await open('print("boots")', { load: () => configOf({ pins: [4, 2] }) });
    wait(500);
    bench.obey({}, { do: 'stick', pin: 2, stuck: true });
    bench.obey({}, { do: 'powerCycle' });
    expect(bench.whole().console.at(-1)).toMatchObject({ text: expect.stringContaining('D2'), note: true });
  });

  describe('a press', () => {
    /** Its lamp is lit, and dark as long as both keys are down: a moment after the press, as when it is sent. */
    const SENDER = `
      for (const pin of [4, 5]) pinMode(pin, 'input_pullup');
      setInterval(() => {
        const isPressed = !digitalRead(4) && !digitalRead(5);
        setTimeout(() => digitalWrite(0, isPressed), 50);
      }, 10)`;
    const held = async (): Promise<number> => {
      await open(SENDER);
      wait(5000);
      let presses = 0;
      bench.onPress = () => (presses += 1);
      bench.obey({}, { do: 'hold', pins: PINS });
      const { nowMs } = bench.whole();
      wait(120);
      expect(presses).toBe(1);
      return nowMs;
    };

    test('is told when it begins, and when it is over at the latest', async () => {
      const fromMs = await held();
      const { debounceMs, pressTtlMs } = configOf({}).config;
      const { lamp, pressEndsMs } = bench.whole().state;
      expect({ lamp, pressEndsMs }).toEqual({
        lamp: { state: 'sending', key: null },
        pressEndsMs: fromMs + debounceMs + pressTtlMs,
      });
    });

    test('of a board that was built again ends by the bench’s time', async () => {
      await open(SENDER);
      wait(5000);
      await bench.rebuild();
      wait(5000);
      bench.obey({}, { do: 'hold', pins: PINS });
      const { nowMs } = bench.whole();
      expect(nowMs).toBeGreaterThan(10_000);
      wait(120);
      expect(bench.whole().state.pressEndsMs).toBeGreaterThan(nowMs);
    });
  });

  describe('an edit', () => {
    let script = '';
    const load = jest.fn(() => configOf({ pins: PINS }));
    beforeEach(async () => {
      load.mockReset().mockImplementation(() => configOf({ pins: PINS }));
      script = 'setInterval(() => print("old"), 1000); digitalWrite(0, 0)';
      await open('', { load, build: () => Promise.resolve(script) });
      wait(5000);
      script = 'setInterval(() => print("new"), 1000); digitalWrite(0, 0)';
    });

    test('is built and booted, its time goes on, and what was before is not forgotten', async () => {
      load.mockImplementation(() => configOf({ pins: [4, 12] }));
      const before = bench.whole();
      const heard = listen(bench);
      await bench.rebuild();
      expect(heard[0]).toMatchObject({ state: { building: true, buildFailure: null }, world: null });
      expect(heard.at(-1)).toMatchObject({ state: { building: false, buildFailure: null } });
      const [news, ...more] = heard.filter(({ world }) => world !== null);
      expect(more).toEqual([]);
      expect(news).toMatchObject({
        fresh: false,
        world: { pins: [4, 12] },
        edges: [{ atMs: before.nowMs, lit: false }],
        console: [{ atMs: before.nowMs, text: 'built again after an edit', note: true }],
      });
      wait(2500);
      const after = bench.whole();
      expect(after.nowMs).toBeGreaterThan(before.nowMs + 2500);
      expect(textsOf([after]).slice(-3)).toEqual(['built again after an edit', 'new', 'new']);
      expect(after.console.slice(0, before.console.length)).toEqual(before.console);
      expect(after.console.at(-1)!.atMs).toBeGreaterThan(before.nowMs + 2000);
      expect(after.edges.at(-1)).toMatchObject({ lit: true });
      expect(after.edges.at(-1)!.atMs).toBeGreaterThan(before.nowMs);
      expect(after.state.pressEndsMs).toBeNull();
    });

    test('meets the hands, the stuck keys and the troubles that were there before', async () => {
      const page = {};
      bench.obey(page, { do: 'hold', pins: [4] });
      bench.obey(page, { do: 'stick', pin: 5, stuck: true });
      bench.obey(page, { do: 'wifi', is: 'off' });
      script = `require('Wifi').connect('office', { password: 'correct horse' }, () => print('joined'))`;
      await bench.rebuild();
      wait(5000);
      expect(bench.whole().state).toMatchObject({ down: [4, 5], stuck: [5], wifi: 'off', online: false });
      bench.leave(page);
      bench.obey(page, { do: 'wifi', is: 'on' });
      wait(5000);
      expect(bench.whole().state).toMatchObject({ down: [5], wifi: 'on', online: true });
    });

    test('that can not be built is told of, and the board goes on with what it has', async () => {
      load.mockImplementation(() => {
        throw new Failure('config', '"pins": must be a list');
      });
      const heard = listen(bench);
      await bench.rebuild();
      const told = { building: false, buildFailure: '"pins": must be a list' };
      expect(heard.map(({ state: { building, buildFailure } }) => ({ building, buildFailure }))).toEqual([
        { building: true, buildFailure: null },
        told,
      ]);
      wait(2500);
      expect(textsOf(heard)).toEqual(['old', 'old', 'old']);
      load.mockImplementation(() => configOf({ pins: PINS }));
      await bench.rebuild();
      expect(bench.whole().state).toMatchObject({ building: false, buildFailure: null });
    });

    test('in which something is at fault that nobody has thought of is no failure of the user’s', async () => {
      const fault = new TypeError('no such thing');
      load.mockImplementation(() => {
        throw fault;
      });
      await expect(bench.rebuild()).rejects.toBe(fault);
    });
  });

  test('nothing of it goes on when it is closed', async () => {
    await open('setInterval(() => print("still"), 100)');
    const heard = listen(bench);
    await bench.close();
    wait(1000);
    expect([heard, jest.getTimerCount()]).toEqual([[], 0]);
  });
});

describe('with a channel of its own', () => {
  let port = 0;
  const build = ({ relay, webhook }: ButtonConfig): Promise<string> => {
    ({ port } = relay ?? webhook);
    return Promise.resolve('');
  };
  const post = (body: string): Promise<number> =>
    fetch(`http://127.0.0.1:${port}`, { method: 'POST', body }).then(
      ({ status }) => status,
      () => 0,
    );
  const until = (bench: Bench, wanted: (news: News) => boolean): Promise<News> =>
    new Promise((resolve) => {
      bench.onNews = (news) => {
        if (wanted(news)) resolve(news);
      };
    });

  test('each message that it got is told, with what it said to it', async () => {
    const bench = await Bench.open(settings('', { build }));
    try {
      const told = until(bench, ({ chat }) => chat.length > 0);
      expect(await post('{"text":"hello"}')).toBe(200);
      const { chat, nowMs } = await told;
      expect(chat).toMatchObject([{ text: 'hello', status: 200 }]);
      expect(chat[0]?.atMs).toBeLessThanOrEqual(nowMs);
      bench.obey({}, { do: 'webhook', is: 'fails' });
      expect(bench.whole().state.webhook).toBe('fails');
      while ((await post('{"text":"again"}')) !== 404);
      expect(bench.whole().chat.at(-1)).toMatchObject({ text: 'again', status: 404 });
      // Of a webhook that changes, the console has nothing to say.
      expect(bench.whole().console).toEqual([]);
      await bench.rebuild();
      expect(await post('{"text":"later"}')).toBe(404);
      expect(bench.whole().chat.at(-1)).toMatchObject({ text: 'later', status: 404 });
    } finally {
      await bench.close();
    }
    expect(await post('')).toBe(0);
  });

  test('a relay that is down or up is told of when it is, and one that can not come up says why', async () => {
    const relay = { url: 'http://relay.test', secret: 'x'.repeat(43) };
    const load = () => configOf({ pins: PINS, relay });
    const bench = await Bench.open(settings('', { load, build }));
    const saying = (wanted: (text: string) => boolean): Promise<News> =>
      until(bench, ({ console }) => console.some(({ text }) => wanted(text)));
    const answers = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/nonce`).then(
        ({ ok }) => ok,
        () => false,
      );
    try {
      const isDown = saying((text) => text === 'relay down');
      bench.obey({}, { do: 'relay', is: 'down' });
      expect((await isDown).state.relay).toBe('down');
      expect(await answers()).toBe(false);
      const holder = createServer().listen(port, '127.0.0.1');
      await once(holder, 'listening');
      const fails = saying((text) => text.includes(String(port)));
      bench.obey({}, { do: 'relay', is: 'up' });
      expect((await fails).console).toMatchObject([{ note: true }]);
      await new Promise((resolve) => holder.close(resolve));
      const isUp = saying((text) => text === 'relay up');
      bench.obey({}, { do: 'relay', is: 'up' });
      await isUp;
      expect(await answers()).toBe(true);
    } finally {
      await bench.close();
    }
  }, 60_000);
});
