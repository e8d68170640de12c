import { SEARCHES } from './searches.ts';

/** What the language's own objects have on Espruino 2v29, found by asking its Linux build for each name that V8 has. */
const KEPT = {
  globals:
    'Object Function Array Number String Boolean Date RegExp Promise Error ReferenceError SyntaxError TypeError ' +
    'JSON Math ArrayBuffer DataView Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array ' +
    'Float32Array Float64Array Uint8ClampedArray parseFloat parseInt Infinity NaN undefined isFinite isNaN eval ' +
    'decodeURIComponent encodeURIComponent globalThis',
  statics: {
    Object:
      'assign getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames create defineProperties ' +
      'defineProperty getPrototypeOf setPrototypeOf keys entries fromEntries values',
    Array: 'isArray',
    Number: 'MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY',
    String: 'fromCharCode',
    Date: 'now parse',
    JSON: 'parse stringify',
    Math:
      'abs acos asin atan atan2 ceil cos exp floor log max min pow random round sign sin sqrt tan ' +
      'E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2',
  },
  methods: {
    Object: 'hasOwnProperty toString valueOf __proto__',
    Function: 'apply bind call toString',
    Array:
      'concat every fill filter find findIndex forEach includes indexOf join map pop push reduce reverse shift ' +
      'slice some sort splice toString unshift',
    Number: 'toFixed toString valueOf',
    Boolean: 'toString valueOf',
    String:
      'charAt charCodeAt concat endsWith includes indexOf lastIndexOf match padEnd padStart repeat replace ' +
      'replaceAll slice split startsWith substr substring toLowerCase toString toUpperCase trim valueOf',
    Date:
      'getDate getDay getFullYear getHours getMilliseconds getMinutes getMonth getSeconds getTime ' +
      'getTimezoneOffset getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes ' +
      'getUTCMonth getUTCSeconds setDate setFullYear setHours setMilliseconds setMinutes setMonth setSeconds ' +
      'setTime toISOString toJSON toString toUTCString valueOf',
    // The flags one by one are not the board's, but V8's own replace and match read them.
    RegExp:
      'exec test toString source flags hasIndices global ignoreCase multiline dotAll unicode unicodeSets sticky',
    Error: 'message name toString',
    ArrayBuffer: 'byteLength',
    DataView:
      'buffer byteLength byteOffset getFloat32 getFloat64 getInt16 getInt32 getInt8 getUint16 getUint32 getUint8 ' +
      'setFloat32 setFloat64 setInt16 setInt32 setInt8 setUint16 setUint32 setUint8',
    TypedArray:
      'buffer byteLength byteOffset length every fill filter find findIndex forEach includes indexOf join map ' +
      'reduce reverse set slice some sort subarray toString',
  },
} as const;

/**
 * Takes out of a fresh context what the board lacks, and replaces what the board has otherwise: strings of 8
 * bits, JSON that takes their bytes for characters and numbers of eleven digits, rounding away from zero.
 */
export const BUILTINS = `(function () {
  'use strict';
  var kept = ${JSON.stringify(KEPT)}, global = globalThis, names = Object.getOwnPropertyNames;
  var typed = Object.getPrototypeOf(Uint8Array.prototype), charCode = String.fromCharCode;
  var precise = Number.prototype.toPrecision;
  function words(list) { return (list || '').split(' '); }
  function keepOnly(target, list, always) {
    names(target).forEach(function (name) {
      var fixed = !Object.getOwnPropertyDescriptor(target, name).configurable;
      if (!fixed && list.indexOf(name) < 0 && always.indexOf(name) < 0) delete target[name];
    });
  }
  words('Array Number String Date JSON Math Object').forEach(function (name) {
    keepOnly(global[name], words(kept.statics[name]), ['prototype', 'name', 'length']);
  });
  Object.keys(kept.methods).forEach(function (name) {
    var target = name === 'TypedArray' ? typed : global[name].prototype;
    keepOnly(target, words(kept.methods[name]), ['constructor', 'length', 'arguments', 'caller']);
  });
  keepOnly(typed.constructor, [], ['prototype', 'name', 'length']);
  keepOnly(Error, [], ['prototype', 'name', 'length']);
  String.fromCharCode = function fromCharCode() {
    var s = '';
    for (var i = 0; i < arguments.length; i++) s += charCode(arguments[i] & 255);
    return s;
  };
  function half(all, slashes, low) { return slashes.length & 1 ? slashes + 'u00' + low : all; }
  var parse = JSON.parse, stringify = JSON.stringify, isView = ArrayBuffer.isView, bytes = Uint8Array;
  function plain(value) {
    if (value instanceof ArrayBuffer) value = new bytes(value);
    if (isView(value)) return value.length === undefined ? value : [].slice.call(value);
    return typeof value === 'number' && value % 1 ? +precise.call(value, 11) : value;
  }
  JSON.parse = function (text, reviver) {
    return parse(String(text).replace(/(\\\\+)u[0-9a-fA-F]{2}([0-9a-fA-F]{2})/g, half), reviver);
  };
  JSON.stringify = function (value, replacer, space) {
    var own = typeof replacer === 'function';
    var text = stringify(value, function (key, value) {
      return plain(own ? replacer.call(this, key, value) : value);
    }, space);
    return text && text.replace(/[^\\x00-\\x7e]/g, function (c) {
      return '\\\\u00' + c.charCodeAt(0).toString(16).toUpperCase();
    });
  };
  var upper = String.prototype.toUpperCase, lower = String.prototype.toLowerCase;
  String.prototype.toUpperCase = function () {
    return String(this).replace(/[a-z]+/g, function (c) { return upper.call(c); });
  };
  String.prototype.toLowerCase = function () {
    return String(this).replace(/[A-Z]+/g, function (c) { return lower.call(c); });
  };
  Object.assign(String.prototype, ${SEARCHES});
  String.prototype.trim = function () { return String(this).replace(/^[\\t-\\r ]+|[\\t-\\r ]+$/g, ''); };
  var round = Math.round, number = Number;
  Math.round = function (x) { return (x < 0 ? -round(-x) : round(x)) + 0; };
  global.Number = function Number(value) {
    if (typeof value === 'string' && /^\\xa0|\\s$/.test(value)) return NaN;
    return arguments.length ? number(value) : 0;
  };
  names(number).forEach(function (name) {
    var fact = Object.getOwnPropertyDescriptor(number, name);
    if (name !== 'name' && name !== 'length') Object.defineProperty(global.Number, name, fact);
  });
  Object.defineProperty(number.prototype, 'constructor', { value: global.Number, writable: true, configurable: true });
  Object.defineProperty(global, 'global', { value: global, writable: true, configurable: true });
  keepOnly(global, words(kept.globals).concat('global'), []);
})()`;
