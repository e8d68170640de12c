/** A function or a class among the globals: what it does, and for each item of what it makes, and of its first argument. */
interface Call {
  readonly base: number;
  readonly item?: number;
  readonly argument?: number;
}

const LIST: Call = { base: 0, item: 15, argument: 2500 };

/** Instructions beside what any call takes, measured in the emulated chip (test/chip). */
const CALLS: ReadonlyMap<string, Call> = new Map(
  Object.entries<Call>({
    parseInt: { base: 2600, argument: 150 },
    parseFloat: { base: 5500, argument: 200 },
    isNaN: { base: 1600 },
    isFinite: { base: 1600 },
    String: { base: 3300 },
    Number: { base: 3800, argument: 300 },
    encodeURIComponent: { base: 3500, argument: 250 },
    decodeURIComponent: { base: 2500, argument: 250 },
    Error: { base: 82_000 },
    TypeError: { base: 82_000 },
    Date: { base: 10_500 },
    Uint8Array: LIST,
    Uint16Array: LIST,
    Uint32Array: LIST,
    Int32Array: LIST,
    Float32Array: LIST,
    Float64Array: LIST,
  }),
);

const NOTHING: Call = { base: 0 };

export function builtInCall(name: string): Call {
  return CALLS.get(name) ?? NOTHING;
}
