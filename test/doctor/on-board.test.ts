import { Socket } from 'node:net';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { checkEspruino, checkRunning, checkScript, type OnBoard } from '../../src/doctor/board.ts';
import { checkTelnet, checkUpdates, knock, type Door } from '../../src/doctor/doors.ts';
import { checkProcessor, judgeProcessor } from '../../src/doctor/processor.ts';
import { reportOf } from '../../src/doctor/report.ts';
import { runSteps, type Step } from '../../src/doctor/steps.ts';
import { bad, good, note, untried, type Finding, type Outcome } from '../../src/doctor/finding.ts';
import { checkAccessPoint, checkWifi } from '../../src/doctor/wifi.ts';
import { checkReach } from '../../src/doctor/way.ts';
import type { ButtonConfig } from '../../src/config/config.ts';
import { faults, type StoredScript } from '../../src/usb/index.ts';
import { boardThatSays } from './board-that-says.ts';
import { boardWith } from './evaluating-board.ts';

/** What is asked of a board, computed by it. */

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the script on a board', () => {
  /** @param stored what is found of the real script, and then of the one for practice */
  async function found(stored: readonly StoredScript[], beside: string[] = [], practice?: string) {
    const compared: string[] = [];
    const known: OnBoard[] = [];
    const board = {
      ...boardThatSays(undefined),
      filesBeside: () => Promise.resolve(beside),
      compareScript: (script: string) => Promise.resolve(stored[compared.push(script) - 1]!),
    };
    const builds = { script: 'real', practice: () => Promise.resolve(practice) };
    const outcome = await checkScript(board, builds, (one) => known.push(one));
    return { outcome, compared, known };
  }

  test('is the real one, and that for practice is not even built', async () => {
    const { outcome, compared, known } = await found(['same']);
    expect(outcome).toMatchObject({ verdict: 'good', facts: { script: 'same' } });
    expect([compared, known]).toEqual([['real'], [{ stored: 'same' }]]);
  });

  test('is the one for practice, which is known and told', async () => {
    const { outcome, compared, known } = await found(['other', 'same'], [], 'practice');
    expect(outcome).toMatchObject({
      verdict: 'note',
      detail: expect.stringContaining('a smash deploys nothing'),
      facts: { script: 'practice' },
    });
    expect([compared, known]).toEqual([['real', 'practice'], [{ stored: 'practice', practice: 'practice' }]]);
  });

  test.each([
    [['none'], undefined, 'none'],
    [['half'], undefined, 'half'],
    [['other'], undefined, 'other'],
    [['other', 'other'], 'practice', 'other'],
    [['other', 'half'], 'practice', 'half'],
  ] as const)('is none of both: %j', async (stored, practice, script) => {
    const { outcome, known } = await found(stored, [], practice);
    expect(outcome).toMatchObject({
      verdict: 'bad',
      facts: { script },
      mend: expect.stringContaining('`npm run upload` puts it there.'),
    });
    expect(known).toEqual([{ stored: script }]);
  });

  test.each([
    [['same'], 'same'],
    [['other', 'same'], 'practice'],
  ] as const)('is not alone: %j', async (stored, script) => {
    const { outcome } = await found(stored, ['.boot1', '.boot2'], 'practice');
    expect(outcome).toMatchObject({
      verdict: 'bad',
      detail: 'the board runs something beside it: .boot1, .boot2.',
      facts: { script, beside: 2 },
    });
  });
});

describe('Espruino on a board', () => {
  const info = {
    board: 'ESP8266_4MB',
    version: '2v29',
    modules: ['Storage', 'Wifi', 'ESP8266', 'net', 'crypto', 'Flash', 'http', 'tls'],
    storageBytes: undefined,
    hasPackets: true,
  };

  test('is named', async () => {
    const board = { ...boardThatSays(undefined), wake: () => Promise.resolve(info) };
    expect(await checkEspruino(board, 'print(1)')).toEqual({
      verdict: 'good',
      detail: expect.stringContaining('2v29 on ESP8266_4MB'),
      facts: { board: 'ESP8266_4MB', version: '2v29' },
    });
  });

  test('is not taken where it is another board', async () => {
    const other = { ...info, board: 'PICO_R1_3' };
    const board = { ...boardThatSays(undefined), wake: () => Promise.resolve(other) };
    await expect(checkEspruino(board, 'print(1)')).rejects.toMatchObject({ exit: 'wrongBoard' });
  });
});

