/** Addresses in hex of the firmware's functions. */
export type Symbols = ReadonlyMap<string, string>;

/** Of these functions of Espruino begin and end are told. */
const SPANS = {
  loop: 'jsiLoop',
  callback: 'jsiExecuteEventCallback',
  boot: 'jsiInit',
  script: 'jsfLoadBootCodeFromFlash',
  gc: 'jsvGarbageCollect',
} as const;

/** And of these, that they were called. */
const CALLS = {
  read: 'jshPinGetValue',
  lamp: 'jshPinSetValue',
  clear: 'jswrap_interface_clearTimeout',
  hash: 'jswrap_crypto_SHAx',
} as const;

/** The marks of sdk.c, by their number there. */
export const MARKS = [
  '',
  'turn',
  'turn end',
  'connect',
  'send',
  'close',
  'address',
  'press',
  'release',
  'joined',
  'connected',
  'sent',
  'answer',
  'closed',
  'flash write',
  'flash erase',
  'start',
  'reboot',
  'resolve',
] as const;

/**
 * @returns the arguments of count.c
 * @throws Error when the firmware has not all of the functions: the table would lack rows, and nobody would know
 */
export function probeArguments(symbols: Symbols): string[] {
  const argument =
    (kind: string) =>
    ([name, symbol]: readonly [string, string]) => {
      const address = symbols.get(symbol);
      if (address === undefined) throw new Error(`This build of Espruino has no function "${symbol}".`);
      return `${kind}=${name}:${address}`;
    };
  return [...Object.entries(SPANS).map(argument('probe')), ...Object.entries(CALLS).map(argument('leaf'))];
}
