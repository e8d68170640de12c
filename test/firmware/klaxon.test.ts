import { expect, test } from '@jest/globals';
import { Button, shippedScript } from '../simulator/shipped.ts';

/** What the klaxon's pin does, as the chip drives it: its tones are looked at in lamp.test.ts. */

// D0 is a pin like any other, though its number is that of no pin in much code.
test.each([14, 0])(
  'on D%i sounds from the smash until it was accepted, and its pin is low for all the rest',
  async (klaxonPin) => {
    const script = await shippedScript({ klaxonPin, led: 16 });
    const button = new Button(script, { klaxonPin, led: 16 });
    const klaxon = button.bench.board.klaxon!;
    /** What it does in so many ms: its tones, and the part of the time that it is high. */
    const heard = (ms: number): Set<string> => {
      const seen = new Set<string>();
      for (let passed = 0; passed < ms; passed += 50) {
        button.wait(50);
        seen.add(`${klaxon.hz} Hz, ${klaxon.brightness}`);
      }
      return seen;
    };
    button.wait(3000);
    expect(heard(4000)).toEqual(new Set(['0 Hz, 0']));
    button.smash();
    expect(heard(3000)).toEqual(new Set(['800 Hz, 0.5', '1000 Hz, 0.5']));
    button.wait(3000);
    expect(heard(4000)).toEqual(new Set(['0 Hz, 0']));
    expect(button.printed('accepted')).toBe(1);
  },
);