test.each([
  [600, 'power on', 'good'],
  [599, 'power on', 'bad'],
  [1100, 'reset pin', 'good'],
  [1100, 'exception', 'note'],
])('its script is started anew, with %i free variables after "%s": %s', async (free, reason, verdict) => {
  const board = boardWith({
    process: { memory: () => ({ free, total: 1600 }) },
    require: (name: string) => ({ getResetInfo: () => (name === 'ESP8266' ? { reason } : {}) }),
  });
  const outcome = await checkRunning(board);
  expect(outcome).toMatchObject({ verdict, facts: { free, total: 1600, reason } });
  expect(outcome.detail).toContain(`${free} of 1600 variables are free`);
  if (verdict === 'note') expect(outcome.detail).toContain(`"${reason}"`);
  expect(board.log).toEqual(['start']);
});

describe('the Wi-Fi of a board', () => {
  /** @param joins how many looks it takes */
  async function joined(joins: number, joinMs: number, rssi?: number) {
    let looks = 0;
    const wifi = {
      getStatus: () => ({ station: ++looks > joins ? 'connected' : 'connecting', ap: 'disabled' }),
      getIP: () => ({ ip: looks > joins ? '192.0.2.7' : '0.0.0.0' }),
      getDetails: () => ({ rssi, password: 'correct horse' }),
    };
    const board = boardWith({ require: (name: string) => (name === 'Wifi' ? wifi : {}) });
    jest.spyOn(performance, 'now').mockImplementation(() => 20 * board.log.length);
    const addresses: string[] = [];
    const outcome = await checkWifi(board, { joinMs, lookEveryMs: 20 }, (ip) => addresses.push(ip));
    return { outcome, addresses, log: board.log };
  }

  test('is waited for', async () => {
    const { outcome, addresses, log } = await joined(2, 20_000, -80);
    expect(outcome).toEqual({
      verdict: 'good',
      detail: 'joined as 192.0.2.7, signal -80 dBm',
      facts: { station: 'connected', dBm: -80 },
    });
    expect([addresses, log]).toEqual([['192.0.2.7'], ['pause 20', 'pause 20']]);
  });

  test('is weak below that', async () => {
    expect((await joined(0, 0, -81)).outcome).toMatchObject({
      verdict: 'note',
      detail: 'joined as 192.0.2.7, signal -81 dBm: weak',
      facts: { station: 'connected', dBm: -81 },
    });
  });

  test('is not waited for longer than that', async () => {
    const { outcome, addresses, log } = await joined(3, 40, -60);
    expect(outcome).toMatchObject({
      verdict: 'bad',
      detail: 'not joined: connecting.',
      facts: { station: 'connecting' },
    });
    expect([addresses, log]).toEqual([[], ['pause 20', 'pause 20']]);
    expect((await joined(2, 40, -60)).outcome.verdict).toBe('good');
  });

  test.each([
    ['connecting', '192.0.2.7'],
    ['connected', '0.0.0.0'],
    ['connected', 'nothing'],
    ['no_ap_found', '192.0.2.7'],
  ])('is joined with a state and an address alone: "%s" and %s is not', async (station, ip) => {
    const board = boardThatSays([station, ip, -60]);
    const addresses: string[] = [];
    expect(
      await checkWifi(board, { joinMs: 0, lookEveryMs: 0 }, (address) => addresses.push(address)),
    ).toMatchObject({
      verdict: 'bad',
      detail: `not joined: ${station}.`,
    });
    expect(addresses).toEqual([]);
  });

  test('is one of its own only where it should be none', async () => {
    const board = (ap: string) => boardWith({ require: () => ({ getStatus: () => ({ ap }) }) });
    expect(await checkAccessPoint(board('enabled'))).toMatchObject({
      verdict: 'bad',
      facts: { ap: 'enabled' },
    });
    expect(await checkAccessPoint(board('disabled'))).toMatchObject({
      verdict: 'good',
      detail: 'off',
      facts: { ap: 'disabled' },
    });
  });
});

