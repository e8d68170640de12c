/**
 * What Espruino 2v29 on an ESP8266 has of what this firmware uses, kept by hand: whatever is not here is a compile error.
 * The bundler reads it as well, and leaves the properties that are named here as they are.
 * From Espruino's libs/network, targets/esp8266 and src/jswrap_*.c.
 */

type Pin = number;

declare function pinMode(pin: Pin, mode: 'input_pullup' | 'output'): void;
/** A list is read as one number, its first pin in the highest bit. */
declare function digitalRead(pins: Pin[]): number;
declare function digitalWrite(pin: Pin, level: boolean | number): void;
/** `freq` in hertz; the pulse is made in software. */
declare function analogWrite(pin: Pin, duty: number, options: { freq: number }): void;

/** Seconds since power-on, with a fraction. */
declare function getTime(): number;
declare function setInterval(callback: () => void, intervalMs: number): number;
/** Counts anew from now. */
declare function changeInterval(id: number, intervalMs: number): void;
/** In the next turn, when it is not said after how long. */
declare function setTimeout<A extends unknown[]>(
  callback: (...given: A) => void,
  afterMs?: number,
  ...given: A
): number;
declare function clearTimeout(id: number): void;

interface String {
  repeat(count: number): string;
  padEnd(length: number, fill: string): string;
  endsWith(end: string): boolean;
}

declare function atob(base64: string): string;

declare const E: {
  reboot: () => void;
  /** Joins its arguments; a string gives its characters' low bytes, an object its data so many times. */
  toUint8Array: (
    ...parts: (string | ArrayBuffer | Uint8Array | { data: number; count: number })[]
  ) => Uint8Array;
  /** The same as a string in one piece. */
  toString: (bytes: Uint8Array) => string;
  /** Looks each so many bits of `from`, highest first, up in `map`. */
  mapInPlace: (from: ArrayBuffer, to: Uint8Array, map: Uint8Array, bits: number) => void;
};
declare const console: { log: (...values: unknown[]) => void };
declare const process: { on(event: 'uncaughtException', listener: (error: unknown) => void): void };

declare function require(module: 'Wifi'): Wifi;
declare function require(module: 'net'): { connect(options: { host: string; port: number }): Socket };
declare function require(module: 'ESP8266'): { getResetInfo(): { reason: string } };
declare function require(module: 'TelnetServer'): { setOptions(options: { mode: 'off' }): void };
declare function require(module: 'crypto'): { SHA1(data: Uint8Array): ArrayBuffer };

interface Wifi {
  stopAP(): void;
  /** `clear` removes what a program before has saved: it would come into force after the boot code. */
  save(what: 'clear'): void;
  setHostname(name: string): void;
  /** The callback comes at most once, and sometimes never. */
  connect(ssid: string, options: { password?: string }, callback: (error: string | null) => void): void;
  getIP(): { ip: string };
  getHostname(): string;
  on(event: 'connected' | 'disconnected', listener: () => void): void;
}

/** A TCP connection (libs/network/socketserver.c). `connect` throws when no socket can be had. */
interface Socket {
  /** Goes out as soon as the connection stands. Throws when it is closed. */
  write(data: string): void;
  /** At most 268 characters at a time. */
  on(event: 'data', listener: (this: Socket, data: string) => void): void;
  /** 'drain': all that was written was handed to an established connection. */
  on(event: 'drain' | 'close', listener: (this: Socket) => void): void;
  /** Comes before 'close'. */
  on(event: 'error', listener: (this: Socket, error: { code: number; message: string }) => void): void;
  /** Internal to Espruino: closes and frees everything at the next idle, what was not sent yet as well. */
  clsNow: boolean;
}
