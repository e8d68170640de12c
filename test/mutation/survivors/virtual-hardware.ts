import type { Explained } from '../survivors.ts';

const HARDWARE = 'src/simulator/hardware';
const ESPRUINO = 'src/simulator/espruino';
const WORLD = 'src/simulator/world';

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
  {
    file: `${ESPRUINO}/http/reception.ts`,
    from: '#hadHeaders = false;',
    to: '#hadHeaders = true;',
    why: 'Each turn sets it anew before it is asked.',
  },
  {
    file: `${ESPRUINO}/http/reception.ts`,
    from: "const [first = '', ...lines] = this.pending.slice(0, end).split('\\r\\n');",
    to: 'const [first = "Stryker was here!", ...lines] = this.pending.slice(0, end).split(\'\\r\\n\');',
    why: 'There is always a first line; the other text is there for the type check.',
  },
  {
    file: `${ESPRUINO}/http/reception.ts`,
    from: "const [version = '', status = ''] = first.split(' ');",
    to: "const [version = \"Stryker was here!\", status = ''] = first.split(' ');",
    why: 'There is always a first word; the other text is there for the type check.',
  },
  {
    file: `${ESPRUINO}/globals/pins.ts`,
    from: "const pin = typeof value === 'string' && /^D\\d\\d?$/.test(value) ? Number(value.slice(1)) : value;",
    to: "const pin = typeof value === 'string' && /D\\d\\d?$/.test(value) ? Number(value.slice(1)) : value;",
    why: 'What is left of a longer text is no number.',
  },
  {
    file: `${ESPRUINO}/globals/bytes.ts`,
    from: 'const shift = bits < 0 ? 0 : heldBits - width;',
    to: 'const shift = bits <= 0 ? 0 : heldBits - width;',
    why: 'Of whole bytes nothing is held back.',
  },
  {
    file: `${ESPRUINO}/globals/bytes.ts`,
    from: 'if (bits < 0) held >>= width;',
    to: 'if (bits <= 0) held >>= width;',
    why: 'Of whole bytes nothing is held back.',
  },
  ...[
    'if (false) throw',
    'if (first === undefined && last === undefined) throw',
    'if (false || last === undefined) throw',
    'if (first === undefined || false) throw',
  ].map((to) => ({
    file: `${WORLD}/clock.ts`,
    from: "if (first === undefined || last === undefined) throw new Error('The clock has nothing due.');",
    to: `${to} new Error('The clock has nothing due.');`,
    why: 'Whoever takes one has seen that there is one; it is asked for the type check.',
  })),
  {
    file: `${WORLD}/clock.ts`,
    from: 'return a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs;',
    to: 'return a.atMs === b.atMs ? a.order <= b.order : a.atMs < b.atMs;',
    why: 'No two have the same order.',
  },
  {
    file: `${WORLD}/clock.ts`,
    from: 'return a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs;',
    to: 'return a.atMs === b.atMs ? a.order < b.order : a.atMs <= b.atMs;',
    why: 'By then the times differ.',
  },
  {
    file: `${WORLD}/conversation.ts`,
    from: "const [first = '', ...lines] = head.split('\\r\\n');",
    to: 'const [first = "Stryker was here!", ...lines] = head.split(\'\\r\\n\');',
    why: 'There is always a first line; the other text is there for the type check.',
  },
  {
    file: `${WORLD}/conversation.ts`,
    from: "const [method = '', path = ''] = first.split(' ');",
    to: "const [method = \"Stryker was here!\", path = ''] = first.split(' ');",
    why: 'There is always a first word; the other text is there for the type check.',
  },
  {
    file: `${WORLD}/conversation.ts`,
    from: 'if (this.#headersEnd < 0) {',
    to: 'if (this.#headersEnd <= 0) {',
    why: 'A request without a head is over at once.',
  },
  {
    file: `${WORLD}/conversation.ts`,
    from: "if (this.#behaviour.kind === 'answer' && this.#behaviour.continues) {",
    to: 'if (true && this.#behaviour.continues) {',
    why: 'No other way has it; the kind is asked for the type check.',
  },
  {
    file: `${WORLD}/conversation.ts`,
    from: "if ((way.kind !== 'reset' && way.kind !== 'close') || way.at !== moment) return [];",
    to: 'if ((false) || way.at !== moment) return [];',
    why: 'No other way has it; the kind is asked for the type check.',
  },
  {
    file: `${WORLD}/conversation.ts`,
    from: "if (way.kind === 'reset' && way.at === 'answer') {",
    to: "if (true && way.at === 'answer') {",
    why: 'No other way has it; the kind is asked for the type check.',
  },
  {
    file: `${WORLD}/memory-network.ts`,
    from: 'this.#play(this.#conversation?.received(bytes, nowMs) ?? []);',
    to: 'this.#play(this.#conversation?.received(bytes, nowMs) ?? ["Stryker was here"]);',
    why: 'The chip sends on a line that stands; it is asked for the type check.',
  },
  {
    file: `${WORLD}/memory-network.ts`,
    from: 'this.#play(this.#conversation?.received(bytes, nowMs) ?? []);',
    to: 'this.#play(this.#conversation.received(bytes, nowMs) ?? []);',
    why: 'The chip sends on a line that stands; it is asked for the type check.',
  },
  {
    file: `${WORLD}/memory-network.ts`,
    from: '.filter(({ status }) => status !== null && status >= 200 && status < 300)',
    to: '.filter(({ status }) => true && status >= 200 && status < 300)',
    why: 'None is less than 200 as well; it is asked for the type check.',
  },
  {
    file: `${WORLD}/memory-network.ts`,
    from: "const NOBODY: MemoryServer = { requests: [], next: () => ({ kind: 'refuse' }) };",
    to: 'const NOBODY: MemoryServer = { requests: ["Stryker was here"], next: () => ({ kind: \'refuse\' }) };',
    why: 'Nobody looks at the requests of nobody.',
  },
  {
    file: `${ESPRUINO}/globals/time.ts`,
    from: "const run = asCallback(callback, (text) => realm.run(text, 'event'));",
    to: 'const run = asCallback(callback, (text) => realm.run(text, ""));',
    why: 'The name of such a text is shown nowhere.',
  },
  {
    file: `${ESPRUINO}/loop.ts`,
    from: "if (typeof id === 'number') this.#timers.delete(id);",
    to: 'if (true) this.#timers.delete(id);',
    why: 'Nothing else is the number of a timer; it is asked for the type check.',
  },
  {
    file: `${ESPRUINO}/loop.ts`,
    from: 'return delayMs >= MIN_INTERVAL_MS ? delayMs : MIN_INTERVAL_MS;',
    to: 'return delayMs > MIN_INTERVAL_MS ? delayMs : MIN_INTERVAL_MS;',
    why: 'It is the same number.',
  },
  {
    file: `${ESPRUINO}/http/reception.ts`,
    from: "if (size === 0) return { data: '', rest: '', partial: true };",
    to: "if (size === 0) return { data: '', rest: '', partial: false };",
    why: 'There is no rest to go on with.',
  },
];
