import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { byId } from '../../../../../src/simulator/faces/page/client/elements.ts';
import type { State, Update, World } from '../../../../../src/simulator/faces/page/wire.ts';
import { STATE, UPDATE, WORLD } from '../world.ts';
import { Browser, type BrowserSettings } from './browser.ts';

/** The page as a whole: what comes is shown everywhere, and what its user does goes out. */

const MAIN = '../../../../../src/simulator/faces/page/client/main.ts';

let browser: Browser;
let loads = 0;

/** Loads the page, which has a state of its own each time. */
async function load(settings?: BrowserSettings): Promise<void> {
  browser = new Browser(settings);
  await import(`${MAIN}?page=${++loads}`);
  jest.useFakeTimers();
}

/** Loads it, and lets the simulator answer with a world as it may be. */
async function open(
  world: Partial<World> = {},
  update: Partial<Update> = {},
  settings?: BrowserSettings,
): Promise<void> {
  await load(settings);
  browser.socket.opens();
  says({ fresh: true, world: { ...WORLD, ...world }, ...update });
}

function says(update: Partial<Update>): void {
  browser.socket.says({ ...UPDATE, ...update });
}

function is(state: Partial<State>): void {
  says({ state: { ...STATE, ...state } });
}

afterEach(async () => {
  jest.useRealTimers();
  await browser.close();
});

const hint = (): string | null => byId('hint').textContent;
const keys = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.key')];
const looks = (): string[] => [...byId('drawing').classList].toSorted();

function key(type: 'keydown' | 'keyup', code: string): void {
  document.body.dispatchEvent(new KeyboardEvent(type, { code, bubbles: true }));
}

describe('the page', () => {
  test('connects with the token of its address, and says so until it is answered', async () => {
    await load({ hash: '#abc' });
    expect(browser.socket.protocols).toEqual(['deploy-button', 'abc']);
    browser.socket.opens();
    says({});
    expect(hint()).toBe('Connecting to the simulator…');
    expect(browser.reloads).toBe(0);
  });

  test('shows a button that it is told of', async () => {
    await open(
      { klaxonPin: 14, scriptBytes: 6543, warnings: ['D15 is always low'] },
      {
        nowMs: 10_000,
        edges: [{ atMs: 9000, lit: true }],
        console: [{ atMs: 1000, text: 'a line', note: false }],
        chat: [],
        state: { ...STATE, busy: 7, down: [4], stuck: [4] },
      },
    );
    expect(keys().length).toBe(4);
    expect(keys().filter((each) => each.getAttribute('aria-pressed') === 'true').length).toBe(1);
    expect(document.querySelectorAll('#drawing .key-wire').length).toBe(4);
    expect(document.querySelectorAll('#drawing .low').length).toBe(1);
    expect(looks()).toEqual(['lit', 'online']);
    expect(byId('lamp-says').textContent).toBe('Ready. A smash goes out at once.');
    expect(byId('scope-trace').getAttribute('d')).toContain('V5');
    expect(byId('busy-says').textContent).toBe('7 %');
    expect(byId('console').textContent).toContain('a line');
    expect(byId('chat').textContent).toContain('A smash posts here');
    expect(byId('script-bytes').textContent).toBe(': 6543 bytes');
    expect(byId('warnings').textContent).toBe('D15 is always low');
    expect(byId('sound').hasAttribute('hidden')).toBe(false);
    expect(document.querySelectorAll('#stuck input:checked').length).toBe(1);
    expect(hint()).toBe('A key is stuck down. Let it go again under Trouble.');
  });

  test('follows what changes', async () => {
    await open();
    expect(byId('sound').hasAttribute('hidden')).toBe(true);
    expect(hint()).toBe('Ready. Press A S D F together, or the space bar.');
    const said = byId('hint').firstChild;
    says({ chat: [{ atMs: 0, text: 'one', status: 200 }] });
    expect(byId('chat').textContent).toContain('one');
    expect(byId('hint').firstChild === said).toBe(true);
    is({ lamp: { state: 'failed', key: null }, building: true });
    expect(hint()).toBe('Refused: nothing more was sent. Mend it and smash again.');
    expect(document.body.className).toBe('building');
    says({ world: { ...WORLD, pins: [4, 5] } });
    expect(keys().length).toBe(2);
    expect(document.querySelectorAll('#stuck input').length).toBe(2);
  });

  test('counts a press down by the time of the bench', async () => {
    await open();
    says({
      nowMs: 100_000,
      state: { ...STATE, lamp: { state: 'sending', key: null }, webhook: 'down', pressEndsMs: 112_000 },
    });
    expect(hint()).toBe('The webhook is down: tried for 12 s more.');
  });

  test('tells who has fingers to use them', async () => {
    await open({}, {}, { media: ['(pointer: coarse)'] });
    expect(hint()).toBe('Ready. Press all keys at once, or tap the bar below them.');
  });

  test('sends what its user does', async () => {
    await open();
    key('keydown', 'KeyA');
    key('keyup', 'KeyA');
    byId('power').click();
    byId('arm').click();
    expect(browser.sent).toEqual([
      { do: 'hold', pins: [4] },
      { do: 'hold', pins: [] },
      { do: 'powerCycle' },
      { do: 'arm', armed: false },
    ]);
  });

  test('of a live button does nothing until it is armed, and says so', async () => {
    const enabled = (): number => document.querySelectorAll('[aria-disabled="false"]').length;
    await open({ live: true }, { armed: false });
    expect(hint()).toBe('Live, and not armed: the keys of this page do nothing.');
    expect(byId('trouble-says').textContent).toBe('This button is live: arm it first.');
    expect([enabled(), byId('arm').textContent]).toEqual([0, 'Arm the keys for one deploy']);
    says({ armed: true });
    expect(hint()).toBe('Ready. Press A S D F together, or the space bar.');
    expect(byId('trouble-says').textContent).toMatch(/^Break something/);
    expect([enabled(), byId('arm').textContent]).toEqual([5, 'Disarm']);
  });

  test('sounds the klaxon for whoever has allowed it, until the simulator ends', async () => {
    await open({ klaxonPin: 14 });
    byId('sound').click();
    is({ klaxonHz: 440 });
    expect(browser.sounds).toMatchObject([{ hz: 440 }]);
    browser.socket.closes();
    expect(browser.sounds).toEqual([]);
  });

  test('is loaded anew for a simulator with other files, and for no other reason of its', async () => {
    await open();
    says({ world: { ...WORLD, scriptBytes: 2 } });
    expect(browser.reloads).toBe(0);
    says({ world: { ...WORLD, edition: 'other' } });
    expect(browser.reloads).toBe(1);
  });

  test('is loaded anew when another address is put into the bar', async () => {
    await open();
    browser.happens('hashchange');
    expect(browser.reloads).toBe(1);
  });

  test('leaves the focus where it is when the mouse goes down on a button or a label, and there alone', async () => {
    await open();
    const isLeft = (on: EventTarget): boolean =>
      !on.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
    const [label] = document.querySelectorAll('label span');
    expect([byId('power'), byId('chord'), label!].map(isLeft)).toEqual([true, true, true]);
    expect([byId('console'), document.body, document].map(isLeft)).toEqual([false, false, false]);
  });
});

