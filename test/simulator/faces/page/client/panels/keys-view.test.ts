import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { KeysView } from '../../../../../../src/simulator/faces/page/client/panels/keys-view.ts';
import { STATE, WORLD } from '../../world.ts';
import { Browser } from '../browser.ts';

/** Which keys the page holds, by what its user does. From left to right they are on 4, 5, 13 and 12. */

let browser: Browser;
let keys: KeysView;
/** What was held, each time that this changed. */
let held: (readonly number[])[];

beforeEach(() => {
  browser = new Browser();
  held = [];
  keys = new KeysView((pins) => held.push(pins));
  keys.draw(WORLD);
});
afterEach(async () => {
  jest.useRealTimers();
  await browser.close();
});

const ALL = [4, 5, 12, 13];

function cap(pin: number): HTMLElement {
  return byQuery(`.key[data-pin="${pin}"]`);
}

function byQuery(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

/** A mouse, or one of some fingers. */
class Pointer {
  readonly #pointerId: number;

  constructor(pointerId = 1) {
    this.#pointerId = pointerId;
  }

  /** @returns whether the browser does nothing of its own then */
  does(type: string, over: Element, button = 0): boolean {
    const captor = [...document.querySelectorAll('*')].find((each) =>
      each.hasPointerCapture(this.#pointerId),
    );
    const init = { pointerId: this.#pointerId, button, bubbles: true, cancelable: true };
    return !(captor ?? over).dispatchEvent(new PointerEvent(type, init));
  }
}

/** @returns whether the browser does nothing of its own then */
function key(
  type: 'keydown' | 'keyup',
  code: string,
  on: EventTarget = document.body,
  init: KeyboardEventInit = {},
): boolean {
  return !on.dispatchEvent(new KeyboardEvent(type, { code, bubbles: true, cancelable: true, ...init }));
}

describe('the keycaps', () => {
  test('lie as the holes on the board do, each with its letter, its pin and its number', () => {
    const names = [...document.querySelectorAll('.key')].map(({ textContent }) => textContent);
    expect(names).toEqual(['A D4, key 1 of 4', 'S D5, key 2 of 4', 'D D13, key 4 of 4', 'F D12, key 3 of 4']);
    expect(byQuery('#keys').style.getPropertyValue('--count')).toBe('4');
    expect(byQuery('#shortcuts-say').textContent).toBe('A S D F and the space bar press keys');
  });

  test('look as the style sheet wants them: a cap with a letter and a pin, and words for who does not see it', () => {
    expect(cap(13).outerHTML).toBe(
      '<button type="button" class="key" data-pin="13" aria-pressed="false"><span class="cap">' +
        '<span class="letter">D</span> <span class="pin">D13</span></span>' +
        '<span class="unseen">, key 4 of 4</span></button>',
    );
  });

  test('say of D15 alone that it is always low', () => {
    keys.draw({ ...WORLD, pins: [4, 15] });
    expect(cap(15).textContent).toBe('S D15always low, key 2 of 2');
    expect(byQuery('.tag').textContent).toBe('always low');
    expect(document.querySelectorAll('.always-low').length).toBe(1);
    expect(cap(15).classList.contains('always-low')).toBe(true);
  });

  test('are those of the last button alone', () => {
    keys.draw({ ...WORLD, pins: [5, 4] });
    expect(document.querySelectorAll('.key').length).toBe(2);
    expect(cap(5).textContent).toContain('key 1 of 2');
  });

  test('show what is down and what is stuck', () => {
    keys.show({ ...STATE, down: [5, 13], stuck: [13] });
    const pressed = ALL.filter((pin) => cap(pin).getAttribute('aria-pressed') === 'true');
    expect(pressed).toEqual([5, 13]);
    expect(ALL.filter((pin) => cap(pin).classList.contains('stuck'))).toEqual([13]);
    keys.show(STATE);
    expect(document.querySelectorAll('.key[aria-pressed="false"]').length).toBe(4);
    expect(document.querySelectorAll('.stuck').length).toBe(0);
  });

  test.each([
    [[], ALL, 'smash all 4', false],
    [[4, 5, 13], ALL, '3 of 4 down', false],
    [ALL, ALL, '4 of 4 down', true],
    // D15 counts as soon as another is down.
    [[], [4, 5, 2, 15], 'smash all 4', false],
    [[4, 5], [4, 5, 2, 15], '3 of 4 down', false],
    [[4, 5, 2], [4, 5, 2, 15], '4 of 4 down', true],
  ] as const)('with %j of %j down: %s', (down, pins, said, isChord) => {
    keys.draw({ ...WORLD, pins });
    keys.show({ ...STATE, down });
    expect(byQuery('#chord').textContent).toBe(said);
    expect(byQuery('#smash').classList.contains('chord')).toBe(isChord);
  });

  test('and the bar below them say whether they do anything', () => {
    const said = (): (string | null)[] =>
      [...document.querySelectorAll('.key, #smash')].map((each) => each.getAttribute('aria-disabled'));
    keys.enable('This button is live: arm it first.');
    expect(said()).toEqual(Array(5).fill('true'));
    keys.enable('');
    expect(said()).toEqual(Array(5).fill('false'));
  });
});

describe('a pointer', () => {
  test('holds the key that it went down on until it comes up, wherever that is', () => {
    const mouse = new Pointer();
    expect(mouse.does('pointerdown', cap(5))).toBe(true);
    expect(held).toEqual([[5]]);
    mouse.does('pointerup', document.body);
    expect(held).toEqual([[5], []]);
  });

  test.each(['pointerup', 'pointercancel', 'lostpointercapture'])('lets go with %s', (end) => {
    const finger = new Pointer();
    finger.does('pointerdown', cap(12));
    finger.does(end, cap(12));
    expect(held).toEqual([[12], []]);
  });

  test('holds all of them on the bar', () => {
    const finger = new Pointer();
    finger.does('pointerdown', byQuery('#smash'));
    finger.does('pointerup', byQuery('#smash'));
    expect(held).toEqual([ALL, []]);
  });

  test('is one of several, each with a key of its own', () => {
    const fingers = ALL.map((_, at) => new Pointer(at + 1));
    for (const [at, pin] of [13, 4, 12, 5].entries()) fingers[at]?.does('pointerdown', cap(pin));
    fingers[1]?.does('pointerup', cap(4));
    expect(held).toEqual([[13], [4, 13], [4, 12, 13], ALL, [5, 12, 13]]);
  });

  test('holds a key that another one holds too until both have come up', () => {
    const [one, other] = [new Pointer(1), new Pointer(2)];
    one.does('pointerdown', cap(4));
    other.does('pointerdown', cap(4));
    one.does('pointerup', cap(4));
    expect(held).toEqual([[4]]);
    other.does('pointerup', cap(4));
    expect(held).toEqual([[4], []]);
  });

  test('does nothing with another button than the first, and has no menu', () => {
    const mouse = new Pointer();
    expect(mouse.does('pointerdown', cap(4), 2)).toBe(false);
    expect(mouse.does('contextmenu', cap(4), 2)).toBe(true);
    expect(held).toEqual([]);
  });
});

describe('a click', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  test('of assistive technology, which has no length, holds for 0.4 s', () => {
    cap(5).click();
    jest.advanceTimersByTime(399);
    expect(held).toEqual([[5]]);
    jest.advanceTimersByTime(1);
    expect(held).toEqual([[5], []]);
    byQuery('#smash').click();
    expect(held).toEqual([[5], [], ALL]);
  });

  test('that a pointer has made is none', () => {
    cap(5).dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true }));
    expect(held).toEqual([]);
  });

  test('that the keyboard makes of a key is none', () => {
    key('keydown', 'Enter', cap(5));
    cap(5).click();
    key('keyup', 'Enter', cap(5));
    expect(held).toEqual([[5], []]);
  });
});

