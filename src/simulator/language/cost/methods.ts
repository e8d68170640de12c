import { isObject } from '../engine.ts';
import {
  calling,
  callingUntil,
  fit,
  joined,
  keyCount,
  lengthOf,
  match,
  pad,
  part,
  replace,
  search,
  searchBack,
  searchList,
  split,
  type Price,
} from './work.ts';

/** The same name costs differently on a text, a list, binary data, and anything else that has it built in. */
export interface Methods {
  readonly text?: Price<string>;
  readonly list?: Price<ArrayLike<unknown>>;
  readonly bytes?: Price<ArrayLike<unknown>>;
  readonly other?: Price<unknown>;
}

/** A function of the board's own: to find it on its object. What it does is in the table of the board. */
const FOUND: Methods = { other: 10_500 };
const MATHS: Methods = { other: 10_500 };
const GET: Methods = { other: 21_500, bytes: 21_500 };
const SET: Methods = { other: 20_500, bytes: 20_500 };

/** Measured in the emulated chip (test/chip) as the difference of a call to the same text without its work. */
export const METHODS: Readonly<Record<string, Methods>> = {
  length: { text: (text) => 12_500 + 17 * text.length, list: 13_000, bytes: 19_500 },
  charAt: { text: 12_000 },
  charCodeAt: { text: (text, [at]) => 11_500 + 40 * Math.min(Number(at) || 0, text.length) },
  indexOf: {
    text: search,
    list: (list, _, at) => searchList(list, at),
    bytes: (list) => 22_000 + 3100 * list.length,
  },
  lastIndexOf: { text: (text, _, at) => searchBack(text, at) },
  includes: {
    text: (text, args) => search(text, args, text.indexOf(String(args[0]))),
    list: (list, [value]) => searchList(list, Array.prototype.indexOf.call(list, value)),
  },
  slice: { text: part, list: (_, __, made) => 12_500 + 3800 * lengthOf(made), bytes: 22_000 },
  substr: { text: part },
  substring: { text: part },
  split: { text: split },
  toUpperCase: { text: (text) => 14_000 + 283 * text.length },
  toLowerCase: { text: (text) => 14_000 + 283 * text.length },
  trim: { text: (_, __, made) => 14_200 + 365 * lengthOf(made) },
  concat: {
    text: (_, __, made) => 20_000 + 480 * lengthOf(made),
    list: (_, __, made) => 4500 + 3050 * lengthOf(made),
  },
  startsWith: { text: (_, [start]) => 11_500 + 230 * lengthOf(start) },
  endsWith: { text: (_, [end]) => 12_500 + 300 * lengthOf(end) },
  replace: { text: replace },
  repeat: { text: (text, [times]) => 7500 + (Number(times) || 0) * (1310 + 325 * text.length) },
  padStart: { text: pad },
  padEnd: { text: pad },
  match: { text: match },
  test: { other: fit },
  exec: { other: fit },
  push: { list: 17_000 },
  pop: { list: 15_000 },
  shift: { list: 21_000 },
  unshift: { list: 22_000 },
  map: { list: calling(11_600, 8700), bytes: calling(20_000, 8000) },
  filter: { list: calling(12_000, 8500), bytes: calling(20_000, 8000) },
  forEach: { list: calling(11_000, 7000), bytes: calling(20_000, 7600) },
  every: { list: calling(11_500, 7000), bytes: calling(20_000, 7600) },
  some: { list: calling(11_500, 7000) },
  find: { list: calling(11_500, 6500) },
  findIndex: { list: callingUntil(11_500, 6500) },
  reduce: { list: calling(12_000, 8000), bytes: calling(20_000, 8500) },
  sort: { list: calling(15_000, 2000), bytes: calling(20_000, 2000) },
  reverse: { list: calling(15_000, 6000) },
  fill: { list: calling(14_000, 2250), bytes: calling(18_600, 1540) },
  splice: { list: calling(18_000, 300) },
  join: { text: 12_000, list: joined(2000), bytes: joined(2700) },
  subarray: { bytes: 17_500 },
  set: { bytes: (_, [list]) => 20_000 + 400 * lengthOf(list) },
  buffer: { bytes: 17_800, other: 17_800 },
  toString: {
    text: 12_000,
    list: joined(2000),
    other: (self: unknown) => (isObject(self) ? 22_000 : 13_000),
  },
  toFixed: { other: 13_500 },
  hasOwnProperty: { other: 15_000, list: 15_000 },
  ...named('getInt8 getUint8 getInt16 getUint16 getInt32 getUint32 getFloat32 getFloat64', GET),
  ...named('setInt8 setUint8 setInt16 setUint16 setInt32 setUint32 setFloat32 setFloat64', SET),
  ...named('round floor ceil abs min max random pow sin cos tan atan atan2 log exp sqrt PI sign', MATHS),
  stringify: { other: (_, __, made) => 16_000 + 1500 * lengthOf(made) },
  parse: { other: (_, [text]) => 15_000 + 950 * lengthOf(text) },
  keys: { other: (_, __, made) => 10_000 + 10_200 * lengthOf(made) },
  values: { other: (_, __, made) => 10_000 + 8600 * lengthOf(made) },
  entries: { other: (_, __, made) => 10_000 + 12_700 * lengthOf(made) },
  assign: {
    other: (_, args) => 17_000 + 5300 * args.slice(1).reduce<number>((sum, from) => sum + keyCount(from), 0),
  },
  isArray: { other: 11_000 },
  fromCharCode: { other: 13_000 },
  now: { other: 12_000 },
  getTime: { other: 17_000 },
  on: { other: 7000 },
  emit: { other: 10_000 },
  removeAllListeners: { other: 12_000 },
  ...named(
    'toUint8Array mapInPlace clip CRC32 hwRand getErrorFlags reboot getTemperature memory env log debug info warn error ' +
      'getIP getStatus getDetails stopAP startAP setHostname getHostname save restore ' +
      'SHA1 setOptions getResetInfo getState',
    FOUND,
  ),
};

export const METHOD_NAMES: readonly string[] = Object.keys(METHODS);

export const METHOD_IDS: ReadonlyMap<string, number> = new Map(METHOD_NAMES.map((name, id) => [name, id]));

function named(names: string, methods: Methods): Readonly<Record<string, Methods>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, methods]));
}
