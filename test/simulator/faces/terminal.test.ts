import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ButtonConfig } from '../../../src/config/config.ts';
import { checkConfig } from '../../../src/config/files/load.ts';
import { runTerminal } from '../../../src/simulator/index.ts';
import { FakeTerminal as SlowTerminal, LEAVE } from './fake-terminal.ts';

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
      if (atMs === 60_000) throw new Error(`${text} never came, but:\n${this.picture}`);
      await new Promise(setImmediate);
      jest.advanceTimersByTime(50);
    }
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
    expect(terminal.raw).toBe(true);
    await terminal.shows('warning: careful with D2');
    await terminal.shows('Deploy button on a virtual Feather HUZZAH');
    await terminal.shows('stand-in Wi-Fi and chat, on 127.0.0.1:');
    await terminal.shows('webhook \u001b[92mworks');
    await terminal.shows('Wi-Fi \u001b[92mup');
    await terminal.shows('\u001b[2m( )');
    for (const smash of [' ', '\r']) {
      terminal.type(smash);
      await terminal.shows('\u001b[7m[ 1 ]\u001b[0m   \u001b[7m[ 2 ]');
      await terminal.shows('\u001b[91m(*)');
      await terminal.shows('[ 1 ]   [ 2 ]   [ 3 ]   [ 4 ]');
    }
    await terminal.shows(' all');
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
    for (const keys of ['\u001b[A', '\u001b[15~', '\u001b[1;5C']) terminal.type(keys);
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
    terminal.type('1234');
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

  test.each(['SIGTERM', 'SIGHUP'] as const)('ends on %s as it was', async (signal) => {
    const terminal = new FakeTerminal();
    const run = runTerminal(settings, { input: terminal, output: terminal });
    await terminal.shows('q or Esc quit');
    process.emit(signal);
    await run;
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
    await expect(runTerminal(settings, { input: pipe, output: pipe })).rejects.toMatchObject({
      exit: 'usage',
      message: expect.stringContaining('--smash'),
    });
  });
});
