import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ButtonConfig } from '../../../src/config/config.ts';
import { checkConfig } from '../../../src/config/files/load.ts';
import { bundleFirmware } from '../../../src/build/bundle.ts';
import { textOf } from '../../../src/simulator/faces/smash.ts';
import { Chat, smashOnce, type SmashSettings } from '../../../src/simulator/index.ts';

const MESSAGES = ['one', 'two → drei\nvier'];
const FILE = {
  wifi: { ssid: 'büro', password: 'open sesame' },
  webhook: 'http://chat.lan/hook',
  messages: MESSAGES,
};
/** A radio that takes no time: these run in real time. */
const stationTimes = { associateMs: 20, dhcpMs: 10 };

let config: ButtonConfig;
beforeAll(() => {
  config = checkConfig(FILE, 'test').config;
});

async function smash(change: Partial<SmashSettings> = {}): Promise<string[]> {
  const lines: string[] = [];
  await smashOnce({
    config,
    warnings: [],
    live: false,
    build: async (used) => (await bundleFirmware(used)).script,
    print: (line) => lines.push(line),
    stationTimes,
    ...change,
  });
  return lines;
}

/** A board that says the outcome at once, whatever it was asked. */
const saying = (outcome: string) => (): Promise<string> =>
  Promise.resolve(
    `require('Wifi').connect('stand-in', {}, function () { setTimeout(function () { print('${outcome}') }, 10) })`,
  );

test.each([
  ['{"text":"one"}', 'one'],
  ['{"text":1}', '1'],
  ['{"words":"one"}', '{"words":"one"}'],
  ['"text"', '"text"'],
  ['5', '5'],
  ['null', 'null'],
])('%s is shown as %s', (body, shown) => {
  expect(textOf(body)).toBe(shown);
});

describe('one smash without a terminal', () => {
  test('prints the board’s console and each message as it arrives, over real HTTP', async () => {
    const lines = await smash({ warnings: ['D2 is awkward'] });
    expect(lines.slice(0, 2)).toEqual(['warning: D2 is awkward', 'board | connecting to network...']);
    expect(lines.slice(-7)).toEqual([
      'board | generating request',
      'chat  | one',
      'board | 200',
      'board | generating request',
      'chat  | two → drei\nchat  | vier',
      'board | 200',
      'board | accepted',
    ]);
  });

  test('live joins the configured network and posts to the configured webhook', async () => {
    const chat = await Chat.open();
    const webhook = `http://127.0.0.1:${chat.port}/real`;
    try {
      await smash({ live: true, config: checkConfig({ ...FILE, webhook }, 'test').config });
      expect(chat.requests).toMatchObject([{ path: '/real' }, { path: '/real' }]);
    } finally {
      await chat.close();
    }
  });

  test('live refuses the example’s values by name, before anything is built', async () => {
    const example = checkConfig(
      { wifi: { ssid: 'your-wifi', password: 'secret enough' }, webhook: 'http://chat.example.com/x' },
      'test',
    );
    const building = smash({
      live: true,
      config: example.config,
      build: () => Promise.reject(new Error('built')),
    });
    await expect(building).rejects.toMatchObject({
      exit: 'config',
      message: expect.stringContaining('"wifi.ssid", "webhook"'),
    });
    await expect(building).rejects.not.toThrow('secret enough');
  });

  test('tells an unknown outcome as what it is: the message may be out', async () => {
    await expect(smash({ build: saying('unknown') })).rejects.toMatchObject({
      exit: 'notDelivered',
      message: expect.stringMatching(
        /^Unknown: a message went out, and .* not said\. Look into the chat before you smash again\.$/,
      ),
    });
  });

  test.each(['failed', 'expired'])('ends as not delivered when the board says %s', async (outcome) => {
    await expect(smash({ build: saying(outcome) })).rejects.toMatchObject({
      exit: 'notDelivered',
      message: `Not delivered: the board says "${outcome}".`,
    });
  });

  test('does not believe a board whose messages are not there', async () => {
    await expect(smash({ build: saying('accepted') })).rejects.toMatchObject({
      exit: 'notDelivered',
      message: 'Not delivered in order: the channel has 0 messages.',
    });
  });

  test('does not believe a board whose messages came in another order', async () => {
    const build = async (used: ButtonConfig): Promise<string> =>
      (await bundleFirmware({ ...used, bodies: [...used.bodies].reverse() })).script;
    await expect(smash({ build })).rejects.toMatchObject({
      exit: 'notDelivered',
      message: 'Not delivered in order: the channel has 2 messages.',
    });
  });

  test('ends as unknown when the board says nothing', async () => {
    const silent = { ...config, pressTtlMs: 100, requestTimeoutMs: 100 };
    await expect(smash({ build: saying('hello'), config: silent })).rejects.toMatchObject({
      exit: 'notDelivered',
      message: expect.stringContaining('never said'),
    });
  });

  test('hands the build’s failure on and leaves nothing open', async () => {
    await expect(smash({ build: () => Promise.reject(new Error('too large')) })).rejects.toThrow('too large');
  });
});