describe('a door of the board', () => {
  test.each([
    [checkTelnet, 23, 'open', 'bad', "has Espruino's console"],
    [checkTelnet, 23, 'closed', 'good', 'closed: .* console is not on the network'],
    [checkUpdates, 88, 'open', 'note', 'can put other firmware on the board'],
    [checkUpdates, 88, 'closed', 'good', 'closed: .* takes no firmware from the network'],
  ] as const)('%p at %i that is %s: %s', async (check, port, door, verdict, words) => {
    const knocked: unknown[] = [];
    const outcome = await check('192.0.2.7', (...at) => {
      knocked.push(at);
      return Promise.resolve<Door>(door);
    });
    expect(outcome).toMatchObject({ verdict, detail: expect.stringMatching(words), facts: { door } });
    expect(knocked).toEqual([['192.0.2.7', port]]);
  });

  test('that does not answer in time keeps silent, and so does one that can not be found', async () => {
    const knocked: Socket[] = [];
    const spy = jest.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket) {
      knocked.push(this);
      setImmediate(() => this.emit('timeout'));
      return this;
    });
    expect(await knock('192.0.2.7', 23)).toBe('silent');
    expect(knocked[0]).toMatchObject({ destroyed: true, timeout: 2000 });
    spy.mockRestore();
    expect(await knock('nowhere.invalid', 23)).toBe('silent');
  });

  test('that keeps silent says nothing of it', async () => {
    for (const check of [checkTelnet, checkUpdates]) {
      expect(await check('192.0.2.7', () => Promise.resolve('silent'))).toEqual({
        verdict: 'untried',
        detail: expect.stringContaining('does not answer from here'),
      });
    }
  });
});

describe('the processor of a board', () => {
  /**
   * @param costs milliseconds that a turn of its loop takes with the script, and without it
   * @param timers as Espruino keeps them; undefined for one that does not show them
   */
  function clocked([withScript, without]: readonly [number, number], timers?: readonly object[]) {
    let ms = 0;
    let costMs = withScript;
    const board = boardWith({
      getTime: () => ms / 1000,
      global: timers === undefined ? {} : { '\xff': { timers } },
      setTimeout: (run: () => void) => turns.push(run),
    });
    const turns: (() => void)[] = [];
    const spend = (byMs: number): void => void (ms += byMs);
    const busy = {
      ...board,
      stopScript: () => {
        costMs = without;
        return board.stopScript();
      },
      pause: (pauseMs: number) => {
        for (const endMs = ms + pauseMs; ms < endMs;) {
          spend(costMs);
          turns.shift()?.();
        }
        return board.pause(pauseMs);
      },
    };
    return { check: () => checkProcessor(busy, 100, 10), spend, log: board.log };
  }

  test('is timed with the script and then without it, and a poll is the shortest interval', async () => {
    const polls: number[] = [];
    const timers = [
      {
        intr: 50,
        cb: () => {
          throw new Error('not this one');
        },
      },
      {
        cb: () => {
          throw new Error('not an interval');
        },
      },
      { intr: 10, cb: () => polls.push(1) },
      {
        intr: 20,
        cb: () => {
          throw new Error('not this one');
        },
      },
    ];
    const { check, spend, log } = clocked([1.25, 1], timers);
    timers[2]!.cb = () => {
      spend(2);
      return polls.push(1);
    };
    const { verdict, facts } = await check();
    expect(verdict).toBe('good');
    expect(polls).toHaveLength(20);
    expect(facts).toMatchObject({ pollMs: 2, everyMs: 10, busyPercent: 20 });
    expect(Math.abs(Number(facts?.['turns']) - 1000)).toBeLessThan(30);
    expect(log.filter((what) => what !== 'pause 20')).toEqual(['stop']);
    // It is looked at no longer than until it is known.
    expect(log.length).toBeLessThan(20);
  });

  test.each([[undefined], [[]], [[{ cb: () => undefined }]]])(
    'has no time of a poll where no interval is to be seen: %j',
    async (timers) => {
      const { check } = clocked([1, 1], timers);
      const { verdict, facts } = await check();
      expect(verdict).toBe('good');
      expect(facts).not.toHaveProperty('pollMs');
    },
  );

  test('that never tells its turns is not waited for without end, and nothing is said of what it does', async () => {
    const board = boardWith({ getTime: () => 0, global: {}, setTimeout: () => undefined });
    expect(await checkProcessor(board, 5, 10)).toEqual({
      verdict: 'untried',
      detail: 'not tried: the board does not tell how often its loop turns.',
    });
    const looks = Array<string>(50).fill('pause 1');
    expect(board.log).toEqual([...looks, 'stop', ...looks]);
  });

  test('that does not even begin to count is gone', async () => {
    await expect(checkProcessor(boardThatSays(0), 1, 10)).rejects.toMatchObject({ exit: 'noAnswer' });
  });

  test.each([
    [{ pollMs: 9.99, beside: 201, alone: 1000 }, 'good'],
    [{ pollMs: 9.99, beside: 200, alone: 1000 }, 'bad'],
    [{ pollMs: 10, beside: 900, alone: 1000 }, 'bad'],
    [{ pollMs: undefined, beside: 900, alone: 1000 }, 'good'],
    [{ pollMs: undefined, beside: 100, alone: 1000 }, 'bad'],
    [{ pollMs: undefined, beside: 1200, alone: 1000 }, 'good'],
  ])('is judged by its share and by its poll: %j is %s', (figures, verdict) => {
    const outcome = judgeProcessor(figures, 10);
    expect(outcome.verdict).toBe(verdict);
    expect(outcome.facts).toMatchObject({ everyMs: 10, turns: figures.alone });
  });
});

