import { changesOf, LAMP_LOOP, LAMP_PATTERNS } from '../../src/config/lamp.ts';

/**
 * Stands in for the module that the build makes (src/firmware/constants.d.ts), so that the machines can be tested by
 * themselves at any setting. Importers see changes, because exports are live bindings.
 */
export let PINS = [4, 5, 12, 13];
export let KEYS = PINS.length;
export let ALL_KEYS = 0b1111;
export let ALWAYS_LOW = 0;
export let DEBOUNCE_MS = 30;
export let CHORD_MS = 1000;
export let DEAD_TIME_MS = 2000;
export let MESSAGES = 2;
export const MAX_ANSWER = 700;
export const WITH_RELAY = true;
export const PRACTICE = false;
export let EXPECTED = '';
export let PAGE_EXPECTED = false;
export let PRESS_TTL_MS = 30_000;

export { LAMP_LOOP };
export const JOINING_LIGHT = changesOf(LAMP_PATTERNS.joining);
export const READY_LIGHT = changesOf(LAMP_PATTERNS.ready);
export const SENDING_LIGHT = changesOf(LAMP_PATTERNS.sending);
export const ACCEPTED_LIGHT = changesOf(LAMP_PATTERNS.accepted);
export const FAILED_LIGHT = changesOf(LAMP_PATTERNS.failed);
export const EXPIRED_LIGHT = changesOf(LAMP_PATTERNS.expired);
export const UNKNOWN_LIGHT = changesOf(LAMP_PATTERNS.unknown);

export interface KeySettings {
  readonly pins?: number[];
  readonly alwaysLow?: number;
  readonly debounceMs?: number;
  readonly chordMs?: number;
  readonly deadTimeMs?: number;
}

/** Sets what the keys are built with; what is left out is the default. */
export function configureKeys({
  pins = [4, 5, 12, 13],
  alwaysLow = 0,
  debounceMs = 30,
  chordMs = 1000,
  deadTimeMs = 2000,
}: KeySettings) {
  PINS = pins;
  KEYS = pins.length;
  ALL_KEYS = (1 << pins.length) - 1;
  ALWAYS_LOW = alwaysLow;
  DEBOUNCE_MS = debounceMs;
  CHORD_MS = chordMs;
  DEAD_TIME_MS = deadTimeMs;
}

/** Sets what a press is built with. */
export function configurePress({ messages = 2, pressTtlMs = 30_000 }) {
  MESSAGES = messages;
  PRESS_TTL_MS = pressTtlMs;
}

/** Sets what a good answer is built with: '' for none. */
export function configureExpected(text: string) {
  EXPECTED = text;
  PAGE_EXPECTED = text.includes('<');
}
