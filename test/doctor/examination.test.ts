import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { examine, TOOLS } from '../../src/doctor/doctor.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import type { Tools } from '../../src/doctor/tools.ts';
import { faults, type AskedBoard, type StoredScript } from '../../src/usb/index.ts';
import { listenLocally, type LocalServer } from '../relay/local-server.ts';
import { boardWith } from './evaluating-board.ts';

/** What the doctor looks at, in which order, and what of it depends on what. */

let chat: LocalServer;
let folder = '';
const before = process.env['BUTTON_CONFIG'];
let nowMs = 0;

beforeAll(async () => {
  chat = await listenLocally(createServer());
});
afterAll(() => chat.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-doctor-'));
  process.env['BUTTON_CONFIG'] = join(folder, 'button.json');
  configure({});
  nowMs = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  jest.restoreAllMocks();
  if (before === undefined) Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
  else process.env['BUTTON_CONFIG'] = before;
  rmSync(folder, { recursive: true });
});

function configure(changes: object): void {
  const own = { wifi: { ssid: 'office' }, webhook: `http://127.0.0.1:${chat.port}/x` };
  writeFileSync(join(folder, 'button.json'), JSON.stringify({ ...own, ...changes }));
}

interface Traits {
  readonly board: string;
  /** What it has of the script that is built, and of that for practice. */
  readonly stored: StoredScript;
  readonly practice: StoredScript;
  /** The states of its Wi-Fi at one look after the other. */
  readonly stations: readonly string[];
  readonly free: number;
  /** The check at which the cable is pulled. */
  readonly pulledAt: 'Wifi' | 'none';
}

/** A board in good order, but for these. Time passes by its pauses. */
function boardThat(traits: Partial<Traits> = {}): AskedBoard & { readonly log: readonly string[] } {
  const { board: name = 'ESP8266_4MB', stored = 'same', practice = 'other', free = 1100 } = traits;
  const { stations = ['connected'], pulledAt } = traits;
  let looks = 0;
  let happen: (() => void)[] = [];
  const modules: Record<string, object> = {
    Wifi: {
      getStatus: () => ({ station: stations[Math.min(looks++, stations.length - 1)], ap: 'disabled' }),
      getIP: () => ({ ip: '192.0.2.7' }),
      getDetails: () => ({ rssi: -60 }),
    },
    ESP8266: { getResetInfo: () => ({ reason: 'power on' }) },
    net: {
      connect: (_to: unknown, onConnect: () => void) => {
        happen.push(onConnect);
        return { end: () => undefined, on: () => undefined };
      },
    },
  };
  const parts = {
    require: (module: string) => modules[module],
    process: { memory: () => ({ free, total: 1600 }) },
    getTime: () => nowMs / 1000,
    global: {},
    pinMode: () => undefined,
    digitalRead: () => 15,
    digitalWrite: () => undefined,
  };
  const board = boardWith(parts, () => {
    for (const act of happen) act();
    happen = [];
  });
  let compared = 0;
  return {
    ...board,
    wake: () =>
      Promise.resolve({
        board: name,
        version: '2v29',
        modules: ['Storage', 'Wifi', 'ESP8266', 'net', 'crypto', 'TelnetServer'],
        storageBytes: undefined,
        hasPackets: true,
      }),
    ask: (expression, accept) =>
      pulledAt !== undefined && expression.includes(pulledAt)
        ? Promise.reject(faults.connectionLost('port'))
        : board.ask(expression, accept),
    compareScript: () => Promise.resolve(compared++ % 2 === 0 ? stored : practice),
    pause: (ms) => {
      nowMs += ms;
      return board.pause(ms);
    },
    end: () => {
      (board.log as string[]).push('end');
      return Promise.resolve();
    },
  };
}

const NOBODY = { isThere: false, tell: () => undefined, agrees: () => Promise.resolve(false) };

async function examined(board: AskedBoard, tools: Partial<Tools> = {}): Promise<Map<string, Finding>> {
  const found = new Map<string, Finding>();
  const all: Tools = {
    ...TOOLS,
    person: NOBODY,
    open: () => Promise.resolve(board),
    knock: () => Promise.resolve('closed'),
    journal: join(folder, 'journal.jsonl'),
    ...tools,
  };
  await examine('/dev/ttyUSB0', all, (one) => found.set(one.name, one), new AbortController().signal);
  return found;
}

const verdicts = (found: Map<string, Finding>): string[] =>
  [...found.values()].map(({ name, verdict }) => `${name}: ${verdict}`);