describe('the way from a board', () => {
  const target = { host: 'h.test', port: 8437 };
  const withRelay = { relay: target, webhook: { host: 'chat.test', port: 80 } } as ButtonConfig;
  const straight = { relay: undefined, webhook: target } as ButtonConfig;

  /** @param becomes what comes of its connection: connected, or an error's number */
  async function reached(config: ButtonConfig, becomes: 'connected' | number | undefined, reachMs = 60_000) {
    const dialled: unknown[] = [];
    let isEnded = false;
    let happen: () => void = () => undefined;
    const connect = (to: unknown, onConnect: () => void) => {
      dialled.push(to);
      return {
        end: () => (isEnded = true),
        on: (event: string, fail: (error: { code: unknown }) => void) => {
          happen = (): void => {
            if (becomes === 'connected') onConnect();
            else if (becomes !== undefined && event === 'error') fail({ code: becomes });
          };
        },
      };
    };
    const board = boardWith({ require: (name: string) => (name === 'net' ? { connect } : {}) }, (count) => {
      if (count === 1) happen();
    });
    jest.spyOn(performance, 'now').mockImplementation(() => 20 * board.log.length);
    const outcome = await checkReach(board, config, { reachMs, lookEveryMs: 20 });
    return { outcome, dialled, isEnded, log: board.log };
  }

  test.each([
    [withRelay, 'relay'],
    [straight, 'webhook'],
  ])('gets through, and hangs up', async (config, name) => {
    const { outcome, dialled, isEnded, log } = await reached(config, 'connected');
    expect(outcome).toEqual({
      verdict: 'good',
      detail: `it gets through to the ${name} at h.test:8437`,
      facts: { reached: true },
    });
    expect([dialled, isEnded, log]).toEqual([[target], true, ['pause 20', 'pause 20']]);
  });

  test.each([
    [withRelay, -6, 'relay', 'the name is not found', 'npm run relay'],
    [straight, -9, 'webhook', 'the connection is refused', 'Mend "webhook"'],
    [straight, -11, 'webhook', 'nobody answers', 'Mend "webhook"'],
    [withRelay, -1, 'relay', 'error -1', 'npm run relay'],
  ])('does not get through', async (config, error, name, why, mend) => {
    const { outcome } = await reached(config, error);
    expect(outcome).toMatchObject({
      verdict: 'bad',
      detail: `it does not get through to the ${name} at h.test:8437: ${why}.`,
      mend: expect.stringContaining(mend),
      facts: { reached: false, error },
    });
  });

  test('is not waited for without end', async () => {
    const { outcome, log } = await reached(straight, undefined, 60);
    expect(outcome).toMatchObject({
      verdict: 'bad',
      detail: 'it does not get through to the webhook at h.test:8437: no answer in 0.06 s.',
      facts: { reached: false, error: 0 },
    });
    expect(log).toEqual(['pause 20', 'pause 20', 'pause 20']);
  });

  test('can not be begun while its Wi-Fi is down, and then the board is there all the same', async () => {
    const connect = () => {
      throw new Error('Unable to create socket');
    };
    const board = boardWith({ require: () => ({ connect }) });
    expect(await checkReach(board, withRelay, { reachMs: 60, lookEveryMs: 20 })).toMatchObject({
      verdict: 'bad',
      detail: expect.stringMatching(
        /^it can not even begin to connect to the relay: its Wi-Fi is down again/,
      ),
      facts: { reached: false, error: 'not begun' },
    });
  });

  test('that it does not say to have begun is that of a board that is gone', async () => {
    const ran = checkReach(boardThatSays(0), straight, { reachMs: 60_000, lookEveryMs: 20 });
    await expect(ran).rejects.toMatchObject({ exit: 'noAnswer' });
  });
});

