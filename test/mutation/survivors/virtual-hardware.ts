import type { Explained } from '../survivors.ts';

const HARDWARE = 'src/simulator/hardware';
const ESPRUINO = 'src/simulator/espruino';

export const VIRTUAL_HARDWARE: readonly Explained[] = [
  {
    file: `${HARDWARE}/pins.ts`,
    from: 'readonly #watchers: { pin: number; changed: (edge: Edge) => void }[] = [];',
    to: 'readonly #watchers: { pin: number; changed: (edge: Edge) => void }[] = ["Stryker was here"];',
    why: 'The text has no pin, so that it is told of none.',
  },
  {
    file: `${HARDWARE}/pins.ts`,
    from: "return typeof pin === 'number' && Number.isInteger(pin) && pin >= 0 && pin < PIN_COUNT;",
    to: 'return true && Number.isInteger(pin) && pin >= 0 && pin < PIN_COUNT;',
    why: 'No other type is an integer; it is asked for the type check.',
  },
  {
    file: `${HARDWARE}/pins.ts`,
    from: 'this.#noise = (Math.imul(this.#noise, 1103515245) + 12345) >>> 0;',
    to: 'this.#noise = (Math.imul(this.#noise, 1103515245) - 12345) >>> 0;',
    why: 'It is noise as well.',
  },
  {
    file: `${HARDWARE}/waveform.ts`,
    from: 'return this.isOn ? (this.edges.at(-1)?.hz ?? 0) : 0;',
    to: 'return this.isOn ? (this.edges.at(-1).hz ?? 0) : 0;',
    why: 'What is on has a last edge.',
  },
  {
    file: `${HARDWARE}/socket.ts`,
    from: 'this.#whenCarried(() => this.#line?.send(chunk));',
    to: 'this.#whenCarried(() => this.#line.send(chunk));',
    why: 'What stands has a line; it is asked for the type check.',
  },
  {
    file: `${ESPRUINO}/globals/pins.ts`,
    from: 'if (!(refusal instanceof PinRefusal)) throw refusal;',
    to: 'if (false) throw refusal;',
    why: 'Nothing else is thrown there; a fault of the virtual board itself would be.',
  },
  {
    file: `${ESPRUINO}/globals/pins.ts`,
    from: "const watcher = asCallback(callback, (text) => realm.run(text, 'event'));",
    to: 'const watcher = asCallback(callback, (text) => realm.run(text, ""));',
    why: 'The name of such a text is shown nowhere.',
  },
  {
    file: `${ESPRUINO}/globals/pins.ts`,
    from: 'const change = ++changes;',
    to: 'const change = --changes;',
    why: 'Any other number than before will do.',
  },
];