describe('the keyboard', () => {
  test.each([
    ['KeyA', [4]],
    ['KeyS', [5]],
    ['KeyD', [13]],
    ['KeyF', [12]],
    ['Space', ALL],
  ])('holds by %s what it stands for', (code, pins) => {
    expect(key('keydown', code)).toBe(true);
    expect(held).toEqual([pins]);
    expect(key('keydown', code, document.body, { repeat: true })).toBe(true);
    expect(held).toEqual([pins]);
    expect(key('keyup', code)).toBe(true);
    expect(held).toEqual([pins, []]);
  });

  test('holds several keys at a time', () => {
    for (const code of ['KeyF', 'KeyA', 'KeyD']) key('keydown', code);
    key('keyup', 'KeyA');
    expect(held).toEqual([[12], [4, 12], [4, 12, 13], [12, 13]]);
  });

  test('works also where nothing has the focus', () => {
    key('keydown', 'KeyA', document);
    expect(held).toEqual([[4]]);
  });

  test.each(['KeyG', 'Enter', 'Tab', 'A'])('does by %s what it does elsewhere', (code) => {
    expect(key('keydown', code)).toBe(false);
    expect(key('keyup', code)).toBe(false);
    expect(held).toEqual([]);
  });

  test.each(['ctrlKey', 'metaKey', 'altKey'])('leaves what is pressed with %s to the browser', (modifier) => {
    expect(key('keydown', 'KeyA', document.body, { [modifier]: true })).toBe(false);
    expect(held).toEqual([]);
  });

  test.each(['#arm', '#shortcuts', 'input[name="stuck"]', 'textarea'])(
    'leaves the space bar on %s to that, and letters press keys',
    (selector) => {
      byQuery('#stuck').insertAdjacentHTML(
        'beforeend',
        '<input type="checkbox" name="stuck"><textarea></textarea>',
      );
      expect(key('keydown', 'Space', byQuery(selector))).toBe(false);
      expect(held).toEqual([]);
      expect(key('keydown', 'KeyA', byQuery(selector))).toBe(true);
      expect(held).toEqual([[4]]);
    },
  );

  test('smashes by the space bar on a chosen radio button, on which that does nothing', () => {
    expect(key('keydown', 'Space', byQuery('input[name="wifi"]'))).toBe(true);
    expect(held).toEqual([ALL]);
  });

  test.each(['Space', 'Enter'])('holds by %s the key that has the focus, or all on the bar', (code) => {
    for (const [on, pins] of [
      [cap(13), [13]],
      [byQuery('.key .letter'), [4]],
      [byQuery('#smash'), ALL],
    ] as const) {
      held = [];
      expect(key('keydown', code, on)).toBe(true);
      expect(key('keyup', code, on)).toBe(true);
      expect(held).toEqual([pins, []]);
    }
  });

  test('holds by a letter its own key, whatever has the focus', () => {
    key('keydown', 'KeyS', cap(13));
    key('keydown', 'KeyF', byQuery('#smash'));
    expect(held).toEqual([[5], [5, 12]]);
  });

  test('holds only the key that has the focus where letters are off', () => {
    byQuery('#shortcuts').click();
    for (const code of ['KeyA', 'Space']) expect(key('keydown', code)).toBe(false);
    expect(held).toEqual([]);
    key('keydown', 'Space', cap(5));
    expect(held).toEqual([[5]]);
  });
});

describe('all keys come up', () => {
  beforeEach(() => {
    key('keydown', 'KeyA');
    new Pointer().does('pointerdown', cap(5));
    held = [];
  });

  test.each(['blur', 'pagehide'])('when the window says %s', (event) => {
    browser.happens(event);
    expect(held).toEqual([[]]);
  });

  test('with the line to the simulator, once', () => {
    keys.releaseAll();
    keys.releaseAll();
    expect(held).toEqual([[]]);
  });

  test('when they are drawn anew', () => {
    keys.draw(WORLD);
    expect(held).toEqual([[]]);
  });

  test('and what held them then lets nothing go', () => {
    keys.releaseAll();
    expect(key('keyup', 'KeyA')).toBe(false);
    key('keydown', 'KeyS');
    expect(held).toEqual([[], [5]]);
  });

  test('and stay up while the letter that held one is only repeated', () => {
    browser.happens('blur');
    key('keydown', 'KeyA', document.body, { repeat: true });
    expect(held).toEqual([[]]);
  });
});
