/** What a built-in member takes: to be found, to work, and for each item or character that it goes through. */
export interface Method {
  readonly base: number;
  readonly each?: number;
}

/** The same name costs differently on a text, a list, binary data, and anything else that has it built in. */
export interface Methods {
  readonly text?: Method;
  readonly list?: Method;
  readonly bytes?: Method;
  readonly other?: Method;
  /** For each character of what it gives back, and for each item. */
  readonly made?: readonly [character: number, item: number];
  /** For each item or character of its first argument. */
  readonly argument?: number;
}

/** A function or a class among the globals. */
interface Call {
  readonly base: number;
  readonly made?: NonNullable<Methods['made']>;
  readonly argument?: number;
}

/** A function of the board's own: to find it on its object. What it does is in the table of the board. */
const FOUND: Methods = { other: { base: 10_500 } };
const MATHS: Methods = { other: { base: 10_500 } };
const GET: Methods = { other: { base: 21_500 }, bytes: { base: 21_500 } };
const SET: Methods = { other: { base: 20_500 }, bytes: { base: 20_500 } };

/** Instructions, measured in the emulated chip (test/chip) as the difference of a call to the same text without its work. */
export const METHODS: Readonly<Record<string, Methods>> = {
  length: { text: { base: 12_800 }, list: { base: 13_000 }, bytes: { base: 19_500 } },
  charAt: { text: { base: 12_500 } },
  charCodeAt: { text: { base: 12_500, each: 10 } },
  indexOf: {
    text: { base: 13_000, each: 500 },
    list: { base: 16_000, each: 900 },
    bytes: { base: 22_000, each: 3100 },
  },
  lastIndexOf: { text: { base: 13_000, each: 280 } },
  includes: { text: { base: 13_000, each: 500 }, list: { base: 16_000, each: 2200 } },
  slice: {
    text: { base: 12_000, each: 20 },
    list: { base: 12_500 },
    bytes: { base: 22_000 },
    made: [270, 3800],
  },
  substr: { text: { base: 11_500, each: 20 }, made: [270, 3800] },
  substring: { text: { base: 11_500, each: 20 }, made: [270, 3800] },
  split: { text: { base: 13_000, each: 2300 } },
  toUpperCase: { text: { base: 14_000, each: 283 } },
  toLowerCase: { text: { base: 14_000, each: 283 } },
  trim: { text: { base: 15_000, each: 100 } },
  concat: { text: { base: 20_000, each: 280 }, list: { base: 26_000, each: 3050 } },
  startsWith: { text: { base: 14_500 } },
  endsWith: { text: { base: 17_500 } },
  replace: { text: { base: 25_000, each: 200 } },
  repeat: { text: { base: 18_000 }, made: [130, 0] },
  padStart: { text: { base: 22_000 } },
  padEnd: { text: { base: 22_000 } },
  match: { text: { base: 36_000, each: 200 } },
  test: { other: { base: 33_000 }, argument: 700 },
  exec: { other: { base: 33_000 }, argument: 400 },
  push: { list: { base: 17_000 } },
  pop: { list: { base: 15_000 } },
  shift: { list: { base: 21_000 } },
  unshift: { list: { base: 22_000 } },
  map: { list: { base: 42_000, each: 2900 }, bytes: { base: 20_000, each: 8000 } },
  filter: { list: { base: 42_000, each: 3300 } },
  forEach: { list: { base: 36_000, each: 1900 }, bytes: { base: 20_000, each: 7000 } },
  every: { list: { base: 36_000, each: 1900 } },
  some: { list: { base: 17_000, each: 1900 } },
  find: { list: { base: 30_000, each: 1200 } },
  findIndex: { list: { base: 30_000, each: 1200 } },
  reduce: { list: { base: 38_000, each: 2900 }, bytes: { base: 20_000, each: 8500 } },
  sort: { list: { base: 15_000, each: 9000 } },
  reverse: { list: { base: 15_000, each: 6000 } },
  fill: { list: { base: 16_000, each: 2250 }, bytes: { base: 18_600, each: 1540 } },
  splice: { list: { base: 18_000, each: 300 } },
  join: { text: { base: 12_000 }, list: { base: 15_000, each: 4400 }, bytes: { base: 20_000, each: 4500 } },
  subarray: { bytes: { base: 17_500 } },
  set: { bytes: { base: 20_000 }, argument: 400 },
  buffer: { bytes: { base: 17_800 }, other: { base: 17_800 } },
  toString: { text: { base: 12_000 }, list: { base: 15_000, each: 4400 }, other: { base: 13_000 } },
  toFixed: { other: { base: 13_500 } },
  hasOwnProperty: { other: { base: 13_000 }, list: { base: 13_000 } },
  ...named('getInt8 getUint8 getInt16 getUint16 getInt32 getUint32 getFloat32 getFloat64', GET),
  ...named('setInt8 setUint8 setInt16 setUint16 setInt32 setUint32 setFloat32 setFloat64', SET),
  ...named('round floor ceil abs min max random pow sin cos tan atan atan2 log exp sqrt PI sign', MATHS),
  stringify: { other: { base: 16_000 }, made: [1400, 0] },
  parse: { other: { base: 15_000 }, argument: 1300 },
  keys: { other: { base: 10_000 }, made: [0, 9000] },
  values: { other: { base: 10_000 }, made: [0, 7000] },
  entries: { other: { base: 10_000 }, made: [0, 9000] },
  assign: { other: { base: 17_000 } },
  isArray: { other: { base: 11_000 } },
  fromCharCode: { other: { base: 13_000 } },
  now: { other: { base: 12_000 } },
  getTime: { other: { base: 17_000 } },
  on: { other: { base: 7000 } },
  emit: { other: { base: 7000 } },
  removeAllListeners: { other: { base: 5000 } },
  ...named(
    'toUint8Array clip CRC32 hwRand getErrorFlags reboot getTemperature memory env log debug info warn error ' +
      'getIP getStatus getDetails stopAP startAP setHostname save restore ' +
      'SHA1 setOptions getResetInfo getState',
    FOUND,
  ),
};

