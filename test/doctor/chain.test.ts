import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:net';
import { checkScript } from '../../src/doctor/board.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import type { OpenBoard } from '../../src/doctor/tools.ts';
import { reportOf } from '../../src/doctor/report.ts';
import { makeCertificates } from '../../src/relay/index.ts';
import { Chat } from '../../src/simulator/world/chat.ts';
import { BoardSession, faults, openSerialLink } from '../../src/usb/index.ts';
import { listenLocally } from '../relay/local-server.ts';
import { VirtualSerial } from '../usb/stand-in/virtual-board.ts';
import { PASSWORD, QUICK, QUICK_SESSION, Rig, SECRET } from './rig.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.open();
});
afterAll(() => rig.close());

/** What is needed to ask a board anything, or to try its pins. */
const BOARD = ['Configuration', 'Port', 'Espruino'];

async function finding(name: string, needed: readonly string[] = []): Promise<Finding> {
  const found = await rig.look([...needed, name]);
  return found.get(name)!;
}

/** The bodies that came to the chat; a connection alone is none. */
function posted(): string[] {
  return rig.chat.requests.map(({ body }) => body).filter((body) => body !== '');
}

/** Where nobody listens. */
async function freePort(): Promise<number> {
  const server = await listenLocally(createServer());
  await server.close();
  return server.port;
}

describe('a chain in good order', () => {
  let findings: Map<string, Finding>;
  beforeAll(async () => {
    findings = await rig.look();
  });

  test('every check goes well, those of the keys one by one', () => {
    const verdicts = [...findings.values()].map(({ name, verdict }) => [name, verdict]);
    expect(verdicts).toEqual([
      // Relay and board are on one machine here.
      ['Configuration', 'note'],
      ...[
        ...['Build', 'Port', 'Espruino', 'Script', 'Wi-Fi', 'Access point', 'Port 23', 'Port 88'],
        ...['From the board', 'Processor', 'Key D4', 'Key D5', 'Key D12', 'Key D13', 'Lamp', 'Klaxon'],
        ...['Running', 'Relay', 'Journal', 'Name', 'Webhook'],
      ].map((name) => [name, 'good']),
      // Not with the real script.
      ['Practice', 'untried'],
    ]);
    expect(findings.get('Wi-Fi')?.detail).toBe('joined as 192.168.4.23, signal -60 dBm');
    expect(rig.hands.asked).toContain('  Press the key on D12 …');
  });

  test('nothing was posted, and the button works again', async () => {
    expect(posted()).toEqual([]);
    const accepted = rig.says(/^accepted/);
    rig.board.keys.pressAll();
    await accepted;
    rig.board.keys.releaseAll();
    expect(posted()).toEqual(rig.config.bodies);
    rig.chat.requests.length = 0;
  });

  test('what is printed to be sent has its figures, and no name, address or secret', () => {
    const report = reportOf([...findings.values()], { project: '1.0.0', node: '20', system: 'linux' });
    expect(report).toContain('✔  Wi-Fi  station=connected  dBm=-60');
    expect(report).toMatch(/^✔ {2}Processor {2}.*busyPercent=\d+/m);
    expect(report).not.toMatch(/office|127\.|192\.168|hooks|localhost|button\.json|\/dev/);
    expect(report).not.toContain(PASSWORD);
    expect(report).not.toContain(SECRET);
  });
});

