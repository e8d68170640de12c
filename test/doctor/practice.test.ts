import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Outcome } from '../../src/doctor/finding.ts';
import { lineOf } from '../../src/doctor/finding.ts';
import type { Person } from '../../src/doctor/person.ts';
import { checkPractice } from '../../src/doctor/practice.ts';
import type { AskedBoard, StoredScript } from '../../src/usb/index.ts';
import { boardThatSays } from './board-that-says.ts';

const READY = 'practice: a smash deploys nothing';
const SMASH = '  Smash all keys together …';

const TIMING = {
  joinMs: 20_000,
  reachMs: 10_000,
  pressMs: 20_000,
  tellMs: 15_000,
  lastWordMs: 1000,
  lookEveryMs: 100,
};
const PRESS_TTL_MS = 30_000;

/** Passes by the pauses of the board alone. */
let nowMs = 0;
beforeEach(() => {
  nowMs = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Lines of the board's; a number is milliseconds that pass before the next one. */
type Lines = readonly (string | number)[];

interface Story {
  readonly stored?: StoredScript;
  readonly beside?: readonly string[];
  /** What the board says when its script is started, and after the smash. */
  readonly start?: Lines;
  readonly press?: Lines;
  readonly withRelay?: boolean;
  readonly warning?: string;
  readonly person?: Partial<Person>;
}

const RELAY = { url: 'http://127.0.0.1:1', host: '127.0.0.1', port: 1, secret: '' };

/** A board that has the practice script and says what the story wants. @returns what came of it, and what people were told */
async function tell(story: Story): Promise<Outcome & { readonly told: readonly string[] }> {
  const { stored = 'same', beside = [], start = [READY], press = [], warning } = story;
  let print: (line: string) => void = () => undefined;
  let due: { atMs: number; line: string }[] = [];
  const sayDue = (): void => {
    for (const { line } of due.filter(({ atMs }) => atMs <= nowMs)) print(line);
    due = due.filter(({ atMs }) => atMs > nowMs);
  };
  const say = (lines: Lines): void => {
    let atMs = nowMs;
    for (const line of lines) {
      if (typeof line === 'number') atMs += line;
      else due.push({ atMs, line });
    }
    sayDue();
  };
  const board: AskedBoard = {
    ...boardThatSays(undefined),
    compareScript: () => Promise.resolve(stored),
    filesBeside: () => Promise.resolve([...beside]),
    hear: (onLine) => (print = onLine),
    startScript: () =>
      Promise.resolve().then(() => {
        say(start);
      }),
    pause: (ms) =>
      Promise.resolve().then(() => {
        nowMs += ms;
        sayDue();
      }),
  };
  const told: string[] = [];
  const person = {
    isThere: true,
    tell(text: string) {
      told.push(text);
      if (text === SMASH) say(press);
    },
    agrees: () => Promise.resolve(true),
    ...story.person,
  };
  const config = {
    pressTtlMs: PRESS_TTL_MS,
    practice: { body: '{}', ...(warning !== undefined && { warning }) },
    relay: story.withRelay === true ? RELAY : undefined,
  };
  const outcome = await checkPractice(
    board,
    { stored: 'practice', practice: 'script' },
    config,
    person,
    TIMING,
  );
  return { ...outcome, told };
}

const MAYBE = 'Look into the chat: the practice text may be there, or not.';
const FAILED = 'the press failed: it was refused.';
const EXPIRED = 'the press expired: it was not delivered within 30 s, and will not be any more.';
const UNKNOWN =
  'it is unknown what became of the press: it went out, and no answer came that could be believed.';
const UNTOLD = 'the board did not tell what became of the press.';
const NO_PRESS = 'no press was seen in 20 s.';

describe('in the words of the board', () => {
  const begun = 'generating request';
  const restarted = 'restarted: software restart';
  test.each([
    [[begun, '404', 'no such hook', 'failed'], false, 'failed', FAILED, /^Mend "webhook": 404/],
    [[begun, '502', 'failed'], true, 'failed', FAILED, /^The log of `npm run relay` tells who/],
    [
      [begun, 30_000, 'expired'],
      false,
      'expired',
      EXPIRED,
      /^Mend what "From the board" and "Webhook" show\.$/,
    ],
    [
      ['no network yet', 30_000, 'expired'],
      true,
      'expired',
      EXPIRED,
      /^Mend what .*"Relay" and "Webhook" show\.$/,
    ],
    [[begun, 'no answer', restarted, 'unknown'], false, 'unknown', UNKNOWN, new RegExp(`^${MAYBE}$`)],
    [
      [begun, 'wrong secret', 'unknown'],
      true,
      'unknown',
      UNKNOWN,
      new RegExp(`^${MAYBE} After "wrong secret" .* another one: \`npm run upload -- --practice\`\\.$`),
    ],
    [[begun], false, 'untold', UNTOLD, new RegExp(`^${MAYBE} .*npm run monitor`)],
    [['ignored: timing'], false, 'no press', NO_PRESS, /^Smash all keys at once/],
  ])('%j, with a relay: %s', async (press, withRelay, outcome, sentence, mend) => {
    const found = await tell({ press, withRelay });
    const lines = press.filter((line) => typeof line === 'string');
    expect(found).toMatchObject({
      verdict: 'bad',
      detail: [`${sentence} The board's console:`, ...lines.map((line) => `  ${line}`)].join('\n'),
      mend: expect.stringMatching(mend),
      facts: { outcome },
    });
  });

  test.each([
    [false, 'accepted: the webhook answered that it was taken.'],
    [true, 'accepted: the relay signed that it was taken.'],
  ])('an acceptance is told by whom it is known, with a relay: %s', async (withRelay, sentence) => {
    // It may say something else afterwards.
    const press = ['generating request', '200', 'accepted', 'relay answers'];
    expect(await tell({ press, withRelay })).toMatchObject({
      verdict: 'good',
      detail: `${sentence} Look into the chat for the practice text`,
      facts: { outcome: 'accepted' },
    });
  });

  test.each([
    [{ start: [] }, 'not ready', 'not ready for practice after 30 s, so nobody was asked to smash.'],
    [{ press: [] }, 'no press', NO_PRESS],
  ])('silence is told as such: %j', async (story, outcome, sentence) => {
    expect(await tell(story)).toMatchObject({
      verdict: 'bad',
      detail: `${sentence} The board's console said nothing.`,
      facts: { outcome },
    });
  });

  test.each([
    [{ start: [30_000, READY], press: [20_000, 'generating request', 45_000, 'accepted'] }, 'accepted'],
    [{ start: [30_100, READY] }, 'not ready'],
    [{ press: [20_100, 'generating request', 'accepted'] }, 'no press'],
    // It is heard all the same where it comes as the last word.
    [{ press: ['generating request', 46_000, 'accepted'] }, 'accepted'],
    [{ press: ['generating request', 46_100, 'accepted'] }, 'untold'],
  ])('each is waited for as long as it may take, and no longer: %j', async (story, outcome) => {
    expect((await tell(story)).facts).toEqual({ outcome });
  });

  test('a refusal in the words of an acceptance is none', async () => {
    const press = ['generating request', '404', 'accepted', 900, 'failed'];
    expect(await tell({ press })).toMatchObject({ facts: { outcome: 'failed' } });
  });

  test('what was said before the smash is no outcome of it', async () => {
    expect(await tell({ start: ['accepted', READY] })).toMatchObject({ facts: { outcome: 'no press' } });
  });

  test('many lines are not all shown, and none of them moves a terminal', async () => {
    const tries = Array.from({ length: 20 }, (_, index) => `try ${index}`);
    const { detail } = await tell({ press: ['generating request', ...tries, '\x1b[2J✔', 'expired'] });
    expect(detail.split('\n').slice(1)).toEqual([
      ...tries.slice(-6).map((line) => `  ${line}`),
      '  \x1b[2J✔',
      '  expired',
    ]);
    const line = lineOf({ name: 'Practice', verdict: 'bad', detail });
    expect(line).toContain('\n      \\x1b[2J✔\n      expired');
  });
});

describe('nobody is asked to smash', () => {
  test.each([
    ['another script, since it was looked at', { stored: 'other' as const }, 'untried'],
    ['something beside its script', { beside: ['.boot1'] }, 'untried'],
    ['a script that does not say that it is for practice', { start: ['relay answers'] }, 'bad'],
  ])('a board with %s', async (_, story, verdict) => {
    const found = await tell({ ...story, press: ['generating request', '200', 'accepted'] });
    expect(found.verdict).toBe(verdict);
    expect(found.told).toEqual([]);
  });

  test.each([
    ['without a terminal', { isThere: false }, 'it takes somebody at a terminal.'],
    ['who does not want to', { agrees: () => Promise.resolve(false) }, 'not wanted.'],
  ])('%s', async (_, person, why) => {
    const found = await tell({ person, press: ['generating request', '200', 'accepted'] });
    expect(found).toEqual({ verdict: 'untried', detail: `not tried: ${why}`, told: [] });
  });

  test.each([
    [
      { stored: 'same' },
      { body: '{}' },
      /^the board has the real button, and a smash deploys\. \S+npm run upload -- --practice/,
    ],
    [
      { stored: 'other' },
      { fault: 'not safe' },
      /^no practice is safe .*: `npm run upload -- --practice` tells why\.$/,
    ],
    [
      { stored: 'other' },
      { body: '{}' },
      /does not have this configuration for practice\. `npm run upload -- --practice`/,
    ],
    [undefined, { body: '{}' }, /does not have this configuration for practice/],
  ] as const)(
    'nor whether one is wanted, where the board has no script for it: %j, %j',
    async (onBoard, practice, why) => {
      const person = { isThere: true, tell: neverAsked, agrees: neverAsked };
      const config = { pressTtlMs: PRESS_TTL_MS, practice, relay: undefined };
      const found = await checkPractice(boardThatSays(undefined), onBoard, config, person, TIMING);
      expect(found).toEqual({ verdict: 'untried', detail: expect.stringMatching(/^not tried: /) });
      expect(found.detail.slice('not tried: '.length)).toMatch(why);
    },
  );

  test('before it is told that the webhook may deploy for any message', async () => {
    const { told } = await tell({ warning: 'A PRACTICE DEPLOYS.' });
    expect(told).toEqual(['  A PRACTICE DEPLOYS.', SMASH]);
  });
});

function neverAsked(): never {
  throw new Error('asked');
}