describe('the times of one smash', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Says when it joins, and when its keys go down and come up. */
  const WATCHER = `
    const keys = [4, 5, 12, 13];
    for (const pin of keys) pinMode(pin, 'input_pullup');
    require('Wifi').connect('b\\xc3\\xbcro', { password: 'open sesame' }, () => {
      let was = 0;
      setInterval(() => {
        const down = keys.filter((pin) => !digitalRead(pin)).length;
        if (down !== was) print(was = down);
      }, 5);
    })`;

  /** A run in the time of a test: what it has said, each line with its time, and how it ends. */
  function running(script: string) {
    jest.useFakeTimers();
    const said: [ms: number, line: string][] = [];
    const fromMs = performance.now();
    const print = (line: string): void => {
      said.push([performance.now() - fromMs, line]);
    };
    const run = { isOver: false, said, ends: Promise.resolve() };
    run.ends = smashOnce({
      ...{ config, warnings: [], live: true, stationTimes, print },
      build: () => Promise.resolve(script),
    }).finally(() => (run.isOver = true));
    run.ends.catch(() => undefined);
    return run;
  }

  test('all keys go down a moment after it is on the network, and come up again', async () => {
    const run = running(WATCHER);
    await jest.advanceTimersByTimeAsync(5000);
    expect(run.said.map(([, line]) => line)).toEqual(['board | 4', 'board | 0']);
    const [down = 0, up = 0] = run.said.map(([ms]) => ms);
    expect(down).toBeGreaterThan(200);
    expect(up - down).toBeGreaterThan(250);
    expect(up - down).toBeLessThan(400);
    process.emit('SIGINT');
    await expect(run.ends).rejects.toMatchObject({ exit: 'interrupted' });
  });

  test('without Wi-Fi it ends after 20 s', async () => {
    const run = running('');
    await jest.advanceTimersByTimeAsync(19_500);
    expect(run.isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1000);
    await expect(run.ends).rejects.toMatchObject({
      exit: 'notDelivered',
      message: 'Not delivered: the board did not get onto Wi-Fi.',
    });
  });

  test('a press has its whole time, and the last request that goes out in it as well', async () => {
    const { pressTtlMs, requestTimeoutMs } = config;
    const run = running(WATCHER);
    await jest.advanceTimersByTimeAsync(pressTtlMs + requestTimeoutMs);
    expect(run.isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(2000);
    await expect(run.ends).rejects.toMatchObject({ message: expect.stringContaining('never said') });
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends it, and what was sent until then may be out',
    async (signal) => {
      const run = running(WATCHER);
      await jest.advanceTimersByTimeAsync(1000);
      process.emit(signal);
      await expect(run.ends).rejects.toMatchObject({
        exit: 'interrupted',
        message: expect.stringContaining('may have been delivered'),
      });
      await jest.advanceTimersByTimeAsync(1000);
      expect(jest.getTimerCount()).toBe(0);
    },
  );
});