/** Those that were not tried, each behind the one that it waits for; without those for which somebody must be there. */
const waiting = (found: Map<string, Finding>): string[] =>
  [...found.values()].flatMap(({ name, detail }) => {
    const [, first] = /^not tried: "(.+)" comes first\.$/.exec(detail) ?? [];
    return first === undefined ? [] : [`${first} > ${name}`];
  });

const KEYS = ['Key D4', 'Key D5', 'Key D12', 'Key D13'];
const ON_BOARD = ['Script', 'Wi-Fi', 'Access point', 'Port 23', 'Port 88', 'From the board', 'Processor'];

test('everything is looked at, from the configuration to the chat', async () => {
  const board = boardThat();
  const found = await examined(board);
  expect(verdicts(found)).toEqual([
    'Configuration: note',
    ...['Build', 'Port', 'Espruino', ...ON_BOARD].map((name) => `${name}: good`),
    ...[...KEYS, 'Lamp'].map((name) => `${name}: untried`),
    'Running: good',
    ...['Relay: untried', 'Journal: untried', 'Name: good', 'Webhook: good', 'Practice: untried'],
  ]);
  expect(waiting(found)).toEqual([]);
  expect(found.get('Port')?.detail).toBe('/dev/ttyUSB0');
  expect(found.get('Wi-Fi')?.detail).toBe('joined as 192.0.2.7, signal -60 dBm');
  expect(found.get('From the board')?.detail).toContain(`the webhook at 127.0.0.1:${chat.port}`);
  expect(found.get('Relay')?.detail).toContain('http://');
  expect(found.get('Practice')?.detail).toContain('at a terminal');
  // Its script was stopped for the processor, and is started again; and the port is let go of.
  expect(board.log.filter((what) => ['stop', 'start', 'end'].includes(what))).toEqual([
    'stop',
    'start',
    'end',
  ]);
});

describe('what can not be tried without another', () => {
  test('a configuration', async () => {
    configure({ wifi: { ssid: 'your-wifi' } });
    const found = await examined(boardThat());
    expect(found.get('Configuration')).toMatchObject({ verdict: 'bad', facts: { failure: 'config' } });
    expect(waiting(found)).toEqual([
      'Configuration > Build',
      'Build > Script',
      'Configuration > From the board',
      'Script > Processor',
      'Configuration > Keys',
      'Configuration > Lamp',
      'Script > Running',
      ...['Relay', 'Journal', 'Name', 'Webhook'].map((name) => `Configuration > ${name}`),
      'Build > Practice',
    ]);
    // The board is looked at all the same.
    for (const name of ['Port', 'Espruino', 'Wi-Fi', 'Access point', 'Port 23', 'Port 88']) {
      expect(found.get(name)?.verdict).toBe('good');
    }
  });

  test('a port', async () => {
    const found = await examined(boardThat(), { open: (path) => Promise.reject(faults.portMissing(path)) });
    expect(found.get('Port')).toMatchObject({ verdict: 'bad', facts: { failure: 'portMissing' } });
    expect(waiting(found)).toEqual([
      'Port > Espruino',
      ...['Script', 'Wi-Fi', 'Access point'].map((name) => `Espruino > ${name}`),
      'Wi-Fi > Port 23',
      'Wi-Fi > Port 88',
      'Wi-Fi > From the board',
      'Script > Processor',
      ...[...KEYS, 'Lamp'].map((name) => `Espruino > ${name}`),
      'Script > Running',
      'Espruino > Practice',
    ]);
    expect(found.get('Webhook')?.verdict).toBe('good');
  });

  test('an Espruino that the script can run on', async () => {
    const found = await examined(boardThat({ board: 'PICO_R1_3' }));
    expect(found.get('Espruino')).toMatchObject({ verdict: 'bad', facts: { failure: 'wrongBoard' } });
    expect(waiting(found)).toContain('Espruino > Script');
  });

  test('an Espruino that has room for the script', async () => {
    const board = boardThat();
    const wake = async () => ({ ...(await board.wake()), storageBytes: 1000 });
    const found = await examined({ ...board, wake });
    expect(found.get('Espruino')).toMatchObject({ verdict: 'bad', facts: { failure: 'scriptTooLarge' } });
  });

  test.each(['none', 'half'] as const)('a script: %s', async (stored) => {
    const found = await examined(boardThat({ stored }));
    expect(found.get('Script')).toMatchObject({ verdict: 'bad', facts: { script: stored } });
    expect(found.get('Wi-Fi')).toMatchObject({
      verdict: 'untried',
      detail: 'not tried: no script on the board joins it.',
    });
    expect(waiting(found)).toEqual([
      ...['Wi-Fi > Port 23', 'Wi-Fi > Port 88', 'Wi-Fi > From the board'],
      ...['Script > Processor', 'Script > Running'],
    ]);
  });

  test('a script of ours, but for the Wi-Fi that another one joins too', async () => {
    const found = await examined(boardThat({ stored: 'other' }));
    expect(found.get('Script')).toMatchObject({ verdict: 'bad', facts: { script: 'other' } });
    expect(waiting(found)).toEqual(['Script > Processor', 'Script > Running']);
  });

  test('a Wi-Fi', async () => {
    const found = await examined(boardThat({ stations: ['bad_password'] }));
    expect(found.get('Wi-Fi')).toMatchObject({ verdict: 'bad', facts: { station: 'bad_password' } });
    expect(waiting(found)).toEqual(['Wi-Fi > Port 23', 'Wi-Fi > Port 88', 'Wi-Fi > From the board']);
    // That it runs is known all the same.
    expect(found.get('Running')?.verdict).toBe('good');
  });

  test('the board itself, once its cable is pulled', async () => {
    const found = await examined(boardThat({ pulledAt: 'Wifi' }));
    expect(found.get('Wi-Fi')).toMatchObject({ verdict: 'bad', facts: { failure: 'connectionLost' } });
    expect(waiting(found)).toEqual([
      'Espruino > Access point',
      ...['Wi-Fi > Port 23', 'Wi-Fi > Port 88', 'Wi-Fi > From the board'],
      ...['Processor', ...KEYS, 'Lamp', 'Running', 'Practice'].map((name) => `Espruino > ${name}`),
    ]);
  });
});

