import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildPractice } from '../../src/doctor/configuration.ts';
import type { Finding, Outcome } from '../../src/doctor/finding.ts';
import { lineOf } from '../../src/doctor/finding.ts';
import type { Person } from '../../src/doctor/person.ts';
import { checkPractice } from '../../src/doctor/practice.ts';
import { reportOf } from '../../src/doctor/report.ts';
import type { AskedBoard, StoredScript } from '../../src/usb/index.ts';
import { boardThatSays } from './board-that-says.ts';
import { Rig } from './rig.ts';

const READY = 'practice: a smash deploys nothing';
const SMASH = '  Smash all keys together …';

describe('on the whole chain', () => {
  let rig: Rig;
  let practice: string;

  beforeAll(async () => {
    rig = await Rig.open();
    practice = (await buildPractice(rig.config))!;
  });
  afterAll(() => rig.close());
  beforeEach(() => {
    rig.hands.asked.length = rig.chat.requests.length = 0;
    rig.upload(practice);
  });

  const look = (): Promise<Map<string, Finding>> =>
    rig.look(['Configuration', 'Build', 'Port', 'Espruino', 'Script', 'Running', 'Practice']);

  test('a practice press goes through everything, and the chat gets its text', async () => {
    const found = await look();
    expect(found.get('Script')).toMatchObject({ verdict: 'note', facts: { script: 'practice' } });
    expect(found.get('Practice')).toMatchObject({
      verdict: 'good',
      detail: expect.stringMatching(/^accepted: the relay signed .* Look into the chat/),
    });
    expect(rig.chat.messages).toEqual([
      '{"text":"PRACTICE: the deploy button was pressed. Nothing is deployed."}',
    ]);
    const versions = { project: '1', node: '20', system: 'linux' };
    expect(reportOf([found.get('Practice')!], versions)).toMatch(/\n✔ {2}Practice {2}outcome=accepted$/);
  });

  test('a chat that refuses fails it, in the words of the console', async () => {
    rig.chat.queue.push({ kind: 'answer', status: 404 });
    const outcome = (await look()).get('Practice');
    expect(outcome).toMatchObject({ verdict: 'bad', facts: { outcome: 'failed' } });
    expect(outcome?.detail.split('\n')).toEqual([
      "the press failed: it was refused. The board's console:",
      '  generating request',
      '  502',
      '  failed',
    ]);
  });

  test('an answer that got lost on the way is unknown', async () => {
    rig.chat.queue.push({ kind: 'reset', at: 'body' });
    const outcome = (await look()).get('Practice');
    expect(outcome).toMatchObject({ verdict: 'bad', facts: { outcome: 'unknown' } });
    expect(outcome?.mend).toContain('Look into the chat');
  });

  test('with the real script on the board nobody is asked to smash it, nor whether one is wanted', async () => {
    rig.upload(rig.script);
    expect((await look()).get('Practice')).toEqual({
      name: 'Practice',
      verdict: 'untried',
      detail:
        'not tried: the board has the real button, and a smash deploys. ' +
        '`npm run upload -- --practice` puts it on for practice.',
    });
    expect(rig.hands.asked).toEqual([]);
  });
});

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
