import { beforeAll, describe, expect, test } from '@jest/globals';
import { readLamp, ScriptCache } from '../../src/simulator/index.ts';
import { ALERT, Button, DEPLOY, PASSWORD, PATH, shippedScript } from '../simulator/shipped.ts';
import type { WorkbenchSettings } from '../simulator/workbench.ts';

/** What the script does where it meets the chip: its doors, its radio, its timers and its errors. */

const scripts = new ScriptCache();
let script: string;
beforeAll(async () => {
  script = await shippedScript();
});

/** A board whose script something else runs before, or after: what the chip or its memory might do to it. */
function spoilt({ before = '', after = '', ...settings }: Spoiling = {}): Button {
  return new Button(`${before}\n${script}\n${after}`, { scripts, ...settings });
}

interface Spoiling extends WorkbenchSettings {
  readonly before?: string;
  readonly after?: string;
}

/** Has the chip throw an error in no call of the script's, once. */
const errorAt = (ms: number): string => `;setTimeout(function(){throw new Error('out of nowhere')},${ms});`;

function lampOf({ bench: { board, clock } }: Button): unknown {
  return readLamp(board.lamp, clock.nowMs);
}

/** All that the lamp says while `ms` go by. */
function lampsFor(button: Button, ms: number): Set<unknown> {
  const seen = new Set<unknown>();
  for (let passed = 0; passed < ms; passed += 100) {
    button.wait(100);
    seen.add(lampOf(button));
  }
  seen.delete(null);
  return seen;
}

