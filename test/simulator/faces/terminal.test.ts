import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ButtonConfig } from '../../../src/config/config.ts';
import { checkConfig } from '../../../src/config/files/load.ts';
import { runTerminal } from '../../../src/simulator/index.ts';
import { LAMP_FRAME_MS, LAMP_FRAMES, stuckPattern } from '../../../src/config/lamp.ts';
import { drawScreen } from '../../../src/simulator/faces/screen.ts';
import { ENTER, FakeTerminal as SlowTerminal, LEAVE } from './fake-terminal.ts';

const { config } = checkConfig(
  { wifi: { ssid: 'net', password: 'open sesame' }, webhook: 'http://chat.lan/hooks/hunter2' },
  'test',
);
const settings = {
  config,
  warnings: ['careful with D2'],
  live: false,
  build: (): Promise<string> => Promise.resolve(''),
};

/** Joins, tells the channel of each time that all keys come down, and lights its lamp as long as they are. */
function teller({ wifi: { ssid }, webhook: { host, port, path } }: ButtonConfig): Promise<string> {
  const where = JSON.stringify({ host, port, path, method: 'POST', headers: { 'Content-Length': 14 } });
  return Promise.resolve(`
    let were = false;
    for (const pin of [4, 5, 12, 13]) pinMode(pin, 'input_pullup');
    require('Wifi').connect('${ssid}', {}, () => print('joined'));
    setInterval(() => {
      const are = [4, 5, 12, 13].every((pin) => !digitalRead(pin));
      digitalWrite(0, !are);
      if (are && !were) require('http').request(${where}, () => {}).end('{"text":"all"}');
      were = are;
    }, 20)`);
}

/** Time goes on as long as it is waited for, and the sockets get their turn in between. */
class FakeTerminal extends SlowTerminal {
  override async shows(text: string): Promise<void> {
    for (let atMs = 0; !this.picture.includes(text); atMs += 50) {
      if (atMs === 20_000) throw new Error(`${text} never came, but:\n${this.picture}`);
      await new Promise(setImmediate);
      jest.advanceTimersByTime(50);
    }
  }