describe('without a simulator the page', () => {
  test('says so, also where there has been none yet', async () => {
    await load();
    browser.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    browser.socket.closes();
    await jest.advanceTimersByTimeAsync(0);
    expect(hint()).toBe('No simulator.');
    expect(byId('offline').textContent).toContain('The simulator has ended.');
    expect(byId('chord').textContent).toBe('smash all');
    expect(byId('trouble-says').textContent).toBe('These need the simulator.');
  });

  test('shows nothing of what it knew as if it still were so', async () => {
    await open({}, { nowMs: 10_000, edges: [{ atMs: 9000, lit: true }] });
    is({ down: [4, 5], stuck: [5], busy: 7 });
    browser.socket.closes();
    expect(hint()).toBe('No simulator.');
    expect(byId('trouble-says').textContent).toBe('These need the simulator.');
    expect(keys().map((each) => each.getAttribute('aria-disabled'))).toEqual(Array(4).fill('true'));
    expect(keys().map((each) => each.getAttribute('aria-pressed'))).toEqual(Array(4).fill('false'));
    expect(byId('chord').textContent).toBe('smash all 4');
    expect(looks()).toEqual([]);
    expect(document.querySelectorAll('#drawing .low').length).toBe(0);
    expect(byId('lamp-says').textContent).toBe('Not known: there is no simulator.');
    expect(byId('scope-trace').getAttribute('d')).not.toContain('V5');
    expect(byId('busy-says').textContent).toBe('0 %');
    expect(byId('offline').hidden).toBe(false);
  });

  test('lets go what was held: it is not held when there is one again', async () => {
    await load();
    browser.socket.opens();
    says({ fresh: true, world: WORLD });
    key('keydown', 'KeyA');
    browser.socket.closes();
    await jest.advanceTimersByTimeAsync(300);
    key('keydown', 'KeyD');
    browser.socket.opens();
    says({ fresh: true, world: WORLD });
    expect(byId('offline').hidden).toBe(true);
    expect(hint()).toBe('Ready. Press A S D F together, or the space bar.');
    key('keydown', 'KeyS');
    expect(browser.sent).toEqual([
      { do: 'hold', pins: [4] },
      { do: 'hold', pins: [] },
      { do: 'hold', pins: [5] },
    ]);
  });
});