describe('a part that is broken', () => {
  afterEach(() => {
    rig.configure({});
    rig.hands.presses = (pin) => [pin];
    rig.hands.answers = rig.hands.isThere = true;
  });

  test('the configuration: the board is looked at all the same', async () => {
    rig.configure({ wifi: { ssid: 'your-wifi' } });
    const found = await rig.look(['Configuration', 'Build', 'Port', 'Espruino', 'Keys']);
    expect(found.get('Configuration')).toMatchObject({ verdict: 'bad', facts: { failure: 'config' } });
    expect(found.get('Espruino')?.verdict).toBe('good');
    expect(found.get('Keys')).toMatchObject({
      verdict: 'untried',
      detail: 'not tried: "Configuration" comes first.',
    });
  });

  test('the port', async () => {
    const open = (path: string) => Promise.reject(faults.portMissing(path));
    const found = await rig.look(['Configuration', 'Port', 'Espruino', 'Name'], { open });
    expect(found.get('Port')?.detail).toContain('there is no such port');
    expect(found.get('Espruino')).toMatchObject({
      verdict: 'untried',
      detail: 'not tried: "Port" comes first.',
    });
    expect(found.get('Name')?.verdict).toBe('good');
  });

  test('a board that does not answer', async () => {
    rig.serial.isSilent = true;
    expect(await finding('Espruino', ['Port'])).toMatchObject({ facts: { failure: 'noAnswer' } });
    rig.serial.isSilent = false;
  });

  test('a script that is another one, half of one, missing, or has company', async () => {
    const { flash } = rig.board;
    const was = flash.read('.bootcde') ?? '';
    const stop = new AbortController().signal;
    const board = await BoardSession.open(rig.serial.uart.path, openSerialLink, QUICK_SESSION, stop);
    const details: string[] = [];
    const builds = { script: rig.script, practice: () => Promise.resolve(undefined) };
    const look = async (): Promise<void> => {
      const { verdict, detail } = await checkScript(board, builds, () => undefined);
      expect(verdict).toBe('bad');
      details.push(detail);
    };
    flash.write('.bootcde', 'print("other")');
    await look();
    flash.write('.bootcde', was.replace(/^;{4}/, ';\xff\xff\xff'));
    await look();
    flash.erase('.bootcde');
    await look();
    flash.write('.bootcde', was);
    flash.write('.boot1', 'print("beside")');
    await look();
    flash.erase('.boot1');
    await board.end();
    expect(details).toEqual([
      'what is on the board is not what this configuration builds.',
      'an upload was cut off, and the board runs nothing.',
      'the board has none.',
      'the board runs something beside it: .boot1.',
    ]);
  });

  test.each([
    ['open', 23, 'bad', 'open: everybody'],
    ['open', 88, 'note', 'open, as with every stock Espruino'],
    ['silent', 23, 'untried', 'does not answer from here'],
  ] as const)('a door that is %s: %i', async (door, port, verdict, words) => {
    rig.doors[port] = door;
    const found = await finding(`Port ${port}`, [...BOARD, 'Wi-Fi']);
    expect(found).toMatchObject({ verdict, detail: expect.stringContaining(words) });
    rig.doors[port] = 'closed';
  });

  test('a key that is not wired, one that is another, and wires that touch', async () => {
    rig.hands.presses = (pin) => ({ 4: [], 5: [4], 12: [12, 13] })[pin] ?? [pin];
    const keys = ['Key D4', 'Key D5', 'Key D12', 'Key D13'];
    const found = await rig.look([...BOARD, ...keys], { timing: { ...QUICK, pressMs: 2000 } });
    expect(keys.map((key) => found.get(key)?.facts?.['seen'])).toEqual([
      'never',
      'other',
      'with others',
      'alone',
    ]);
    expect(found.get('Key D5')?.detail).toBe('not seen; D4 went down in its place.');
  });

  test('a key that is held', async () => {
    rig.board.keys.press(4);
    expect(await finding('Key D4', BOARD)).toMatchObject({ verdict: 'bad', facts: { seen: 'held' } });
    rig.board.keys.release(4);
  });

  test('somebody who smashes all keys when asked for one deploys nothing', async () => {
    rig.hands.presses = () => rig.config.pins;
    const found = await rig.look([...BOARD, 'Key D4', 'Key D5']);
    expect(found.get('Key D4')?.detail).toBe('seen, and D5, D12, D13 with it.');
    expect(posted()).toEqual([]);
  });

  test('a lamp that does not blink, and a klaxon that is not heard', async () => {
    rig.hands.answers = false;
    const found = await rig.look([...BOARD, 'Lamp', 'Klaxon']);
    expect(found.get('Lamp')).toMatchObject({ verdict: 'bad', detail: 'not seen blinking.' });
    expect(found.get('Klaxon')).toMatchObject({ verdict: 'bad', detail: 'not heard.' });
  });

  test('without a terminal nobody is asked', async () => {
    rig.hands.isThere = false;
    rig.hands.asked.length = 0;
    const found = await rig.look([...BOARD, 'Key D4', 'Lamp', 'Klaxon']);
    for (const name of ['Key D4', 'Lamp', 'Klaxon']) {
      expect(found.get(name)?.detail).toBe('not tried: it takes somebody at a terminal.');
    }
    expect(rig.hands.asked).toEqual([]);
  });

  test('a relay that is not there: neither this machine nor the board gets through', async () => {
    rig.configure({ relay: { url: `http://127.0.0.1:${await freePort()}`, secret: SECRET } });
    const found = await rig.look([...BOARD, 'Wi-Fi', 'From the board', 'Relay']);
    expect(found.get('From the board')).toMatchObject({ verdict: 'bad', facts: { error: -9 } });
    expect(found.get('Relay')).toMatchObject({ facts: { failure: 'relayUnreachable' } });
  });

  test('a relay with another secret', async () => {
    const { relay } = rig.config;
    rig.configure({ relay: { url: relay?.url, secret: `another ${SECRET}` } });
    expect(await finding('Relay', ['Configuration'])).toMatchObject({ facts: { failure: 'relaySecret' } });
  });

  test('a journal that is damaged, is not here, or does not know what became of a message', async () => {
    const text = readFileSync(rig.journal, 'utf8');
    expect((await finding('Journal', ['Configuration'])).detail).toContain('is whole, 2 messages, the last');
    writeFileSync(rig.journal, `${text}rubbish\n${text}`);
    expect(await finding('Journal', ['Configuration'])).toMatchObject({ facts: { failure: 'relayJournal' } });
    writeFileSync(rig.journal, text.slice(0, text.indexOf('\n') + 1));
    expect(await finding('Journal', ['Configuration'])).toMatchObject({
      verdict: 'note',
      facts: { became: 'unknown' },
    });
    writeFileSync(rig.journal, text);
    const found = await rig.look(['Configuration', 'Journal'], { journal: `${rig.journal}.none` });
    expect(found.get('Journal')?.verdict).toBe('untried');
  });

  test.each([
    ['a name that nobody has', 'Name', 'http://nowhere.invalid/x', 'is not found'],
    ['a webhook where nobody listens', 'Webhook', 'http://127.0.0.1:1/x', 'No connection to'],
  ])('%s', async (_, name, webhook, words) => {
    rig.configure({ webhook });
    expect(await finding(name, ['Configuration'])).toMatchObject({
      verdict: 'bad',
      detail: expect.stringContaining(words),
    });
  });
});