  /** @returns how many pictures it got meanwhile */
  wait(ms: number): number {
    let pictures = 0;
    const count = (): number => pictures++;
    this.on('picture', count);
    jest.advanceTimersByTime(ms);
    this.off('picture', count);
    return pictures;
  }
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the terminal', () => {
  test('shows what is typed, what the board does and says, and each message with what became of it', async () => {
    const terminal = new FakeTerminal();
    const stationTimes = { associateMs: 20, dhcpMs: 10 };
    const run = runTerminal(
      { ...settings, build: teller, stationTimes },
      { input: terminal, output: terminal },
    );
    await terminal.shows('joined');
    expect([terminal.raw, terminal.encoding]).toEqual([true, 'utf8']);
    expect(terminal.written.startsWith(ENTER)).toBe(true);
    await terminal.shows('warning: careful with D2');
    await terminal.shows('Deploy button on a virtual Feather HUZZAH');
    expect(terminal.picture.split('\u001b[K\r\n')[1]).toMatch(
      /^ stand-in Wi-Fi and chat, on 127\.0\.0\.1:\d+$/,
    );
    await terminal.shows('webhook \u001b[92mworks');
    await terminal.shows('Wi-Fi \u001b[92mup');
    await terminal.shows('\u001b[2m( )');
    for (const smash of [' ', '\r']) {
      terminal.type(smash);
      await terminal.shows('\u001b[7m[ 1 ]\u001b[0m   \u001b[7m[ 2 ]');
      await terminal.shows('\u001b[91m(*)');
      await terminal.shows('[ 1 ]   [ 2 ]   [ 3 ]   [ 4 ]');
    }
    await terminal.shows('\n all');
    terminal.type('f');
    await terminal.shows('webhook \u001b[91mfails');
    // Key by key is a smash as well, which lasts for as long as they are held.
    terminal.type('1234');
    await terminal.shows('404: all');
    terminal.type('2');
    await terminal.shows('\u001b[7m[ 1 ]\u001b[0m   [ 2 ]');
    terminal.type('134f');
    await terminal.shows('webhook \u001b[92mworks');
    terminal.type('w');
    await terminal.shows('Wi-Fi \u001b[91mdown');
    terminal.type('w');
    await terminal.shows('Wi-Fi \u001b[92mup');
    terminal.type('q');
    await run;
    expect(terminal.raw).toBe(false);
    expect(terminal.written.endsWith(LEAVE)).toBe(true);
    expect(terminal.listenerCount('data')).toBe(0);
    expect(terminal.written).not.toContain('open sesame');
  });

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Esc', '\u001b'],
  ])('ends on %s too', async (_name, key) => {
    const terminal = new FakeTerminal();
    const run = runTerminal(settings, { input: terminal, output: terminal });
    await terminal.shows('q or Esc quit');
    // Keys that send more than one character, some of them digits.
    for (const keys of ['\u001b[A', '\u001b[15~', '\u001b[1;5C']) {
      terminal.type(keys);
      terminal.wait(100);
    }
    terminal.type('w');
    await terminal.shows('Wi-Fi \u001b[91mdown');
    expect(terminal.written).not.toContain('\u001b[7m[ ');
    terminal.type(key);
    await run;
    expect(terminal.raw).toBe(false);
  });

  test('live, does nothing before it is armed, and is armed for one smash', async () => {
    const terminal = new FakeTerminal();
    const run = runTerminal({ ...settings, live: true }, { input: terminal, output: terminal });
    const pressed = '\u001b[7m[ 1 ]';
    await terminal.shows('not armed');
    terminal.type(' 1234w');
    terminal.type('a');
    await terminal.shows('ARMED');
    expect(terminal.written).toContain('LIVE: a smash deploys for real, at chat.lan');
    expect(terminal.written).not.toContain(pressed);
    expect(terminal.written).not.toContain('\u001b[91mdown');
    terminal.type('1');
    await terminal.shows(pressed);
    terminal.type('a');
    await terminal.shows('not armed');
    await terminal.shows('[ 1 ]   [ 2 ]   [ 3 ]   [ 4 ]');
    terminal.type('a');
    await terminal.shows('ARMED');
    terminal.type(' ');
    await terminal.shows(pressed);
    await terminal.shows('not armed');
    await terminal.shows('[ 1 ]   [ 2 ]   [ 3 ]   [ 4 ]');
    terminal.type(' ');
    // Nor is there more than one for who takes key by key.
    terminal.type('a');
    await terminal.shows('ARMED');
    terminal.type('123');
    terminal.wait(2000);
    expect(terminal.picture).toContain('ARMED');
    terminal.type('4');
    terminal.wait(300);
    expect(terminal.picture).toContain(pressed);
    await terminal.shows('not armed');
    await terminal.shows('[ 1 ]   [ 2 ]   [ 3 ]   [ 4 ]');
    terminal.type('q');
    await run;
    expect(terminal.written).not.toMatch(/open sesame|hunter2/);
  });

  test('live, what ends it disarms it: no minute of it goes on', async () => {
    const terminal = new FakeTerminal();
    // For practice it has to be armed as well: it posts to the user's own chat.
    const practice = { ...config, isPractice: true };
    const live = { ...settings, config: practice, live: true };
    const run = runTerminal(live, { input: terminal, output: terminal });
    await terminal.shows('not armed');
    terminal.type('a');
    await terminal.shows('ARMED');
    terminal.type('q');
    await run;
    expect(jest.getTimerCount()).toBe(0);
  });

  test('live, a key on D15 counts as down', async () => {
    const terminal = new FakeTerminal();
    const live = { ...settings, config: { ...config, pins: [4, 5, 15] }, live: true };
    const run = runTerminal(live, { input: terminal, output: terminal });
    await terminal.shows('not armed');
    terminal.type('a1');
    terminal.wait(2000);
    expect(terminal.picture).toContain('ARMED');
    terminal.type('2');
    await terminal.shows('not armed');
    terminal.type('q');
    await run;
  });

  test('is drawn line by line over what was there, and says where a smash goes', async () => {
    const terminal = new FakeTerminal();
    const practice = { ...settings, config: { ...config, isPractice: true } };
    const streams = { input: terminal, output: terminal };
    const run = runTerminal({ ...practice, live: true }, streams);
    await terminal.shows('not armed');
    const view = {
      title: 'Deploy button on a virtual Feather HUZZAH',
      where: 'LIVE: a smash deploys nothing: practice, at chat.lan',
      ...{ armed: false, lampLit: false, lampSays: '', wifiUp: true, channelWorks: null },
      ...{ keys: config.pins.map((pin) => ({ pin, pressed: false })), messages: [] },
      consoleLines: ['warning: careful with D2'],
    };
    const lines = drawScreen(view, 80, 24).map((line) => `${line}\u001b[K`);
    expect(terminal.picture).toBe(`${lines.join('\r\n')}\u001b[J`);
    terminal.type('q');
    await run;
    const standIn = runTerminal(practice, streams);
    await terminal.shows(', for practice\u001b[K');
    terminal.type('q');
    await standIn;
  });

  test('is drawn twenty times a second where there is something new, and else not at all', async () => {
    const terminal = new FakeTerminal();
    const build = (): Promise<string> =>
      Promise.resolve(
        'let n = 0; const i = setInterval(() => { print(++n); if (n === 300) clearInterval(i) }, 5)',
      );
    const run = runTerminal({ ...settings, live: true, build }, { input: terminal, output: terminal });
    await terminal.shows('\n 2');
    const pictures = terminal.wait(1000);
    expect(pictures).toBeGreaterThan(18);
    expect(pictures).toBeLessThan(21);
    await terminal.shows('\n 300');
    expect(terminal.wait(1000)).toBe(0);
    terminal.type('q');
    await run;
  });

  test.each([
    ['ready', 'digitalWrite(0, 0)'],
    [
      'key 3 stuck',
      `let n = 0; setInterval(() => digitalWrite(0, !(${stuckPattern(3)} >> (n++ % ${LAMP_FRAMES}) & 1)), ${LAMP_FRAME_MS})`,
    ],
  ])('says what its lamp means: %s', async (meaning, script) => {
    const terminal = new FakeTerminal();
    const build = (): Promise<string> => Promise.resolve(script);
    const run = runTerminal({ ...settings, live: true, build }, { input: terminal, output: terminal });
    await terminal.shows(` ${meaning} `);
    terminal.type('q');
    await run;
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)('ends on %s as it was', async (signal) => {
    const terminal = new FakeTerminal();
    const before = process.listenerCount(signal);
    const run = runTerminal(settings, { input: terminal, output: terminal });
    await terminal.shows('q or Esc quit');
    process.emit(signal);
    await run;
    expect(process.listenerCount(signal)).toBe(before);
    expect(terminal.raw).toBe(false);
    expect(terminal.written.endsWith(LEAVE)).toBe(true);
  });

  test('is as it was also where a fault ends the process', async () => {
    const terminal = new FakeTerminal();
    const before = process.listeners('exit');
    const run = runTerminal(settings, { input: terminal, output: terminal });
    await terminal.shows('q or Esc quit');
    for (const ends of process.listeners('exit').filter((each) => !before.includes(each))) ends(1);
    expect(terminal.raw).toBe(false);
    expect(terminal.written.endsWith(LEAVE)).toBe(true);
    terminal.type('q');
    await run;
    expect(process.listeners('exit')).toEqual(before);
  });

  test('refuses politely where there is none, and names the way for scripts', async () => {
    const pipe = Object.assign(new FakeTerminal(), { isTTY: false });
    const refused = { exit: 'usage', message: expect.stringContaining('--smash') };
    for (const [input, output] of [
      [pipe, pipe],
      [pipe, new FakeTerminal()],
      [new FakeTerminal(), pipe],
    ] as const) {
      await expect(runTerminal(settings, { input, output })).rejects.toMatchObject(refused);
    }
    const own = [jest.spyOn(process, 'stdin', 'get'), jest.spyOn(process, 'stdout', 'get')];
    for (const stream of own) stream.mockReturnValue(pipe as never);
    try {
      await expect(runTerminal(settings)).rejects.toMatchObject(refused);
    } finally {
      for (const stream of own) stream.mockRestore();
    }
  });
});
