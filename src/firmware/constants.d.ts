/**
 * What the build knows and the script is made of: src/config/constants.ts computes the values, the bundler supplies
 * them as a module of literals. Strings are 8-bit, as Espruino's are; lists of them are made when they are asked for, so
 * that they take no memory before. Masks have the first key in the highest bit, as `digitalRead` of a list has it.
 */
declare module 'button:constants' {
  /** Network name and password as UTF-8 bytes; '' opens an open network, as no password does (jswrap_esp8266_network.c). */
  export const SSID: string;
  export const PASSWORD: string;
  export const HOSTNAME: string;

  export const PINS: number[];
  /** How many they are. */
  export const KEYS: number;
  /** Mask of all keys. */
  export const ALL_KEYS: number;
  /** Mask of the keys that always read low (D15). */
  export const ALWAYS_LOW: number;
  export const DEBOUNCE_MS: number;
  /** The most that may lie between a chord's first key and its last. */
  export const CHORD_MS: number;
  /** How long nothing fires after a fire. */
  export const DEAD_TIME_MS: number;
  export const POLL_MS: number;
  /** How many looks a burst has. */
  export const LOOKS: number;
  /** Milliseconds before the first of them, and before each by how many are to come, a digit each. */
  export const FIRST_GAP_MS: number;
  export const LOOK_GAPS: string;

  export const LED: number;
  /** -1 for none. */
  export const KLAXON_PIN: number;

  /** Where requests go: the webhook's host, or the relay's. */
  export const HOST: string;
  export const PORT: number;
  /** Every request of a message up to the value of its Content-Length, which comes last. */
  export const HEAD: string;
  /** Of a relay. */
  export const NONCE_REQUEST: string;
  /** The messages as ASCII JSON, so that characters are bytes. */
  export function bodies(): string[];
  /** What follows HEAD in their requests to the webhook. */
  export function endings(): string[];
  /** How many they are. */
  export const MESSAGES: number;
  /** Whether what is posted deploys nothing, and is told apart from what does wherever it shows. */
  export const PRACTICE: boolean;
  export const PRESS_TTL_MS: number;
  export const REQUEST_TIMEOUT_MS: number;
  /** Whether requests go to a relay and are signed. */
  export const WITH_RELAY: boolean;
  /** How many characters of an answer are read. */
  export const MAX_ANSWER: number;
  /** What the body of a webhook's good answer holds, with the line break before it; '' for anything but a page. */
  export const EXPECTED: string;
  /** Whether that can only be in a page. */
  export const PAGE_EXPECTED: boolean;
  /** The relay's secret as HMAC-SHA1 begins with it, once for each of its two hashes (RFC 2104), in base64. */
  export const RELAY_INNER: string;
  export const RELAY_OUTER: string;

  /** Of the lamp's patterns, which are as `Lamp` has them: the length of a frame, and the mark at the end. */
  export const LAMP_FRAME_MS: number;
  export const LAMP_LOOP: number;
  export const JOINING_LIGHT: number;
  export const READY_LIGHT: number;
  export const SENDING_LIGHT: number;
  export const ACCEPTED_LIGHT: number;
  export const FAILED_LIGHT: number;
  export const EXPIRED_LIGHT: number;
  export const UNKNOWN_LIGHT: number;
}
