import { describe, expect, test } from '@jest/globals';
import { Clock, type Edge, Keys, type PinMode } from '../../../src/simulator/index.ts';
import { PIN_COUNT, PinRefusal, Pins } from '../../../src/simulator/hardware/pins.ts';

const ALL = Array.from({ length: PIN_COUNT }, (_, pin) => pin);
const FLASH = [6, 7, 8, 9, 10, 11];

/** As Espruino starts. */
function started(): Pins {
  const pins = new Pins(new Clock());
  pins.reset();
  return pins;
}

/** So many levels of a pin, one after the other. */
function levels(pins: Pins, pin: number, count = 64): string {
  return Array.from({ length: count }, () => pins.level(pin)).join('');
}

/** What a pin has driven from now on. */
function observed(pins: Pins, pin: number): Edge[] {
  const edges: Edge[] = [];
  pins.observe(pin, (edge) => edges.push(edge));
  return edges;
}

describe('at the start', () => {
  test('without power every pin is a plain input that drives nothing', () => {
    const pins = new Pins(new Clock());
    expect(ALL.filter((pin) => pins.mode(pin) !== 'input')).toEqual([]);
    expect(observed(pins, 1)).toEqual([{ atMs: 0, drive: null, hz: 0 }]);
    expect(pins.consoleWired).toBe(false);
  });

  test('Espruino gives the serial ports theirs, high, and a pull-up to those that have one', () => {
    const pins = started();
    expect(ALL.map((pin) => [pin, pins.mode(pin)])).toEqual(
      ALL.map((pin) => {
        if ([1, 2, 3].includes(pin)) return [pin, 'usart'];
        return [pin, [...FLASH, 16].includes(pin) ? 'input' : 'input_pullup'];
      }),
    );
    expect([1, 2, 3].map((pin) => observed(pins, pin)[0]?.drive)).toEqual([1, 1, 1]);
    expect(pins.consoleWired).toBe(true);
  });

  test.each<['reset' | 'float', PinMode]>([
    ['reset', 'input_pullup'],
    ['float', 'input'],
  ])(
    '%s forgets modes, levels and frequencies, and who listened to a pin, but no closed switch',
    (how, mode) => {
      const pins = started();
      const heard: unknown[] = [];
      pins.write(4, 0.5, 1000);
      pins.setMode(5, 'input_pullup');
      pins.listen(5, (level) => heard.push(level));
      const edges = observed(pins, 4);
      pins.ground(12, true);
      pins[how]();
      pins.ground(5, true);
      expect([pins.mode(4), pins.isGrounded(12), heard]).toEqual([mode, true, []]);
      pins.write(4, 1);
      expect(edges.map(({ drive, hz }) => [drive, hz])).toEqual([
        [0.5, 1000],
        [null, 0],
        // As an output it begins low, before the first level is written.
        [1, 0],
      ]);
      // The mode of D5 is automatic again.
      pins.read(5);
      expect(pins.mode(5)).toBe('input');
    },
  );
});

describe('a level', () => {
  test.each<[number, PinMode, string]>([
    [4, 'input', 'noise'],
    [4, 'input_pullup', 'high'],
    [4, 'opendrain', 'low'],
    [0, 'input', 'high'],
    [2, 'input', 'high'],
    [15, 'input', 'low'],
    [15, 'input_pullup', 'low'],
    [16, 'input', 'noise'],
  ])('of D%i as %s, where no switch is closed and nothing was written: %s', (pin, mode, level) => {
    const pins = started();
    pins.setMode(pin, mode);
    const seen = levels(pins, pin);
    if (level === 'noise') expect([seen.includes('0'), seen.includes('1')]).toEqual([true, true]);
    else expect(seen).toBe((level === 'high' ? '1' : '0').repeat(64));
  });

  test.each<[PinMode, string]>([
    ['output', 'high'],
    ['af_output', 'high'],
    ['opendrain', 'noise'],
    ['af_opendrain', 'noise'],
    ['opendrain_pullup', 'high'],
  ])('that was written high: %s', (mode, level) => {
    const pins = started();
    pins.setMode(4, mode);
    pins.write(4, 0);
    expect(levels(pins, 4)).toBe('0'.repeat(64));
    pins.write(4, 1);
    expect(new Set(levels(pins, 4))).toEqual(new Set(level === 'high' ? '1' : '01'));
  });

  test('is noise that is the same in each run, half of it high', () => {
    const noise = (): string => {
      const pins = started();
      pins.setMode(4, 'input');
      return levels(pins, 4, 10_000);
    };
    expect(noise()).toBe(noise());
    const high = noise().replaceAll('0', '').length;
    expect(high).toBeGreaterThan(4500);
    expect(high).toBeLessThan(5500);
  });

  test('is low while a switch is closed, whatever drives it, and one driven high is shorted', () => {
    const pins = started();
    pins.write(4, 1);
    pins.write(5, 0);
    pins.write(13, 0.5);
    pins.setMode(12, 'input_pullup');
    for (const pin of [4, 5, 12, 13]) pins.ground(pin, true);
    expect([4, 5, 12, 13].map((pin) => pins.level(pin))).toEqual([0, 0, 0, 0]);
    expect(pins.shorted).toEqual([4, 13]);
    pins.ground(4, false);
    expect(pins.shorted).toEqual([13]);
  });
});

