/**
 * What a script finds on the board, from Espruino 2v29's src/jswrap_*.c and tried on its interpreter.
 */

const TYPED_ARRAYS = [
  ...['Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array'],
  ...['Float32Array', 'Float64Array', 'Uint8ClampedArray'],
];

/** Globals that the bundle may name. */
export const BOARD_GLOBALS: ReadonlySet<string> = new Set([
  ...['undefined', 'NaN', 'Infinity', 'global', 'globalThis'],
  ...[
    'Object',
    'Function',
    'Array',
    'String',
    'Number',
    'Boolean',
    'Math',
    'JSON',
    'Date',
    'RegExp',
    'Promise',
  ],
  ...['Error', 'SyntaxError', 'TypeError', 'InternalError', 'ReferenceError'],
  ...['ArrayBuffer', 'DataView', ...TYPED_ARRAYS],
  ...[
    'parseInt',
    'parseFloat',
    'isNaN',
    'isFinite',
    'eval',
    'encodeURIComponent',
    'decodeURIComponent',
    'btoa',
    'atob',
  ],
  ...['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'changeInterval', 'getTime', 'setTime'],
  ...['pinMode', 'getPinMode', 'digitalRead', 'digitalWrite', 'digitalPulse', 'analogRead', 'analogWrite'],
  ...['setWatch', 'clearWatch', 'shiftOut', 'peek8', 'poke8', 'peek16', 'poke16', 'peek32', 'poke32'],
  ...[
    'console',
    'print',
    'process',
    'url',
    'require',
    'Modules',
    'E',
    'load',
    'save',
    'reset',
    'trace',
    'dump',
    'edit',
    'echo',
  ],
  ...['Pin', 'Serial1', 'Serial2', 'SPI', 'SPI1', 'I2C', 'I2C1', 'OneWire', 'Waveform', 'Graphics'],
  ...['A0', ...Array.from({ length: 17 }, (_, pin) => `D${pin}`)],
]);

/** Members of built-in objects that browsers and Node have and the board has not. */
export const MISSING_STATICS: Readonly<Record<string, readonly string[]>> = {
  Object: [
    ...['freeze', 'isFrozen', 'seal', 'isSealed', 'preventExtensions', 'isExtensible'],
    ...['is', 'hasOwn', 'getOwnPropertySymbols', 'groupBy'],
  ],
  Array: ['from', 'of', 'fromAsync'],
  Number: [
    ...['isFinite', 'isInteger', 'isNaN', 'isSafeInteger', 'parseFloat', 'parseInt'],
    ...['MAX_SAFE_INTEGER', 'MIN_SAFE_INTEGER', 'EPSILON'],
  ],
  String: ['fromCodePoint', 'raw'],
  Math: [
    ...['acosh', 'asinh', 'atanh', 'cbrt', 'expm1', 'clz32', 'cosh', 'fround', 'hypot', 'imul'],
    ...['f16round', 'log1p', 'log2', 'log10', 'sinh', 'tanh', 'trunc'],
  ],
  Promise: ['allSettled', 'any', 'race', 'try', 'withResolvers'],
  Date: ['UTC'],
  ArrayBuffer: ['isView'],
  Error: ['captureStackTrace', 'isError', 'stackTraceLimit'],
  RegExp: ['input', 'lastMatch', 'lastParen', 'leftContext', 'rightContext', 'escape'],
  ...Object.fromEntries(
    TYPED_ARRAYS.map((type) => [type, ['BYTES_PER_ELEMENT', 'from', 'fromBase64', 'fromHex', 'of']]),
  ),
};

/** Methods of values, whatever they are called on. */
export const MISSING_METHODS: ReadonlySet<string> = new Set([
  ...['at', 'copyWithin', 'findLast', 'findLastIndex', 'flat', 'flatMap', 'reduceRight'],
  ...['toReversed', 'toSorted', 'toSpliced', 'keys', 'entries', 'values'],
  ...['codePointAt', 'localeCompare', 'matchAll', 'normalize', 'search', 'isWellFormed', 'toWellFormed'],
  ...[
    'trimStart',
    'trimLeft',
    'trimEnd',
    'trimRight',
    'toLocaleLowerCase',
    'toLocaleUpperCase',
    'toLocaleString',
  ],
  ...['toExponential', 'toPrecision', 'isPrototypeOf', 'propertyIsEnumerable', 'finally'],
  ...['toDateString', 'toTimeString', 'toLocaleDateString', 'toLocaleTimeString', 'toGMTString'],
  ...['setUTCDate', 'setUTCFullYear', 'setUTCHours', 'setUTCMilliseconds', 'setUTCMinutes', 'setUTCMonth'],
  ...['setUTCSeconds', 'getYear', 'setYear'],
  ...['toTemporalInstant', 'toBase64', 'toHex', 'setFromBase64', 'setFromHex'],
  ...['getBigInt64', 'getBigUint64', 'getFloat16', 'setBigInt64', 'setBigUint64', 'setFloat16'],
]);
