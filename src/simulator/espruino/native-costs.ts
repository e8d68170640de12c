/** Instructions that a function of the board's own takes, beside what finding and calling it does; perhaps by what it is given. */
type NativeCost = number | ((args: readonly unknown[]) => number);

/** By name, as measured in the emulated chip (test/chip). What is not here costs nothing. */
const COSTS = new Map<string, NativeCost>(
  Object.entries<NativeCost>({
    getTime: 2700,
    setTime: 3000,
    digitalRead: ([pins]) => (Array.isArray(pins) ? 600 + 1250 * pins.length : 0),
    digitalWrite: ([pins]) => (Array.isArray(pins) ? 1500 * pins.length : 0),
    pinMode: 2400,
    setTimeout: 7500,
    setInterval: 8500,
    clearTimeout: 19_000,
    clearInterval: 19_000,
    changeInterval: 3300,
    require: 4700,
    print: (args) => 5000 + sum(args, (value) => 365 * printed(value)),
    btoa: (args) => 4500 + 220 * sizeOf(args),
    atob: (args) => 4000 + 310 * sizeOf(args),
    toUint8Array: (args) => 7500 + sum(args, (value) => 3200 + bytesOf(value)),
    toString: 3600,
    mapInPlace: ([, to]) => 500 + 2050 * sizeOf([to]),
    CRC32: ([value]) => 1500 + (typeof value === 'string' ? 170 : 280) * sizeOf([value]),
    memory: 341_000,
    SHA1: (args) => 17_000 + 120 * sizeOf(args) + 4500 * Math.floor((sizeOf(args) + 8) / 64),
    getIP: 20_000,
    getStatus: 24_000,
    getDetails: 26_000,
    on: 15_000,
    emit: 3700,
    stopAP: 13_300,
    save: 5300,
    setHostname: 3000,
    setOptions: 9000,
    connect: ([options]) => (isSocketOptions(options) ? 40_000 : 17_700),
    request: ([options]) => 45_500 + headCost(options),
    write: (args) => 26_500 + 260 * sizeOf(args),
    end: (args) => 26_500 + 260 * sizeOf(args),
  }),
);

export function nativeCost(name: string, args: readonly unknown[]): number {
  const cost = COSTS.get(name) ?? 0;
  return typeof cost === 'number' ? cost : cost(args);
}

/** Whether `connect` is given a server, and not the name of a network. */
function isSocketOptions(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'port' in options;
}

/** A request's head is put together piece by piece, each behind all that is there. */
function headCost(options: unknown): number {
  if (typeof options !== 'object' || options === null) return 0;
  const { headers = {}, path = '' } = options as { headers?: unknown; path?: unknown };
  let length = 90 + String(path).length;
  for (const [name, value] of Object.entries(headers as object))
    length += name.length + String(value).length + 4;
  return 400 * length + 1.2 * length * length;
}

/** Characters, items or bytes in what a function is given. */
function sizeOf(args: readonly unknown[]): number {
  return sum(args, (value) => {
    if (typeof value === 'string') return value.length;
    if (ArrayBuffer.isView(value)) return value.byteLength;
    if (Array.isArray(value)) return value.length;
    return 1;
  });
}

/** What it takes to put a value's characters, bytes or items one behind the other. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 240 * value.length;
  if (ArrayBuffer.isView(value)) return 300 * value.byteLength;
  if (Array.isArray(value)) return sum(value, (item) => 2500 + bytesOf(item));
  // Of a number so many times.
  return typeof value === 'object' && value !== null && 'count' in value ? 200 * Number(value.count) : 0;
}

/** About how long a value is on the console. */
function printed(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'object' && value !== null) return 10 + 25 * Object.keys(value).length;
  return 4;
}

function sum(list: readonly unknown[], of: (each: unknown) => number): number {
  let all = 0;
  for (const each of list) all += of(each);
  return all;
}