describe('a script that is started anew', () => {
  test('must join the Wi-Fi again that it had joined before', async () => {
    const found = await examined(boardThat({ stations: ['connected', 'connected', 'no_ap_found'] }));
    expect(found.get('Wi-Fi')?.verdict).toBe('good');
    expect(found.get('Running')).toMatchObject({ verdict: 'bad', detail: 'not joined: no_ap_found.' });
  });

  test('is told with its memory, whatever the Wi-Fi', async () => {
    expect((await examined(boardThat({ free: 500 }))).get('Running')).toMatchObject({
      verdict: 'bad',
      detail: expect.stringContaining('500 of 1600 variables'),
    });
  });
});

describe('a press for practice', () => {
  const person = { isThere: true, tell: () => undefined, agrees: () => Promise.resolve(false) };

  test('is offered where its script is there and runs', async () => {
    const asked: string[] = [];
    const agrees = (question: string): Promise<boolean> => {
      asked.push(question);
      return Promise.resolve(false);
    };
    const found = await examined(boardThat({ stored: 'other', practice: 'same' }), {
      person: { ...person, agrees },
      timing: { ...TOOLS.timing, pressMs: 0 },
    });
    expect(found.get('Script')).toMatchObject({ verdict: 'note', facts: { script: 'practice' } });
    expect(found.get('Practice')?.detail).toBe('not tried: not wanted.');
    expect(asked.at(-1)).toBe('One practice press, from the board to your chat?');
  });

  test('is not tried with a script for it that does not run well', async () => {
    const found = await examined(boardThat({ stored: 'other', practice: 'same', free: 500 }));
    expect(waiting(found)).toEqual(['Running > Practice']);
  });

  test.each([
    ['same', /real button, and a smash deploys/],
    ['none', /does not have this configuration for practice/],
  ] as const)('is not tried with another script, and why is told, whatever runs: %s', async (stored, why) => {
    const found = await examined(boardThat({ stored, free: 500 }), {
      person,
      timing: { ...TOOLS.timing, pressMs: 0 },
    });
    expect(found.get('Practice')).toMatchObject({ verdict: 'untried', detail: expect.stringMatching(why) });
  });
});

describe('whatever ends it', () => {
  test('the board is let go of', async () => {
    const board = boardThat();
    const knock = () => Promise.reject(new Error('a fault of the program'));
    await expect(examined(board, { knock })).rejects.toThrow('a fault of the program');
    expect(board.log.at(-1)).toBe('end');
  });
});

test('a user has longer for a press than a board for a connection, and nothing is without an end', () => {
  const { timing } = TOOLS;
  expect(timing.pressMs).toBeGreaterThan(timing.reachMs);
  for (const ms of [timing.joinMs, timing.tellMs, timing.lastWordMs, timing.countMs]) {
    expect(ms).toBeGreaterThan(timing.lookEveryMs);
  }
  expect(timing.lookEveryMs).toBeGreaterThan(0);
});
