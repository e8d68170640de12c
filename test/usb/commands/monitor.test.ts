import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { faults } from '../../../src/usb/protocol/faults.ts';
import type { Failure } from '../../../src/failure.ts';
import { monitorBoard, type Input, type MonitorSetup } from '../../../src/usb/commands/monitor.ts';
import type { SerialLink } from '../../../src/usb/protocol/serial-link.ts';
import { Keyboard } from '../keyboard.ts';
import { Screen } from '../screen.ts';
import { exitOf } from '../upload-setup.ts';

/** An open port whose board says and does what a test wants. */
class FakeLink implements SerialLink {
  typed = '';
  open = true;
  readonly path = '/dev/ttyUSB0';
  #onData: (bytes: Uint8Array) => void = () => undefined;
  #onGone: (failure: Failure) => void = () => undefined;

  say(text: string): void {
    this.#onData(Buffer.from(text));
  }

  sayBytes(bytes: string): void {
    this.#onData(Buffer.from(bytes, 'latin1'));
  }

  unplug(): void {
    this.#onGone(faults.connectionLost(this.path));
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#onData = listener;
  }

  onGone(listener: (failure: Failure) => void): void {
    this.#onGone = listener;
  }

  write(bytes: Uint8Array): Promise<void> {
    this.typed += Buffer.from(bytes).toString();
    return Promise.resolve();
  }

  setLines(): Promise<boolean> {
    return Promise.resolve(true);
  }

  setBaudRate(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.open = false;
    return Promise.resolve();
  }
}

/** A monitor that is running, on a port whose tries to open end one after the other in what is given. */
function start(
  tries: (FakeLink | Failure)[],
  { isTTY = false, patient = false, silentMs = 0, input = undefined as Input | undefined } = {},
) {
  const screen = new Screen(isTTY);
  const keyboard = new Keyboard();
  const ctrlC = new AbortController();
  let opened = 0;
  const setup: MonitorSetup = {
    find: () => Promise.resolve('/dev/ttyUSB0'),
    open: () => {
      const result = tries[opened++];
      if (result instanceof FakeLink) return Promise.resolve(result);
      return Promise.reject(result ?? new Error('opened too often'));
    },
    input: input ?? keyboard,
    output: screen,
    retryMs: 1,
    silentMs,
    patient,
  };
  return { screen, keyboard, ctrlC, ended: monitorBoard(setup, ctrlC) };
}

