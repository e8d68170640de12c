/** A message as a user writes it: a string is sent as {"text": ...}, an object as it is. */
export type Message = string | Readonly<Record<string, unknown>>;

/** The original button's two messages. */
export const DEFAULT_MESSAGES = [
  ':alert: DEPLOY BUTTON PRESSED. KLAXON: ACTIVATED :alert:',
  '!deploy prod master -f',
];

/** What a press for practice says in the alert's place. */
export const DEFAULT_PRACTICE = 'PRACTICE: the deploy button was pressed. Nothing is deployed.';

/**
 * The body's limit in bytes. The board has 1600 variables of 12 bytes; while a body is sent it exists
 * several times over (literal, request buffer, what is left to send), and a relay's signature copies it twice more.
 */
export const MAX_BODY_BYTES = 1024;

/** What all bodies may take together, in bytes: the script makes the whole list of them to take one out of it. */
export const MAX_BODIES_BYTES = 2048;

/** Whether nothing of a message would be seen: a blank text, or an object in which there is nothing else. */
export function isEmptyMessage(message: Message): boolean {
  // The values of a string are its letters.
  return Object.values<unknown>(message).every((text) => typeof text === 'string' && text.trim() === '');
}

/**
 * The exact body that goes over the air: JSON in ASCII. It is made here because Espruino's JSON.stringify
 * mangles non-ASCII text; with `\uXXXX` escapes its length in characters is its length in bytes.
 */
export function messageBody(message: Message): string {
  const json = JSON.stringify(typeof message === 'string' ? { text: message } : message);
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