describe('the doors', () => {
  test('telnet is shut even where the access point can not be', () => {
    const button = spoilt({ before: "require('Wifi').stopAP=function(){throw new Error('no')};" });
    expect(button.bench.board.isOpenAccessPoint).toBe(true);
    expect(button.bench.board.isOpenToTelnet).toBe(false);
    button.wait(1000);
    expect(button.bench.board.isOpenToTelnet).toBe(false);
  });

  test('all are shut before anything of the script can fail', () => {
    const button = spoilt({ before: "setTimeout=setInterval=pinMode=function(){throw new Error('no')};" });
    const { board } = button.bench;
    expect([board.isOpenAccessPoint, board.isOpenToTelnet]).toEqual([false, false]);
  });

  test('a Wi-Fi that somebody saved on the board is forgotten, and does not win over its own at the next start', () => {
    const button = spoilt();
    const { board } = button.bench;
    board.powerOff();
    const saved = { ssid: 'evil', password: '', mode: 3, hostname: 'evil' };
    board.flash.write('.wificfg', JSON.stringify(saved));
    board.powerOn();
    button.wait(30_000);
    expect(board.flash.read('.wificfg')).toBeUndefined();
    board.powerCycle();
    button.wait(10_000);
    expect(board.isOpenAccessPoint).toBe(false);
    button.smash();
    button.wait(1000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
  });
});

describe('the network', () => {
  test('has the board under the name that was configured', () => {
    const button = spoilt({ after: ";setTimeout(function(){print(require('Wifi').getHostname())},9000);" });
    button.wait(10_000);
    expect(button.printed('deploy-button')).toBe(1);
  });

  test('that gives no address is none: never ready, no request, and the press goes out once there is one', () => {
    const button = spoilt({ accessPoint: { dhcp: 'silent' } });
    expect(lampsFor(button, 25_000)).toEqual(new Set(['joining']));
    button.smash();
    expect(lampsFor(button, 15_000)).toEqual(new Set(['sending']));
    expect(button.printed('no network yet')).toBe(1);
    expect(button.printed('generating request')).toBe(0);
    button.bench.accessPoint.settings.dhcp = 'answers';
    button.wait(12_000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
    expect(button.printed('generating request')).toBe(2);
  });

  test.each([330, 1330])('that is gone without a word is noticed within a second, also after %i ms', (ms) => {
    const button = Button.ready(script, { scripts });
    button.wait(ms);
    button.bench.board.silenceRadio();
    button.wait(1010);
    expect(button.printed('waiting to connect...')).toBe(1);
  });

  test.each(['10.0.0.23', '100.64.0.1', '169.254.7.7', '172.16.0.2'])('may give out %s', (ip) => {
    const button = Button.ready(script, { scripts, accessPoint: { ip } });
    button.smash();
    button.wait(1000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
  });

  test('is asked for at once', () => {
    const button = spoilt({ speed: 'instant' });
    button.wait(300);
    expect(button.printed('connecting to network...')).toBe(1);
  });

  test('that is lost and found again is told when it happens', () => {
    const button = Button.ready(script, { scripts });
    const { board, accessPoint, lines } = button.bench;
    // Out of step with what the script looks at each second.
    button.wait(330);
    accessPoint.goDown();
    const late: number[] = [];
    let wasWrong = false;
    for (let ms = 0; ms < 15_000; ms += 10) {
      // Lost after 4 s without a beacon; the chip tries again by itself before the script does.
      if (ms === 5000) accessPoint.comeUp();
      button.wait(10);
      const last = lines.filter((line) => /^(network config|connecting|waiting)/.test(line)).at(-1);
      const isWrong = last?.startsWith('network config') !== board.isOnline;
      // The board takes some milliseconds to say it.
      if (isWrong && wasWrong) late.push(ms);
      wasWrong = isWrong;
    }
    expect(late).toEqual([]);
    expect(button.printed('waiting to connect...')).toBe(1);
    expect(board.isOnline).toBe(true);
  });

  test('whose address is gone before anybody has said so takes no message: tried again, never unknown', () => {
    const said = [0, 300, 600].flatMap((ms) => {
      const button = Button.ready(script, { scripts });
      button.wait(ms);
      button.bench.board.silenceRadio();
      button.smash();
      button.wait(30_000);
      expect(button.reached).toEqual([ALERT, DEPLOY]);
      expect(button.printed('accepted')).toBe(1);
      expect(button.printed('unknown')).toBe(0);
      return button.bench.lines;
    });
    expect(said).toContain('trying again');
  });

  test('that goes in the very moment of an answer keeps the next message until it is back', () => {
    /** @returns the console, with the time of each line; the network goes at `lostMs` */
    const play = (lostMs: number): { text: string; atMs: number }[] => {
      const button = Button.ready(script, { scripts });
      const { board, clock, accessPoint } = button.bench;
      const said: { text: string; atMs: number }[] = [];
      board.console.onLine = (text) => said.push({ text, atMs: clock.nowMs });
      clock.after(lostMs - clock.nowMs, () => {
        accessPoint.changePassword('another');
      });
      button.smash();
      button.wait(2000);
      return said;
    };
    const requests = play(Infinity).filter(({ text }) => text === 'generating request');
    const secondMs = requests[1]!.atMs;
    let wentBetween = 0;
    for (let beforeMs = 0; beforeMs < 40; beforeMs += 1) {
      const said = play(secondMs - beforeMs).map(({ text }) => text);
      const goneAt = said.indexOf('waiting to connect...');
      if (goneAt > said.indexOf('200')) continue;
      wentBetween++;
      expect(said.slice(goneAt)).not.toContain('generating request');
    }
    expect(wentBetween).toBeGreaterThan(0);
  });

  test.each<[string, WorkbenchSettings, string, string, number]>([
    [
      'refuses is asked again 5',
      { accessPoint: { password: 'another' } },
      'bad_password',
      'connecting to network...',
      5000,
    ],
    [
      'keeps silent is given up 15',
      { accessPoint: { dhcp: 'silent' } },
      'connecting to network...',
      'waiting to connect...',
      15_000,
    ],
  ])('that %s s later', (_how, settings, from, to, ms) => {
    const button = spoilt(settings);
    const { board, clock } = button.bench;
    const said: [text: string, atMs: number][] = [];
    board.console.onLine = (line) => said.push([line.trim(), clock.nowMs]);
    button.wait(40_000);
    // The first of these may be older than who listens.
    const at = said.findIndex(([text]) => text === from);
    const next = said.slice(at).find(([text]) => text === to);
    const tookMs = next![1] - said[at]![1];
    // It looks once a second, and tells some milliseconds later.
    expect([tookMs > ms - 100, tookMs < ms + 1100]).toEqual([true, true]);
  });

  test('is asked for without a password where it has none', async () => {
    const open = await shippedScript({ wifi: { ssid: 'office' } });
    const button = new Button(open, { scripts, accessPoint: { password: '' } });
    button.wait(10_000);
    expect(lampOf(button)).toBe('ready');
  });
});

describe('an error out of nowhere', () => {
  test('while a message is out: told, the press is unknown, and nothing is sent again', () => {
    const button = spoilt({ after: errorAt(7000) });
    button.bench.chat.behaviour = { kind: 'silent' };
    button.wait(6500);
    button.smash();
    button.wait(40_000);
    expect(button.bench.lines.join('\n')).toContain('out of nowhere');
    expect(lampOf(button)).toBe('unknown');
    expect(button.reached).toEqual([ALERT]);
    expect(button.printed('generating request')).toBe(1);
  });

  test('where an answer is told: the press is unknown once it is over, and nothing is sent again', () => {
    const once =
      'var say=console.log,told=0;console.log=function(x){' +
      "if(x==200&&!told++)throw new Error('out of nowhere');say.apply(console,arguments)};";
    const button = spoilt({ before: once });
    button.wait(5000);
    button.smash();
    expect(lampsFor(button, 28_000)).toEqual(new Set(['sending']));
    button.wait(6000);
    expect(lampOf(button)).toBe('unknown');
    expect(button.reached).toEqual([ALERT]);
    // The next press is one like any other.
    button.smash();
    button.wait(1000);
    expect(button.reached).toEqual([ALERT, ALERT, DEPLOY]);
  });

  test('while nothing is out: told, in words that quote nothing of the script, and the button goes on', () => {
    const button = spoilt({ after: errorAt(7000) });
    button.wait(10_000);
    const said = button.bench.lines.join('\n');
    expect(said).toContain('out of nowhere');
    // What the chip says by itself goes on with where in the script.
    expect(said).not.toContain('Uncaught');
    expect(said).not.toContain(PASSWORD);
    expect(said).not.toContain(PATH);
    expect(lampOf(button)).toBe('ready');
    button.smash();
    button.wait(1000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
  });
});

describe('a board that looks at its keys no more restarts by itself', () => {
  const boots = (button: Button): number => button.bench.board.counters.boots;

  test('because the timer is gone', () => {
    const keepFirst =
      'var each=setInterval,first;setInterval=function(f,ms){var n=each(f,ms);if(ms==10)first=n;return n};';
    const button = spoilt({
      before: keepFirst,
      after: ';setTimeout(function(){clearInterval(first)},8000);',
    });
    button.wait(17_000);
    expect(boots(button)).toBe(1);
    button.wait(13_000);
    expect(boots(button)).toBe(2);
    // A press may have been under way.
    expect(button.printed('restarted: restart')).toBe(1);
    expect(lampOf(button)).toBe('unknown');
  });

  test('because looking fails', () => {
    const button = spoilt({
      before:
        "var see=digitalRead,blind=0;digitalRead=function(x){if(blind)throw new Error('blind');return see(x)};",
      after: ';setTimeout(function(){blind=1},8000);',
    });
    button.wait(30_000);
    expect(boots(button)).toBe(2);
  });

  // A burst's first look alone comes after 1 ms.
  const loseOne =
    'var later=setTimeout,begun=0;setTimeout=function(f,ms,x,y){if(ms==1&&!begun++)return 0;return later(f,ms,x,y)};';

  test('but a look of a burst that memory has taken away only makes the press late: the burst begins anew, and so do later ones', () => {
    const tell = ';setInterval(function(){print("bursts",begun)},1000);';
    const button = spoilt({ before: loseOne, after: tell });
    button.wait(5000);
    for (let press = 0; press < 2; press++) {
      button.smash(500);
      button.wait(5000);
    }
    expect(button.reached).toEqual([ALERT, DEPLOY, ALERT, DEPLOY]);
    expect(button.bench.lines.filter((line) => line.startsWith('bursts')).at(-1)).toBe('bursts 3');
    expect(boots(button)).toBe(1);
  });

  test('unless a stall has come after it: what was seen before that is no evidence', () => {
    const button = spoilt({ before: loseOne });
    button.wait(5000);
    const { keys } = button.bench.board;
    keys.pressAll();
    button.wait(50);
    button.bench.board.stall(150);
    button.wait(800);
    keys.releaseAll();
    button.wait(2000);
    expect(button.reached).toEqual([]);
    button.smash(500);
    button.wait(5000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
  });

  test('and one that looks does not', () => {
    const button = spoilt();
    button.wait(120_000);
    expect(boots(button)).toBe(1);
    expect(lampOf(button)).toBe('ready');
  });
});

describe('the keys', () => {
  /** What the console says of them. */
  const told = ({ bench: { lines } }: Button): string[] =>
    lines.filter((line) => /^(key|ignored)/.test(line));

  test.each([[[4]], [[5]], [[12]], [[13]], [[5, 13]], [[4, 5, 12, 13]]])(
    'of which D%j are stuck: each is told by its pin, once, and the lamp counts to the first until they are free',
    (pins) => {
      const button = spoilt();
      const { keys } = button.bench.board;
      button.wait(5000);
      keys.press(...pins);
      button.wait(9500);
      const isChord = pins.length === 4;
      expect(told(button)).toEqual([]);
      button.wait(15_000);
      expect(told(button)).toEqual(pins.map((pin) => `key stuck: D${pin}`));
      expect(lampOf(button)).toEqual({ stuckKey: keys.pins.indexOf(pins[0]!) + 1 });
      keys.release(...pins);
      expect(lampsFor(button, 5000)).toContain('ready');
      expect(told(button)).toHaveLength(pins.length);
      expect(button.reached).toEqual(isChord ? [ALERT, DEPLOY] : []);
    },
  );

  test('that went down one after the other for longer than a chord may take: told, once, and nothing is sent', () => {
    const button = spoilt();
    const { keys } = button.bench.board;
    button.wait(5000);
    keys.press(4, 5, 12);
    button.wait(1100);
    keys.press(13);
    button.wait(1000);
    keys.releaseAll();
    button.wait(1000);
    expect(told(button)).toEqual(['ignored: timing']);
    expect(button.printed('generating request')).toBe(0);
  });
});

describe('a start', () => {
  test('of the script alone, as an upload makes one, is no restart that nobody asked for', () => {
    const button = spoilt({ after: ';setTimeout(load,20000);' });
    const { board } = button.bench;
    button.wait(15_000);
    board.stall(5000);
    button.wait(10_000);
    expect(board.counters.boots).toBe(2);
    expect(lampOf(button)).toBe('unknown');
    button.wait(14_000);
    expect(board.counters.boots).toBe(3);
    expect(lampOf(button)).toBe('ready');
  });
});

describe('an answer', () => {
  test('without an end costs a moment, however long its headers are', () => {
    const button = Button.ready(script, { scripts });
    const flood = { 'X-Flood': 'x'.repeat(1_000_000) };
    button.bench.chat.behaviour = { kind: 'answer', headers: flood };
    button.smash();
    // All of it takes this network four seconds, for each message.
    button.wait(2000);
    expect(button.printed('accepted')).toBe(1);
    expect(button.bench.board.counters.heldBytes).toBe(0);
  });

  test.each([20, 2000])('with the status %i is none that accepts', (status) => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.behaviour = { kind: 'answer', status };
    button.smash();
    button.wait(32_000);
    expect(button.printed('accepted')).toBe(0);
    expect(button.reached).toEqual([ALERT]);
  });

  test('that leaves its connection open counts when its time is over', () => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.behaviour = { kind: 'answer', keepsOpen: true };
    button.smash();
    button.wait(21_000);
    expect(button.printed('accepted')).toBe(1);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
  });
});

describe('the time of a request', () => {
  test('ends with its press, also where a request may take longer', async () => {
    const short = await shippedScript({ pressTtlMs: 5000, requestTimeoutMs: 5000 });
    const button = Button.ready(short, { scripts });
    button.bench.chat.queue.push({ kind: 'answer', status: 429, headers: { 'Retry-After': '3' } });
    button.bench.chat.behaviour = { kind: 'answer', delayMs: 3000 };
    button.smash();
    button.wait(5500);
    expect(button.printed('unknown')).toBe(1);
    expect(button.bench.board.counters.requests).toBe(0);
    button.wait(3500);
    expect(lampOf(button)).toBe('unknown');
    button.wait(10_000);
    expect(button.bench.chat.messages).not.toContain(DEPLOY);
    expect(button.printed('accepted')).toBe(0);
  });
});

test.each([429, 503])('a time to come back with a %i is waited for', async (status) => {
  const button = Button.ready(await shippedScript(), { scripts });
  button.bench.chat.queue.push({ kind: 'answer', status, headers: { 'Retry-After': '3' } });
  button.smash();
  button.wait(2500);
  expect(button.printed('generating request')).toBe(1);
  button.wait(2500);
  expect(button.printed('accepted')).toBe(1);
});

test.each([200, 404, 500])('a time to come back means nothing with a %i', async (status) => {
  const button = Button.ready(await shippedScript(), { scripts });
  button.bench.chat.behaviour = { kind: 'answer', status, headers: { 'Retry-After': '1' } };
  button.smash();
  button.wait(5000);
  expect(button.printed('trying again')).toBe(0);
  expect(button.printed('generating request')).toBe(status === 200 ? 2 : 1);
  expect(button.printed(status === 200 ? 'accepted' : status === 404 ? 'failed' : 'unknown')).toBe(1);
});

describe('a request that the network keeps back', () => {
  /** Smashes, and loses the network once a connection stands and before it has carried anything. */
  function kept(): Button {
    const button = Button.ready(script, { scripts });
    const { accessPoint, network } = button.bench;
    const open = network.open.bind(network);
    network.open = (host, port, peer) => {
      const connected = (): void => {
        peer.connected();
        accessPoint.goDown();
        network.open = open;
      };
      return open(host, port, { ...peer, connected });
    };
    button.smash();
    return button;
  }

  test('does not come when the network is back: what was told as unknown is taken from the chip', () => {
    const button = kept();
    button.wait(15_000);
    expect(lampOf(button)).toBe('unknown');
    button.bench.accessPoint.comeUp();
    button.wait(60_000);
    expect(button.reached).toEqual([]);
  });

  test('comes while the press still waits for its answer', () => {
    const button = kept();
    button.wait(2000);
    button.bench.accessPoint.comeUp();
    button.wait(7000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
    expect(button.printed('accepted')).toBe(1);
  });

  test('costs a restart only where there was no answer at all', () => {
    const button = Button.ready(script, { scripts });
    const { board, chat, clock } = button.bench;
    chat.behaviour = { kind: 'answer', status: 500 };
    button.smash();
    button.wait(12_000);
    expect(button.printed('unknown')).toBe(1);
    expect(board.counters.boots).toBe(1);
    chat.behaviour = { kind: 'silent' };
    const toldMs = new Map<string, number>();
    board.console.onLine = (line) => toldMs.set(line.trim(), clock.nowMs);
    button.smash();
    button.wait(12_000);
    expect(board.counters.boots).toBe(2);
    // At once: what the chip holds of it could still go out. The boot alone takes 200 ms.
    expect(toldMs.get('restarted: restart')! - toldMs.get('no answer')!).toBeLessThan(400);
    expect(button.printed('restarted: restart')).toBe(1);
  });
});