describe('a mode', () => {
  test.each(['input_pullup', 'opendrain', 'opendrain_pullup', 'af_output', 'af_opendrain', 'usart'] as const)(
    'of D16 is no other than input and output: %s is refused and nothing changes',
    (mode) => {
      const pins = started();
      pins.setMode(16, 'output');
      expect(() => {
        pins.setMode(16, mode);
      }).toThrow(new PinRefusal('only output and input are valid for D16'));
      expect(pins.mode(16)).toBe('output');
      pins.setMode(16, 'input');
      expect(pins.mode(16)).toBe('input');
    },
  );

  test.each(FLASH)('of D%i, which the flash hangs on, can be nothing but what it is', (pin) => {
    const pins = started();
    expect(() => {
      pins.write(pin, 1);
    }).toThrow(new PinRefusal('Cannot change pins used for flash chip'));
    expect([pins.mode(pin), pins.read(pin)]).toEqual(['input', expect.any(Number)]);
  });

  test('of the neighbours of the flash’s pins is free', () => {
    const pins = started();
    for (const pin of [5, 12]) pins.write(pin, 1);
    expect([pins.mode(5), pins.mode(12)]).toEqual(['output', 'output']);
  });

  test('that was set is left alone by reading and writing, until it is given back', () => {
    const pins = started();
    pins.setMode(4, 'input_pullup');
    pins.read(4);
    pins.write(4, 1);
    expect(pins.mode(4)).toBe('input_pullup');
    pins.giveBack(4);
    expect(pins.mode(4)).toBe('input_pullup');
    pins.write(4, 1);
    expect(pins.mode(4)).toBe('output');
    pins.read(4);
    expect(pins.mode(4)).toBe('input');
  });

  test.each(['analog', 'input_pulldown'] as const)(
    '%s is none that this chip has: the pin stays as it was, and counts as set',
    (mode) => {
      const pins = started();
      expect(() => {
        pins.setMode(4, mode);
      }).toThrow(new PinRefusal('Pin state not supported'));
      pins.read(4);
      expect(pins.mode(4)).toBe('input_pullup');
    },
  );

  test('that was set for as long as nothing needs another changes by the way', () => {
    const pins = started();
    pins.setMode(4, 'input_pullup', true);
    pins.read(4);
    expect(pins.mode(4)).toBe('input');
  });

  test.each([-1, PIN_COUNT, 1.5])('of a pin %d that does not exist is refused', (pin) => {
    expect(() => started().read(pin)).toThrow(new PinRefusal('Invalid pin'));
    expect(Pins.isValid(pin)).toBe(false);
  });

  test('is for the numbers 0 to 16', () => {
    expect([0, 16, '4', undefined, null].map((pin) => Pins.isValid(pin))).toEqual([
      ...[true, true],
      ...[false, false, false],
    ]);
  });
});

describe('who looks from outside', () => {
  test('sees each change of what is driven once, with its time', () => {
    const clock = new Clock();
    const pins = new Pins(clock);
    const edges = observed(pins, 4);
    const others = observed(pins, 5);
    const at = (atMs: number, change: () => void): void => {
      clock.runTo(atMs);
      change();
      change();
    };
    at(10, () => {
      pins.write(4, 1);
    });
    at(20, () => {
      pins.write(4, 0.5, 800);
    });
    at(30, () => {
      pins.write(4, 0.5, 1000);
    });
    at(40, () => {
      pins.setMode(4, 'input');
    });
    at(50, () => {
      pins.write(4, 0);
    });
    at(60, () => {
      pins.setMode(4, 'opendrain');
    });
    expect(edges).toEqual([
      { atMs: 0, drive: null, hz: 0 },
      { atMs: 10, drive: 1, hz: 0 },
      { atMs: 20, drive: 0.5, hz: 800 },
      { atMs: 30, drive: 0.5, hz: 1000 },
      { atMs: 40, drive: null, hz: 1000 },
      // A plain input drives nothing, whatever is written to it; the frequency is a change nevertheless.
      { atMs: 50, drive: null, hz: 0 },
      { atMs: 60, drive: 0, hz: 0 },
    ]);
    expect(others).toHaveLength(1);
  });

  test('hears of a switch each time that the level of an input changes, until it listens no more', () => {
    const pins = started();
    const heard: unknown[] = [];
    const stop = pins.listen(4, (level) => heard.push(['one', level]));
    pins.listen(4, (level) => heard.push(['two', level]));
    pins.ground(4, true);
    pins.ground(4, true);
    pins.ground(5, true);
    stop();
    pins.ground(4, false);
    pins.write(4, 1);
    pins.ground(4, true);
    expect(heard).toEqual([
      ['one', 0],
      ['two', 0],
      ['two', 1],
    ]);
  });
});

describe('keys', () => {
  const grounded = (pins: Pins): number[] => ALL.filter((pin) => pins.isGrounded(pin));

  test('are pressed and released alone, some together, or all of them', () => {
    const pins = started();
    const keys = new Keys(pins, [4, 5, 12, 13]);
    const after = (act: () => void): number[] => {
      act();
      return grounded(pins);
    };
    expect(
      after(() => {
        keys.press(4, 12);
      }),
    ).toEqual([4, 12]);
    expect(
      after(() => {
        keys.toggle(4);
      }),
    ).toEqual([12]);
    expect(
      after(() => {
        keys.toggle(5);
      }),
    ).toEqual([5, 12]);
    expect([keys.isPressed(5), keys.isPressed(4)]).toEqual([true, false]);
    expect(
      after(() => {
        keys.release(12);
      }),
    ).toEqual([5]);
    expect(
      after(() => {
        keys.pressAll();
      }),
    ).toEqual([4, 5, 12, 13]);
    expect(
      after(() => {
        keys.releaseAll();
      }),
    ).toEqual([]);
  });
});