describe('the list', () => {
  const after = async (outcome: Outcome | Error): Promise<string[]> => {
    const found: Finding[] = [];
    const one = (name: string, needs: string[], made: Outcome | Error): Step => ({
      name,
      needs,
      run: () => (made instanceof Error ? Promise.reject(made) : Promise.resolve(made)),
    });
    const steps = [
      one('Espruino', [], good('there')),
      one('One', [], outcome),
      one('Two', ['One'], good('there')),
      one('Three', ['Espruino'], good('there')),
    ];
    await runSteps(steps, (finding) => found.push(finding), new AbortController().signal);
    return found.slice(2).map(({ verdict }) => verdict);
  };

  test.each([
    ['good', good('there'), ['good', 'good']],
    ['noted', note('there', 'Look.'), ['good', 'good']],
    ['bad', bad('broken.', 'Mend it.', { failure: 'verifyFailed' }), ['untried', 'good']],
    ['untried', untried('no'), ['untried', 'good']],
    ['a failure', faults.verifyFailed(), ['untried', 'good']],
    // Then the board is asked nothing more.
    ['a lost connection', faults.connectionLost('port'), ['untried', 'untried']],
    ['no answer', faults.answersNoMore('port'), ['untried', 'untried']],
  ])('after a check that is %s tries what needs no more than there is', async (_what, outcome, verdicts) => {
    expect(await after(outcome)).toEqual(verdicts);
  });

  test('that is stopped between two checks tries no other', async () => {
    const stop = new AbortController();
    const found: Finding[] = [];
    const step = (name: string) => ({
      name,
      needs: [],
      run: () => {
        stop.abort(new Error('told to'));
        return Promise.resolve(good('there'));
      },
    });
    const ran = runSteps([step('One'), step('Two')], (finding) => found.push(finding), stop.signal);
    await expect(ran).rejects.toThrow('told to');
    expect(found.map(({ name }) => name)).toEqual(['One']);
  });

  test('as it is sent has the marks and the facts alone', () => {
    const findings: Finding[] = [
      { name: 'One', verdict: 'good', detail: 'a secret', facts: { ms: 3, isOn: true } },
      { name: 'Two', verdict: 'untried', detail: 'a secret' },
      { name: 'Three', verdict: 'bad', detail: 'a secret', mend: 'a secret' },
      { name: 'Four', verdict: 'note', detail: 'a secret', facts: { door: 'open' } },
    ];
    expect(reportOf(findings, { project: '1.2.3', node: '20.1.0', system: 'linux x64' }).split('\n')).toEqual(
      [
        'deploy-button 1.2.3, Node 20.1.0, linux x64',
        '✔  One  ms=3  isOn=true',
        '–  Two',
        '✖  Three',
        '!  Four  door=open',
      ],
    );
  });
});
