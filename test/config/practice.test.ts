import { describe, expect, test } from '@jest/globals';
import { checkConfig } from '../../src/config/files/load.ts';
import { asPractice } from '../../src/config/practice.ts';
import { RECIPES } from '../../src/config/recipes/index.ts';
import { DEFAULT_PRACTICE } from '../../src/config/rules/message.ts';

const RELAY = { url: 'http://10.0.0.2:8437', secret: 's'.repeat(32) };
const SLACK = 'https://hooks.slack.com/services/T0/B0/XX';
const DISCORD = 'https://discord.com/api/webhooks/1/XX';
const OWN = 'http://chat.example.org/hook';

function configOf(change: object) {
  return checkConfig({ wifi: { ssid: 'net' }, webhook: SLACK, relay: RELAY, ...change }, 'file').config;
}

const practised = (change: object) => asPractice(configOf(change)).bodies;

describe('a button for practice', () => {
  test('posts one text in the place of all messages, which says that nothing is deployed', () => {
    expect(DEFAULT_PRACTICE).toMatch(/PRACTICE.*Nothing is deployed/);
    expect(practised({})).toEqual([`{"text":"${DEFAULT_PRACTICE}"}`]);
    expect(practised({ practice: 'Übung' })).toEqual(['{"text":"\\u00dcbung"}']);
  });

  test('is the same button otherwise, and the ordinary one is none for practice', () => {
    const config = configOf({ pins: [4, 5], debounceMs: 50 });
    const { bodies, isPractice, ...same } = asPractice(config);
    expect({ ...config, bodies, isPractice }).toEqual({ ...same, bodies, isPractice: true });
    expect(config.isPractice).toBe(false);
    expect(config.bodies).toHaveLength(2);
  });

  test.each(RECIPES.map((recipe) => [recipe.name, recipe] as const))(
    'posts in the form of %s, or says why not',
    (_name, recipe) => {
      const webhook = recipe.webhook(
        Object.fromEntries(recipe.asks.map(({ key, example }) => [key, example])),
      );
      const config = configOf({ webhook, messages: recipe.messages('alert', recipe.command.usual) });
      if (recipe.deploys === 'whatever comes') {
        expect(() => asPractice(config)).toThrow(/"webhook": .* deploys whatever is posted.*`npm start`/);
        return;
      }
      const [body = '', ...more] = asPractice(config).bodies;
      const posted = JSON.parse(body) as object;
      expect(more).toEqual([]);
      expect(posted).toEqual(
        JSON.parse(JSON.stringify(recipe.messages(DEFAULT_PRACTICE, '')[0]).replace(/^".*"$/, `{"text":$&}`)),
      );
      expect(body).not.toContain(recipe.command.usual);
    },
  );

  test('warns where nobody but its user knows what deploys', () => {
    const warned = (webhook: string) => 'warning' in configOf({ webhook }).practice;
    expect(warned(OWN)).toBe(true);
    expect(warned(RECIPES[2]!.asks[0]!.example)).toBe(true);
    expect(warned(SLACK)).toBe(false);
    expect(configOf({ webhook: 'http://chat.example.org:81/hook' }).practice).toMatchObject({
      warning: expect.stringMatching(
        /^"webhook": if "chat\.example\.org:81" deploys .* A PRACTICE DEPLOYS\.$/,
      ),
    });
  });

  test('takes an object as it is, and nothing of the members that the alert has', () => {
    const messages = [{ content: 'alert', deploy: true }, { content: '!deploy' }];
    expect(practised({ webhook: DISCORD, messages })).toEqual([`{"content":"${DEFAULT_PRACTICE}"}`]);
    expect(practised({ webhook: DISCORD, practice: { content: 'x', tts: true } })).toEqual([
      '{"content":"x","tts":true}',
    ]);
    const practice = { chat: 7, words: 'practice' };
    expect(practised({ webhook: OWN, messages, practice })).toEqual(['{"chat":7,"words":"practice"}']);
  });
});

describe('a practice that deploys nothing is posted', () => {
  test('as a text where the service is known, whatever form the alert has', () => {
    const messages = [{ blocks: [1] }, { text: '!deploy' }];
    expect(practised({ messages, practice: 'x' })).toEqual(['{"text":"x"}']);
  });

  test('beside a message with a blank for its text', () => {
    const blank = { text: ' ', blocks: [1] };
    expect(practised({ messages: ['alert', blank], practice: 'just a try' })).toEqual([
      '{"text":"just a try"}',
    ]);
    expect(() => practised({ messages: ['alert', blank], practice: blank })).toThrow(/holds a command/);
  });
});

describe('a practice that might deploy is refused', () => {
  test.each<[string, object, RegExp]>([
    [
      'one message alone, which deploys',
      { messages: ['!deploy'] },
      /"messages" has one message alone.* Put an alert before it/,
    ],
    [
      'one of several commands in it',
      { messages: ['a', '!one', '!two'], practice: 'say !two' },
      /holds a command/,
    ],
    [
      'the command in it, without its blanks',
      { messages: ['a', ' !go '], practice: 'say!go' },
      /holds a command/,
    ],
    [
      'a text, for a server of a form that nobody else knows',
      { webhook: OWN, messages: [{ words: 'alert' }, { words: '!deploy' }] },
      /"practice" is a text, .* Write it as an object/,
    ],
    [
      'the command in it',
      { practice: 'we practise !DEPLOY prod master -F now' },
      /"practice" holds a command/,
    ],
    ['the command in it, as JSON has it', { messages: ['a', '"ü"'], practice: 'a "Ü"' }, /holds a command/],
    [
      'the command in its object',
      { webhook: DISCORD, messages: [{ content: 'a' }, { content: '!go' }], practice: { content: '!go' } },
      /holds a command/,
    ],
    [
      'a message of unknown form, as it is',
      { messages: [{ go: false }, { go: true }], practice: { go: true } },
      /holds a command/,
    ],
    ['a command that is a word of the default', { messages: ['alert', 'deploy'] }, /Write another text/],
  ])('%s', (_what, change, why) => {
    const refused = expect.objectContaining({ exit: 'config', message: expect.stringMatching(why) });
    expect(() => asPractice(configOf(change))).toThrow(refused);
  });

  test('without a word of what the command is: it may be a secret', () => {
    const secret = 'token-1234';
    const config = configOf({ messages: ['alert', secret], practice: `say ${secret}` });
    expect(() => asPractice(config)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(secret) }),
    );
  });

  test('and only when it is asked for', () => {
    expect(configOf({ messages: ['!deploy'] }).bodies).toEqual(['{"text":"!deploy"}']);
  });
});

test.each([
  ['empty', ' ', /"practice" is empty/],
  ['too long', 'x'.repeat(1100), /"practice" takes \d+ bytes/],
  ['a number', 7, /"practice" must be a text in quotes, or an object/],
])('a text for practice that is %s is refused at once', (_what, practice, why) => {
  expect(() => configOf({ practice })).toThrow(why);
});