/** Functions and classes among the globals: what they do, beside what any call takes. */
const CALLS: Readonly<Record<string, Call>> = {
  parseInt: { base: 2600, argument: 150 },
  parseFloat: { base: 3900 },
  isNaN: { base: 1600 },
  isFinite: { base: 1600 },
  String: { base: 3300 },
  Number: { base: 3800 },
  Error: { base: 85_000 },
  TypeError: { base: 85_000 },
  Date: { base: 10_500 },
  DataView: { base: 0 },
  Uint8Array: { base: 0, made: [0, 15], argument: 2500 },
  Uint16Array: { base: 0, made: [0, 15], argument: 2500 },
  Uint32Array: { base: 0, made: [0, 15], argument: 2500 },
  Int32Array: { base: 0, made: [0, 15], argument: 2500 },
  Float32Array: { base: 0, made: [0, 15], argument: 2500 },
  Float64Array: { base: 0, made: [0, 15], argument: 2500 },
};

export const METHOD_IDS: ReadonlyMap<string, number> = new Map(
  Object.keys(METHODS).map((name, id) => [name, id]),
);

const BY_NAME: ReadonlyMap<string, Partial<Call>> = new Map<string, Partial<Call>>([
  ...Object.entries(METHODS),
  ...Object.entries(CALLS),
]);

/** What a function among the globals does. */
export function builtInCall(name: string): number {
  return BY_NAME.get(name)?.base ?? 0;
}

/** For each character, and for each item, of what a built-in function gives back. */
export function madeBy(name: string): Methods['made'] | null {
  return BY_NAME.get(name)?.made ?? null;
}

/** For each item or character of its first argument. */
export function takenBy(name: string): number {
  return BY_NAME.get(name)?.argument ?? 0;
}

function named(names: string, methods: Methods): Readonly<Record<string, Methods>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, methods]));
}