test('a certificate that nobody vouches for', async () => {
  const { key, certificate: cert } = await makeCertificates();
  const chat = await Chat.open({ key, cert });
  rig.configure({ webhook: `https://127.0.0.1:${chat.port}/x` });
  const found = await finding('Webhook', ['Configuration']);
  expect(found.facts).toEqual({ failure: 'relayWebhook' });
  expect(found.detail).toContain('No verified TLS connection');
  rig.configure({});
  await chat.close();
});

describe('an end in the middle', () => {
  test('Ctrl-C among the keys: the script runs again', async () => {
    const ctrlC = new AbortController();
    rig.hands.presses = () => {
      ctrlC.abort(faults.interrupted());
      return [];
    };
    const again = rig.says(/^connecting to network/);
    await expect(rig.look([...BOARD, 'Key D4'], {}, ctrlC.signal)).rejects.toThrow('Ctrl-C');
    await again;
  });

  test('the cable comes out: what is left says so, and the board starts its script by itself', async () => {
    rig.hands.presses = () => {
      void rig.serial.uart.unplug();
      return [];
    };
    const again = rig.says(/^connecting to network/);
    const open: OpenBoard = (path, stop) =>
      BoardSession.open(path, openSerialLink, { ...QUICK_SESSION, aloneMs: 1000 }, stop);
    const found = await rig.look([...BOARD, 'Key D4', 'Key D5', 'Lamp', 'Name'], { open });
    expect(found.get('Key D4')?.facts?.['failure']).toBe('connectionLost');
    for (const name of ['Key D5', 'Lamp']) expect(found.get(name)?.verdict).toBe('untried');
    expect(found.get('Name')?.verdict).toBe('good');
    await again;
    rig.serial = new VirtualSerial(rig.board);
  });

  test('the Wi-Fi refuses the password', async () => {
    rig.board.accessPoint.changePassword('another one');
    const found = await rig.look(['Port', 'Espruino', 'Wi-Fi'], { timing: { ...QUICK, joinMs: 0 } });
    expect(found.get('Wi-Fi')?.verdict).toBe('bad');
    expect(found.get('Wi-Fi')?.detail).toMatch(/^not joined: /);
  });
});
