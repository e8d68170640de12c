import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../src/doctor/finding.ts';
import { lineOf } from '../../src/doctor/finding.ts';
import type { Person } from '../../src/doctor/person.ts';
import { checkPractice } from '../../src/doctor/practice.ts';
import type { AskedBoard, StoredScript } from '../../src/usb/index.ts';
import { boardThatSays } from './board-that-says.ts';

const READY = 'practice: a smash deploys nothing';
const SMASH = '  Smash all keys together …';

/** Nothing here takes time: what the board says is said by then, or is never said. */
const AT_ONCE = { joinMs: 0, reachMs: 0, pressMs: 0, tellMs: 0, lastWordMs: 0, lookEveryMs: 0 };

interface Story {
  readonly stored?: StoredScript;
  readonly beside?: readonly string[];
  /** What the board says when its script is started, and after the smash. */
  readonly start?: readonly string[];
  readonly press?: readonly string[];
  /** Comes a little after that. */
  readonly later?: readonly string[];
  readonly withRelay?: boolean;
  readonly warning?: string;
  readonly person?: Partial<Person>;
}

/** A board that has the practice script and says what the story wants. @returns what came of it, and what people were told */
async function tell(story: Story): Promise<Outcome & { readonly told: readonly string[] }> {
  const { stored = 'same', beside = [], start = [READY], press = [], later = [], warning } = story;
  let print: (line: string) => void = () => undefined;
  const say = (lines: readonly string[]): void => {
    for (const line of lines) print(line);
  };
  const rest = [...later];
  const board: AskedBoard = {
    ...boardThatSays(undefined),
    compareScript: () => Promise.resolve(stored),
    filesBeside: () => Promise.resolve([...beside]),
    hear: (onLine) => (print = onLine),
    startScript: () =>
      Promise.resolve().then(() => {
        say(start);
      }),
    pause: () =>
      Promise.resolve().then(() => {
        say(rest.splice(0));
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
  const relay = { url: 'http://127.0.0.1:1', host: '127.0.0.1', port: 1, secret: '' };
  const config = {
    pressTtlMs: 0,
    practice: { body: '{}', ...(warning !== undefined && { warning }) },
    relay: story.withRelay === true ? relay : undefined,
  };
  const outcome = await checkPractice(
    board,
    { stored: 'practice', practice: 'script' },
    config,
    person,
    AT_ONCE,
  );
  return { ...outcome, told };
}

describe('in the words of the board', () => {
  test.each([
    [['generating request', '200', 'accepted'], 'good', 'accepted'],
    [['generating request', '404', 'no such hook', 'failed'], 'bad', 'failed'],
    [['no network yet', 'expired'], 'bad', 'expired'],
    [['generating request', 'no answer', 'restarted: software restart', 'unknown'], 'bad', 'unknown'],
    [['generating request'], 'bad', 'untold'],
    [['ignored: timing'], 'bad', 'no press'],
    [[], 'bad', 'no press'],
  ])('%j', async (press, verdict, outcome) => {
    const found = await tell({ press });
    expect(found).toMatchObject({ verdict, facts: { outcome } });
    if (verdict === 'bad') for (const line of press) expect(found.detail).toContain(`\n  ${line}`);
  });

  test('a refusal in the words of an acceptance is none', async () => {
    const press = ['generating request', '404', 'accepted'];
    expect(await tell({ press, later: ['failed'] })).toMatchObject({ facts: { outcome: 'failed' } });
  });

  test('what was said before the smash is no outcome of it', async () => {
    expect(await tell({ start: ['accepted', READY] })).toMatchObject({ facts: { outcome: 'no press' } });
  });

  test('with a relay that has another secret, both ways to mend it are told', async () => {
    const { mend } = await tell({
      press: ['generating request', 'wrong secret', 'unknown'],
      withRelay: true,
    });
    expect(mend).toContain('After "wrong secret"');
  });

  test('many lines are not all shown, and none of them moves a terminal', async () => {
    const tries = Array.from({ length: 20 }, (_, index) => `try ${index}`);
    const { detail } = await tell({ press: ['generating request', ...tries, '\x1b[2J✔', 'expired'] });
    expect(detail).not.toContain('try 5\n');
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

  test('before it is told that the webhook may deploy for any message', async () => {
    const { told } = await tell({ warning: 'A PRACTICE DEPLOYS.' });
    expect(told).toEqual(['  A PRACTICE DEPLOYS.', SMASH]);
  });
});
