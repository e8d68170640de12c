import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ButtonConfig } from '../../../src/config/config.ts';
import { checkConfig } from '../../../src/config/files/load.ts';
import { bundleFirmware } from '../../../src/build/bundle.ts';
import { Chat, smashOnce, type SmashSettings } from '../../../src/simulator/index.ts';

const MESSAGES = ['one', 'two → drei'];
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

describe('one smash without a terminal', () => {
  test('prints the board’s console and each message as it arrives, over real HTTP', async () => {
    const lines = await smash({ warnings: ['D2 is awkward'] });
    expect(lines.slice(0, 2)).toEqual(['warning: D2 is awkward', 'board | connecting to network...']);
    expect(lines.slice(-7)).toEqual([
      'board | generating request',
      'chat  | one',
      'board | 200',
      'board | generating request',
      'chat  | two → drei',
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
      message: expect.stringMatching(/^Unknown: .*Look into the chat before you smash again\.$/),
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
