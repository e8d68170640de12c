import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { checkEspruino, checkRunning } from '../../src/doctor/board.ts';
import { knock } from '../../src/doctor/doors.ts';
import { bad, good, lineOf, note, untried, type Outcome } from '../../src/doctor/finding.ts';
import { conclude } from '../../src/doctor/index.ts';
import { judgeProcessor } from '../../src/doctor/processor.ts';
import { runSteps, type Step } from '../../src/doctor/steps.ts';
import { checkAccessPoint, checkWifi } from '../../src/doctor/wifi.ts';
import { faults } from '../../src/usb/index.ts';
import { listenLocally } from '../relay/local-server.ts';
import { exitOf, failureOf } from '../usb/upload-setup.ts';
import { boardThatSays } from './board-that-says.ts';

describe('the list', () => {
  const step = (name: string, needs: readonly string[], run: () => Promise<Outcome>): Step => ({
    name,
    needs,
    run,
  });
  const listed = async (...steps: Step[]): Promise<string[]> => {
    const lines: string[] = [];
    await runSteps(
      steps,
      (finding) => {
        lines.push(lineOf(finding));
      },
      new AbortController().signal,
    );
    return lines;
  };

  test('a check that needs one that failed is not tried, and says so; the others are', async () => {
    const lines = await listed(
      step('One', [], () => Promise.reject(faults.verifyFailed())),
      step('Two', ['One'], () => Promise.resolve(good('never'))),
      step('Three', ['Two'], () => Promise.resolve(good('never'))),
      step('Four', [], () => Promise.resolve(note('so so', 'Mend it.'))),
      step('Five', ['Four'], () => Promise.resolve(bad('broken.', 'Mend it.'))),
    );
    expect(lines).toEqual([
      expect.stringMatching(/^✖ One: What the board stored/),
      '– Two: not tried: "One" comes first.',
      '– Three: not tried: "Two" comes first.',
      '! Four: so so\n    Mend it.',
      '✖ Five: broken.\n    Mend it.',
    ]);
  });

  test('a board that is gone is asked nothing more', async () => {
    const lines = await listed(
      step('Espruino', [], () => Promise.resolve(good('there'))),
      step('Lamp', ['Espruino'], () => Promise.reject(faults.connectionLost('port'))),
      step('Klaxon', ['Espruino'], () => Promise.resolve(good('never'))),
    );
    expect(lines[2]).toBe('– Klaxon: not tried: "Espruino" comes first.');
  });

  test('Ctrl-C ends it, and so does a fault of the program', async () => {
    const stopped = listed(step('One', [], () => Promise.reject(faults.interrupted())));
    expect(await exitOf(stopped)).toBe('interrupted');
    const broken = listed(step('One', [], () => Promise.reject(new Error('a fault'))));
    await expect(broken).rejects.toThrow('a fault');
  });

  test('what is wrong ends in a code of its own, what is untried or noted does not', async () => {
    const all = [good(''), note('', ''), untried('')].map((outcome) => ({ name: 'One', ...outcome }));
    conclude(all);
    const failure = await failureOf(
      Promise.resolve().then(() => {
        conclude([...all, { name: 'Lamp', ...bad('', '') }]);
      }),
    );
    expect(failure).toMatchObject({ exit: 'unwell', message: 'To mend: Lamp.' });
  });

  test('a text from outside begins no line that looks like ours, and moves no terminal', () => {
    const line = lineOf({ name: 'Wi-Fi', ...bad('\x1b[2J\r✔ Relay: good', 'Mend it.') });
    expect(line).toBe('✖ Wi-Fi: \\x1b[2J\\x0d✔ Relay: good\n    Mend it.');
  });
});

describe('the board', () => {
  test('another firmware is named', async () => {
    const failure = await failureOf(checkEspruino(boardThatSays(undefined), ''));
    expect(failure.message).toContain("What answers is NodeMCU's Lua.");
  });

  test.each([
    [[1100, 1600, 'power on'], 'good'],
    [[1100, 1600, 'wdt reset'], 'note'],
    [[1100, 1600, 'restart'], 'note'],
    [[590, 1600, 'power on'], 'bad'],
  ])('memory and last start %j: %s', async (answer, verdict) => {
    expect(await checkRunning(boardThatSays(answer))).toMatchObject({ verdict });
  });
});

describe('the Wi-Fi', () => {
  const timing = { joinMs: 0, lookEveryMs: 0 };
  const wifi = async (...answer: unknown[]): Promise<[string, Outcome]> => {
    let address = '';
    const outcome = await checkWifi(boardThatSays(answer), timing, (ip) => (address = ip));
    return [address, outcome];
  };

  test('joined, with a good signal and with a weak one', async () => {
    expect(await wifi('connected', '192.0.2.7', -55)).toEqual([
      '192.0.2.7',
      expect.objectContaining({ verdict: 'good' }),
    ]);
    expect(await wifi('connected', '192.0.2.7', -88)).toEqual([
      '192.0.2.7',
      expect.objectContaining({ verdict: 'note' }),
    ]);
  });

  test.each([
    ['bad_password', '0.0.0.0', '"wifi.password"'],
    ['no_ap_found', '0.0.0.0', '"wifi.ssid"'],
    ['off', '0.0.0.0', 'upload'],
    ['connecting', '0.0.0.0', '2.4 GHz'],
    // As the chip has it while it still waits for an address.
    ['connected', '0.0.0.0', '2.4 GHz'],
  ])('%s with the address %s is not joined', async (station, ip, mend) => {
    const [address, outcome] = await wifi(station, ip, 0);
    expect(address).toBe('');
    expect(outcome).toMatchObject({ verdict: 'bad', mend: expect.stringContaining(mend) });
  });

  test("the chip's own access point is wrong when it is open", async () => {
    expect((await checkAccessPoint(boardThatSays('enabled'))).verdict).toBe('bad');
    expect((await checkAccessPoint(boardThatSays('disabled'))).verdict).toBe('good');
  });
});

test('a door is open where somebody listens, and closed where nobody does', async () => {
  const server = await listenLocally(createServer());
  expect(await knock('127.0.0.1', server.port)).toBe('open');
  await server.close();
  expect(await knock('127.0.0.1', server.port)).toBe('closed');
});

describe('the processor', () => {
  test('the turns that are left beside the script tell how busy it is', () => {
    expect(judgeProcessor({ pollMs: 1.3, beside: 800, alone: 1000 }, 10)).toMatchObject({
      verdict: 'good',
      detail: 'one poll takes 1.30 ms of each 10; the script keeps the chip busy for 20 % of its time',
      facts: { pollMs: 1.3, busyPercent: 20 },
    });
  });

  test('an Espruino that does not show its timers has no time of a poll', () => {
    const { detail } = judgeProcessor({ pollMs: undefined, beside: 1200, alone: 1000 }, 10);
    expect(detail).toBe('the script keeps the chip busy for 0 % of its time');
  });

  test.each([[{ pollMs: 1, beside: 150, alone: 1000 }], [{ pollMs: 11, beside: 900, alone: 1000 }]])(
    'too busy: %j',
    (clocked) => {
      expect(judgeProcessor(clocked, 10).verdict).toBe('bad');
    },
  );
});
