/**
 * What the build knows and the script is made of: src/config/constants.ts computes the values, the bundler supplies
 * them as a module of literals. Strings are 8-bit, as Espruino's are; lists of them are made when they are asked for, so
 * that they take no memory before. Masks have the first key in the highest bit, as `digitalRead` of a list has it.
 */
declare module 'button:constants' {
  /** Network name and password ('' for an open one) as UTF-8 bytes. */
  export const SSID: string;
  export const PASSWORD: string;
  export const HOSTNAME: string;

  export const PINS: number[];
  /** Mask of all keys. */
  export const ALL_KEYS: number;
  /** Mask of the keys that always read low (D15). */
  export const ALWAYS_LOW: number;
  export const DEBOUNCE_MS: number;
  export const POLL_MS: number;

  export const LED: number;
  /** -1 for none. */
  export const KLAXON_PIN: number;

  /** Where requests go: the webhook's host, or the relay's. */
  export const HOST: string;
  export const PORT: number;
  export const PATH: string;
  export function headers(): Record<string, string>;
  /** The messages as ASCII JSON, so that characters are bytes. */
  export function bodies(): string[];
  export const PRESS_TTL_MS: number;
  export const REQUEST_TIMEOUT_MS: number;
  /** Whether requests go to a relay and are signed. */
  export const WITH_RELAY: boolean;
  /** The relay's shared secret as a key of HMAC-SHA1: at most 64 bytes. */
  export const RELAY_KEY: string;

  /** Length of every lamp pattern, and of one frame of it. */
  export const LAMP_FRAMES: number;
  export const LAMP_FRAME_MS: number;
  export const JOINING_LIGHT: number;
  export const READY_LIGHT: number;
  export const SENDING_LIGHT: number;
  export const ACCEPTED_LIGHT: number;
  export const FAILED_LIGHT: number;
  export const EXPIRED_LIGHT: number;
  export const UNKNOWN_LIGHT: number;
  /** Short blinks in every other frame. */
  export const BLINKS: number;
}
