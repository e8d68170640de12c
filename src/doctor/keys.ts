import * as z from 'zod';
import { ALWAYS_LOW_PIN } from '../config/rules/pins.ts';
import type { AskedBoard } from '../usb/index.ts';
import { bad, good, untried, type Outcome } from './finding.ts';
import type { Person } from './person.ts';

/** In milliseconds. */
export interface KeysTiming {
  /** For somebody to press a key, and to let go of it. */
  readonly pressMs: number;
  readonly lookEveryMs: number;
}

const mask = z.int().nonnegative();

/** The keys of a board whose script is stopped: which were down since the last look. */
export class KeysOnBench {
  readonly #board: AskedBoard;
  /** D15 always reads pressed. */
  readonly #pins: readonly number[];

  private constructor(board: AskedBoard, pins: readonly number[]) {
    this.#board = board;
    this.#pins = pins;
  }

  /** Has the board look at its keys all the time: a tap is shorter than a question to it. */
  static async begin(board: AskedBoard, pins: readonly number[]): Promise<KeysOnBench> {
    const seen = pins.filter((pin) => pin !== ALWAYS_LOW_PIN);
    const list = `[${seen.join()}]`;
    const all = (1 << seen.length) - 1;
    const code =
      `(${list}.forEach(function(p){pinMode(p,"input_pullup")}),DOCTOR_DOWN=0,` +
      `setInterval(function(){DOCTOR_DOWN|=~digitalRead(${list})&${all}},5),1)`;
    await board.askOnBench(code, (answer) => (answer === 1 ? answer : undefined));
    await board.pause(50);
    return new KeysOnBench(board, seen);
  }

  /** @returns the pins that were low at any time since the last look */
  async down(): Promise<number[]> {
    const down = await this.#board.askOnBench(DOWN, (answer) => mask.safeParse(answer).data);
    return this.#pins.filter((_, index) => (down >> (this.#pins.length - 1 - index)) & 1);
  }
}

const DOWN = '(function(d){DOCTOR_DOWN=0;return d})(DOCTOR_DOWN)';

/** Asks for one key to be pressed, and sees that it, and no other, goes down and comes up again. */
export async function checkKey(
  board: AskedBoard,
  keys: KeysOnBench,
  pin: number,
  person: Person,
  { pressMs, lookEveryMs }: KeysTiming,
): Promise<Outcome> {
  if (pin === ALWAYS_LOW_PIN) return untried('D15 always reads pressed, so nobody can tell its key.');
  const name = `D${pin}`;
  const wires = `Check its wires: one leg on ${name}, the other on GND.`;
  await keys.down();
  await board.pause(lookEveryMs);
  if ((await keys.down()).includes(pin)) {
    return bad('reads pressed though nobody was asked to press it.', `Let go of it. ${wires}`, {
      seen: 'held',
    });
  }
  person.tell(`  Press the key on ${name} …`);
  const endMs = performance.now() + pressMs;
  const others = new Set<number>();
  for (let isDown = false; performance.now() < endMs;) {
    const down = await keys.down();
    for (const other of down) if (other !== pin) others.add(other);
    if (down.includes(pin)) isDown = true;
    else if (isDown) return seen(others, name);
    await board.pause(lookEveryMs);
  }
  if (others.size === 0) return bad(`not seen in ${pressMs / 1000} s.`, wires, { seen: 'never' });
  return bad(
    `not seen; ${named(others)} went down in its place.`,
    'The wires may be swapped, or "pins" names them in another order than you press them.',
    { seen: 'other' },
  );
}

function seen(others: ReadonlySet<number>, name: string): Outcome {
  if (others.size === 0) return good('seen', { seen: 'alone' });
  return bad(
    `seen, and ${named(others)} with it.`,
    `If you pressed one key alone, wires of ${name} and ${named(others)} touch.`,
    { seen: 'with others' },
  );
}

function named(pins: ReadonlySet<number>): string {
  return [...pins].map((pin) => `D${pin}`).join(', ');
}
