import type { Expectation } from '../../config/rules/expect.ts';
import type { Outcome } from '../protocol/answers.ts';

/** What the webhook answered. */
export interface WebhookAnswer {
  readonly status: number;
  /** Time to come back that it named; undefined when it named none, see {@link retryAfterMs}. */
  readonly retryAfterMs: number | undefined;
  /** As much of the body as was read. */
  readonly text: string;
  /** Whether that is all of it. */
  readonly whole: boolean;
  readonly contentType: string;
  /** The beginning of the body for the log: printable, and without a secret. */
  readonly told: string;
}

/**
 * What an answer of the webhook is worth. The relay says no more than this, and neither does a board without one.
 *
 * | status              | body                                     | meaning                                                 |
 * | ------------------- | ---------------------------------------- | ------------------------------------------------------- |
 * | 2xx                 | as expected; without a rule, no markup   | delivered                                               |
 * | 2xx                 | anything else                            | refused: a portal's page, an error in a good envelope   |
 * | 2xx                 | broken off before that could be seen     | unknown                                                 |
 * | 3xx, 4xx but 429    |                                          | refused: the server says that it did not take it        |
 * | 429                 |                                          | not delivered: tried again while the press lives        |
 * | 503 naming a time   |                                          | not delivered: it is the server's own word              |
 * | any other           |                                          | unknown: chats have posted a message and then said 500  |
 *
 * A time is named by a Retry-After of whole seconds above 0, or a date that is to come. 0, a date gone by, a negative number,
 * a fraction and whatever else name none.
 */
export function meaningOf(answer: WebhookAnswer, expected: Expectation | undefined): Outcome {
  const { status, retryAfterMs } = answer;
  if (status >= 200 && status < 300) return bodyMeaning(answer, expected);
  if (status === 429 || (status === 503 && retryAfterMs !== undefined)) {
    return { kind: 'notDelivered', status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  return status >= 300 && status < 500 ? { kind: 'refused', status } : { kind: 'unknown' };
}

function bodyMeaning(answer: WebhookAnswer, expected: Expectation | undefined): Outcome {
  const { status } = answer;
  if (isGood(answer, expected)) return { kind: 'delivered', status };
  return answer.whole || isMarkup(answer) ? { kind: 'refused', status } : { kind: 'unknown' };
}

/** Whether the body, as far as it is known, is that of a message that was taken. */
export function isGood(
  answer: Pick<WebhookAnswer, 'text' | 'contentType'>,
  expected: Expectation | undefined,
) {
  const { text } = answer;
  if (expected === undefined) return !isMarkup(answer);
  if ('is' in expected) return text.trim() === expected.is;
  if ('holds' in expected)
    return text.includes(expected.holds) && (expected.holds.includes('<') || !isMarkup(answer));
  return hasMembers(text, expected.members);
}

/** A page for people: no webhook answers so to a program, and every captive portal does. */
function isMarkup({ text, contentType }: Pick<WebhookAnswer, 'text' | 'contentType'>): boolean {
  return /^(text\/html|application\/xhtml)/i.test(contentType) || /^\s*</.test(text);
}

function hasMembers(text: string, members: Readonly<Record<string, unknown>>): boolean {
  try {
    const json: unknown = JSON.parse(text);
    return isLike(json, members);
  } catch {
    return false;
  }
}

/** Whether `value` has all that `pattern` has: in an object it may have more. */
function isLike(value: unknown, pattern: unknown): boolean {
  if (typeof pattern !== 'object' || pattern === null) return value === pattern;
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(pattern))
    return false;
  if (Array.isArray(pattern) && Array.isArray(value) && pattern.length !== value.length) return false;
  return Object.entries(pattern).every(
    ([name, part]) => Object.hasOwn(value, name) && isLike(Reflect.get(value, name), part),
  );
}

/**
 * @param value of Retry-After (RFC 9110, 10.2.3: seconds or a date)
 * @param wallMs the calendar, for a date
 * @returns milliseconds above 0, or undefined when it names no time to come
 */
export function retryAfterMs(value: string | undefined, wallMs: number): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : dateMs(value) - wallMs;
  return ms > 0 ? ms : undefined;
}

function dateMs(value: string): number {
  return value.endsWith(' GMT') ? Date.parse(value) : NaN;
}
