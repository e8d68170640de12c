import { describe, expect, jest, test } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { checkConfig } from '../../../src/config/files/load.ts';
import { bundleFirmware } from '../../../src/build/bundle.ts';
import { runTerminal } from '../../../src/simulator/index.ts';
import { ARMED_MS } from '../../../src/simulator/faces/arming.ts';
import { drawScreen, type ScreenView } from '../../../src/simulator/faces/screen.ts';

const VIEW: ScreenView = {
  title: 'Deploy button on a virtual Feather HUZZAH',
  where: 'stand-in Wi-Fi and chat, on 127.0.0.1:65535',
  armed: null,
  keys: [4, 5, 12, 13].map((pin) => ({ pin, pressed: pin === 5 })),
  lampLit: true,
  lampSays: 'ready',
  wifiUp: false,
  channelWorks: true,
  consoleLines: Array.from({ length: 40 }, (_, index) => `line ${index}`),
  messages: ['hello', 'x'.repeat(200)],
};

describe('the screen', () => {
  test.each([
    [80, 24],
    [120, 50],
    [60, 20],
    [80, 14],
    [24, 8],
  ])('fills %i columns and %i rows, and no more, with colours as without', (columns, rows) => {
    const plain = drawScreen(VIEW, columns, rows, false);
    expect(plain).toHaveLength(rows);
    expect(Math.max(...plain.map((line) => line.length))).toBe(columns);
    expect(drawScreen(VIEW, columns, rows).map(stripVTControlCharacters)).toEqual(plain);
  });

  test('shows keys, lamp, Wi-Fi, webhook, the latest console lines and messages, and what to type', () => {
    const text = drawScreen(VIEW, 80, 24, false).join('\n');
    for (const part of [
      '[ 4 ]',
      'D13',
      '(*) ready',
      'Wi-Fi down',
      'webhook works',
      'line 39',
      'hello',
      'q or Esc quit',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('line 2\n');
  });

  test('marks a pressed key', () => {
    expect(drawScreen(VIEW, 80, 24)[3]).toContain('\u001b[7m[ 2 ]');
  });

  test('has no switch for a webhook that is not ours, and says whether it is armed', () => {
    const text = drawScreen({ ...VIEW, channelWorks: null, armed: false }, 80, 24, false).join('\n');
    expect(text).toContain('not armed');
    expect(text).toContain('a arm for one deploy');
    expect(text).not.toContain('webhook');
    const armed = drawScreen({ ...VIEW, channelWorks: null, armed: true }, 80, 24, false).join('\n');
    expect(armed).toContain('ARMED');
    expect(armed).toContain('a disarm');
  });

  test.each([
    { channelWorks: true, armed: null },
    { channelWorks: null, armed: false },
  ])('cuts nothing of its own words off at 60 columns: $armed', (state) => {
    const view = { ...VIEW, ...state, lampSays: 'key 8 stuck', messages: [], consoleLines: [] };
    const words = (columns: number): string[] =>
      drawScreen(view, columns, 24, false).join(' ').replaceAll('-', ' ').split(/\s+/);
    expect(words(60)).toEqual(words(200));
  });

  test('lets nothing that came from outside steer the terminal', () => {
    const text = drawScreen(
      {
        ...VIEW,
        title: '\u001bctitle',
        where: '\u009b1mwhere',
        lampSays: '\u0008says',
        messages: ['\u001b[2J gone'],
        consoleLines: ['\u0007\r'],
      },
      80,
      24,
      false,
    ).join('\n');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    for (const shown of ['\\x1bctitle', '\\x9b1mwhere', '\\x08says']) expect(text).toContain(shown);
    expect(text).toContain('\\x1b[2J gone');
    expect(text).toContain('\\x07\\x0d');
  });
});

/** The cursor, and the screen that was there before. */
const LEAVE = '\u001b[?25h\u001b[?1049l';

/** A terminal of 80x24 that remembers what it was told. */
class FakeTerminal extends EventEmitter {
  readonly isTTY = true;
  readonly columns = 80;
  readonly rows = 24;
  raw = false;
  written = '';

  setRawMode(raw: boolean): this {
    this.raw = raw;
    return this;
  }

  setEncoding(): this {
    return this;
  }

  resume(): this {
    return this;
  }

  pause(): this {
    return this;
  }

  write(text: string): boolean {
    this.written += text;
    this.emit('picture');
    return true;
  }

  /** The picture of now, once it shows something. */
  async shows(text: string): Promise<void> {
    while (!(this.written.split('\u001b[H').at(-1) ?? '').includes(text)) await once(this, 'picture');
  }

  type(keys: string): void {
    this.emit('data', keys);
  }
}

const { config } = checkConfig(
  // Whoever types this quickly smashes again within any dead time.
  { wifi: { ssid: 'net', password: 'open sesame' }, webhook: 'http://chat.lan/hooks/hunter2', deadTimeMs: 0 },
  'test',
);
const settings = {
  config,
  warnings: ['careful with D2'],
  live: false,
  build: async (used: typeof config) => (await bundleFirmware(used)).script,
  // Long enough for the board to see its keys released before it is on the network, where a slow host takes both in one step.
  stationTimes: { associateMs: 200, dhcpMs: 100 },
};

describe('the terminal', () => {
  test('smashes, fails, loses Wi-Fi and toggles keys as it is typed, then leaves everything as it was', async () => {
    const terminal = new FakeTerminal();
    const run = runTerminal(settings, { input: terminal, output: terminal });
    await terminal.shows('"ip"');
    expect(terminal.raw).toBe(true);
    expect(terminal.written).toContain('careful with D2');
    terminal.type(' ');
    await terminal.shows('!deploy prod master -f');
    await terminal.shows('[ 1 ]   [ 2 ]   [ 3 ]   [ 4 ]');
    // Until then another smash is ignored.
    await terminal.shows('accepted');
    terminal.type('1');
    await terminal.shows('\u001b[7m[ 1 ]');
    terminal.type('1f');
    await terminal.shows('webhook \u001b[91mfails');
    terminal.type(' ');
    await terminal.shows('404: :alert:');
    terminal.type('fw');
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
    const run = runTerminal(
      { ...settings, build: () => Promise.resolve('') },
      { input: terminal, output: terminal },
    );
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
    const run = runTerminal(
      { ...settings, live: true, build: () => Promise.resolve('') },
      { input: terminal, output: terminal },
    );
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
    const live = { ...settings, config: practice, live: true, build: () => Promise.resolve('') };
    const [sets, clears] = [jest.spyOn(globalThis, 'setTimeout'), jest.spyOn(globalThis, 'clearTimeout')];
    try {
      const run = runTerminal(live, { input: terminal, output: terminal });
      await terminal.shows('not armed');
      terminal.type('a');
      await terminal.shows('ARMED');
      terminal.type('q');
      await run;
      const minutes = sets.mock.results.filter((_, index) => sets.mock.calls[index]?.[1] === ARMED_MS);
      expect(minutes).toHaveLength(1);
      expect(clears.mock.calls.map(([timer]) => timer)).toContain(minutes[0]?.value);
    } finally {
      for (const spy of [sets, clears]) spy.mockRestore();
    }
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)('ends on %s as it was', async (signal) => {
    const terminal = new FakeTerminal();
    const run = runTerminal(
      { ...settings, build: () => Promise.resolve('') },
      { input: terminal, output: terminal },
    );
    await terminal.shows('q or Esc quit');
    process.emit(signal);
    await run;
    expect(terminal.raw).toBe(false);
    expect(terminal.written.endsWith(LEAVE)).toBe(true);
  });

  test('is as it was also where a fault ends the process', async () => {
    const terminal = new FakeTerminal();
    const before = process.listeners('exit');
    const run = runTerminal(
      { ...settings, build: () => Promise.resolve('') },
      { input: terminal, output: terminal },
    );
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