const missing = faults.portMissing('/dev/ttyUSB0');

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the monitor', () => {
  test('shows plain lines where nobody sees a terminal', async () => {
    const link = new FakeLink();
    const { screen, ctrlC, ended } = start([link]);
    await screen.shows(/connected/, ended);
    link.say('\r\x1b[Jwaiting to ');
    link.say('connect...\r\n>');
    ctrlC.abort();
    await ended;
    expect(screen.text).toBe('-- /dev/ttyUSB0: connected. Ctrl-C ends this.\nwaiting to connect...\n');
  });

  test('draws on a terminal the line that the board is at, over and over, and whole lines above it', async () => {
    const link = new FakeLink();
    const { screen, ctrlC, ended } = start([link], { isTTY: true });
    await screen.shows(/connected/, ended);
    link.say('\r\x1b[JGrüße\r\n>');
    for (const echo of ['p', 'x', '\b \b', 'q', '\x1b[D']) link.say(echo);
    link.say('\r\x1b[Jsaid\r\n>');
    ctrlC.abort();
    await ended;
    expect(screen.text.split('\n').slice(1)).toEqual([
      'Grüße',
      ['>', '>p', '>px', '>p \x1b[1D', '>pq', '>pq\x1b[1D', 'said'].join('\r\x1b[K'),
      '>',
      '',
    ]);
  });

  test.each([
    ['within the code', 'y="secret";g();\r\n   ^\r\nhello\r\n'],
    ['within what tells of it', 'de:1:53)\r\nvar key="secret";g();\r\n   ^\r\nhello\r\n'],
  ])('a stack trace that is being printed when the port is opened: %s', async (_, rest) => {
    const link = new FakeLink();
    const { screen, ctrlC, ended } = start([link], { silentMs: 60_000 });
    await screen.shows(/connected/, ended);
    link.say(rest);
    await screen.shows(/hello/, ended);
    expect(screen.text).not.toContain('secret');
    expect(screen.text).toContain('(code not shown)');
    ctrlC.abort();
    await ended;
  });

  test.each([
    [299, '    (code not shown)'],
    [300, 'hello'],
  ])(
    'what comes %i ms after the port is open is taken for the end of a line until then',
    async (ms, line) => {
      const now = jest.spyOn(performance, 'now').mockReturnValue(5000);
      const link = new FakeLink();
      const { screen, ctrlC, ended } = start([link], { silentMs: 300 });
      await screen.shows(/connected/, ended);
      now.mockReturnValue(5000 + ms);
      link.say('hello\r\n');
      now.mockReturnValue(9000);
      link.say('more\r\n');
      ctrlC.abort();
      await ended;
      expect(screen.text.split('\n').slice(1)).toEqual([line, 'more', '']);
    },
  );

  test.each([false, true])('lets no board act upon the terminal, whether it is one (%s)', async (isTTY) => {
    const link = new FakeLink();
    const { screen, ctrlC, ended } = start([link], { isTTY });
    await screen.shows(/connected/, ended);
    const evil = '\x1b]52;c;Zm9v\x07\x1b]0;t\x1b\\\x1bP\x1bc\x1b[1A\x1b[2K\b\x9b2J\xc2\x9b good\r-- forged';
    link.sayBytes(`${evil}\r\n>${evil}\r\n${evil}`);
    ctrlC.abort();
    await ended;
    const own = isTTY ? screen.text.replace(/\r\p{Cc}\[K|\p{Cc}\[\d+D$/gmu, '') : screen.text;
    expect(own.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(own).toContain('\\x1b]52;c;Zm9v\\x07');
    expect(own).toContain('good\\x0d-- forged');
  });

  test('a line that is longer than the terminal is wide does not spill over while it is drawn', async () => {
    const link = new FakeLink();
    const { screen, ctrlC, ended } = start([link], { isTTY: true });
    await screen.shows(/connected/, ended);
    link.say(`>${'x'.repeat(100)}`);
    link.say('y');
    link.say('\r\n');
    ctrlC.abort();
    await ended;
    const drawn = screen.text.split('\n').slice(1).join('\n').split('\r\x1b[K');
    expect(drawn).toEqual(['x'.repeat(79), `${'x'.repeat(78)}y`, `>${'x'.repeat(100)}y\n`]);
  });

  test('sends what is typed', async () => {
    const link = new FakeLink();
    const { screen, keyboard, ctrlC, ended } = start([link]);
    await screen.shows(/connected/, ended);
    keyboard.type('print(1)\r');
    expect(link.typed).toBe('print(1)\r');
    ctrlC.abort();
    await ended;
  });

  test('sends what comes from a pipe as it is, which has no keys', async () => {
    const link = new FakeLink();
    const pipe = Object.assign(new EventEmitter(), { resume: () => undefined, pause: () => undefined });
    const { screen, ctrlC, ended } = start([link], { input: pipe });
    await screen.shows(/connected/, ended);
    pipe.emit('data', Buffer.from('print(1)\n\x03'));
    expect(link.typed).toBe('print(1)\n\x03');
    ctrlC.abort();
    await ended;
  });

  test('ends where it is stopped while the port is being opened', async () => {
    const link = new FakeLink();
    const { screen, ctrlC, ended } = start([link]);
    ctrlC.abort();
    await ended;
    expect([link.open, screen.text]).toEqual([false, '-- /dev/ttyUSB0: connected. Ctrl-C ends this.\n']);
  });

  test('ends at Ctrl-C with the port closed and the terminal as it was', async () => {
    const link = new FakeLink();
    const { screen, keyboard, ended } = start([link]);
    await screen.shows(/connected/, ended);
    expect([keyboard.raw, keyboard.flowing]).toEqual([true, true]);
    keyboard.type('\x03');
    await ended;
    expect(link.open).toBe(false);
    expect(link.typed).toBe('');
    expect([keyboard.raw, keyboard.flowing, keyboard.listenerCount('data')]).toEqual([false, false, 0]);
  });

  test('comes back when the board is plugged in again, and says once that it waits', async () => {
    const [first, second] = [new FakeLink(), new FakeLink()];
    const { screen, ctrlC, ended } = start([first, missing, missing, missing, second]);
    await screen.shows(/connected/, ended);
    first.unplug();
    await screen.shows(/connected[^]*unplugged[^]*connected/, ended);
    second.say('hello\r\n');
    ctrlC.abort();
    await ended;
    expect(screen.text.match(/Waiting for it/g)).toHaveLength(2);
    expect(screen.text).toMatch(/hello\n$/);
    expect([first.open, second.open]).toEqual([false, false]);
  });

  test('fails at once where there is no port to begin with', async () => {
    const { keyboard, ended } = start([missing]);
    expect(await exitOf(ended)).toBe('portMissing');
    expect(keyboard.raw).toBe(false);
  });

  test('waits for the first port too, when it is told to', async () => {
    const { screen, ctrlC, ended } = start([missing, new FakeLink()], { patient: true });
    await screen.shows(/connected/, ended);
    ctrlC.abort();
    await ended;
  });

  test('ends at Ctrl-C while it waits', async () => {
    const { screen, keyboard, ended } = start(Array<Failure>(10_000).fill(missing), { patient: true });
    await screen.shows(/Waiting/, ended);
    // There is nobody to send this to.
    keyboard.type('print(1)\r');
    keyboard.type('\x03');
    await ended;
  });
});
