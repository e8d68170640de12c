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
declare function setTimeout(callback: () => void, delayMs: number): number;
declare function clearTimeout(id: number): void;

interface ObjectConstructor {
  assign<A, B>(target: object, one: A, other: B): A & B;
}

interface String {
  padStart(length: number, filler: string): string;
}

declare const E: {
  reboot: () => void;
  /** Joins its arguments; a string gives its characters' low bytes. */
  toUint8Array: (...parts: (string | ArrayBuffer | Uint8Array)[]) => Uint8Array;
};
declare const console: { log: (...values: unknown[]) => void };
declare const process: { on(event: 'uncaughtException', listener: (error: unknown) => void): void };

declare function require(module: 'Wifi'): Wifi;
declare function require(module: 'http'): Http;
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
  on(event: 'connected' | 'disconnected', listener: () => void): void;
}

interface Http {
  request(options: HttpOptions, callback: (response: HttpResponse) => void): HttpRequest;
}

interface HttpOptions {
  host: string;
  port: number;
  method: string;
  path: string;
  headers: HttpHeaders;
}

/** Any names: those that have no dash are named here, so that they stay as they are. */
interface HttpHeaders {
  Authorization?: string;
  [name: string]: string | number;
}

interface HttpRequest {
  /** The first call connects. Throws when no socket can be had. */
  write(data: string): void;
  on(event: 'error', listener: (error: { code: number; message: string }) => void): void;
  /** Everything written so far was handed to an established connection. */
  on(event: 'drain', listener: () => void): void;
  /** Internal to Espruino (libs/network/socketserver.c): closes and frees everything at the next idle, without an event. */
  clsNow: boolean;
  /** Internal as well: what has come in and was not taken apart yet. While there is any, the request is not freed. */
  dRcv: string;
}

interface HttpResponse {
  statusCode: string;
  /** Names as the server spells them. */
  headers: Record<string, string>;
  on(event: 'data', listener: (data: string) => void): void;
  on(event: 'end', listener: () => void): void;
}
