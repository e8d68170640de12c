import { describe, expect, test } from '@jest/globals';
import { RECIPES, recipeOf } from '../../../src/config/recipes/index.ts';

const PLAIN = 'Plain HTTP, a server of your own';
const GITHUB = 'GitHub Actions (repository_dispatch)';
const GITLAB = 'GitLab (pipeline trigger)';
const ID = 'abcdefghijklm0123456789xyz';

const recipe = (name: string) => RECIPES.find((each) => each.name === name)!;

describe('a webhook is that of', () => {
  test.each([
    ['https://hooks.slack.com/services/T/B/x', 'Slack'],
    ['https://discord.com/api/webhooks/1/x', 'Discord'],
    ['https://discordapp.com/api/webhooks/12/x', 'Discord'],
    ['https://canary.discord.com/api/v10/webhooks/1/-_x', 'Discord'],
    ['https://prod-00.westeurope.logic.azure.com:443/workflows/0/triggers', 'Teams'],
    ['https://x.environment.api.powerplatform.com/powerautomate/workflows/0/triggers', 'Teams'],
    ['https://x.powerautomate.com/workflows/0/triggers', 'Teams'],
    [`http://mattermost.lan:8065/hooks/${ID}`, 'Mattermost'],
    [`http://mattermost.lan/team/hooks/${ID}`, 'Mattermost'],
    ['http://rocket.lan:3000/hooks/0aZ/x-_Y', 'Rocket.Chat'],
    ['https://chat.googleapis.com/v1/spaces/XX/messages?key=k&token=t', 'Google Chat'],
    ['https://api.github.com/repos/o/n/dispatches', GITHUB],
    ['https://gitlab.lan/api/v4/projects/12/trigger/pipeline?token=t', GITLAB],
    ['https://gitlab.lan/api/v4/projects/group%2Fname/trigger/pipeline', GITLAB],
  ])('%s is of %s', (url, name) => {
    expect(recipeOf(url).name).toBe(name);
  });

  test.each([
    'https://slack.com/services/T/B/x',
    'https://hooks.slack.com.lan/services/T/B/x',
    'https://notdiscord.com/api/webhooks/1/x',
    'https://discord.com.lan/api/webhooks/1/x',
    'https://a.b.discord.com/api/webhooks/1/x',
    'https://-.discord.com/api/webhooks/1/x',
    'https://discord.com/x/api/webhooks/1/x',
    'https://discord.com/api/vx/webhooks/1/x',
    'https://discord.com/api/webhooks/x/x',
    'https://discord.com/api/webhooks//x',
    'https://discord.com/api/webhooks/1/',
    'https://discord.com/api/webhooks/1/%20',
    'https://logic.azure.com/workflows/0',
    'https://xlogic.azure.com/workflows/0',
    'https://x.logic.azure.com.lan/workflows/0',
    'https://x.logic.azure.com/other/0',
    'https://x.lan/workflows/0',
    `http://mattermost.lan/hooks/${ID}x`,
    `http://mattermost.lan/hooks/${ID.slice(1)}`,
    `http://mattermost.lan/hooks/${ID.toUpperCase()}`,
    `http://mattermost.lan/hooks/${ID}/`,
    'http://rocket.lan/hooks//x',
    'http://rocket.lan/hooks/0-0/x',
    'http://rocket.lan/hooks/0/',
    'http://rocket.lan/hooks/0/%20',
    'https://googleapis.com/v1/spaces/XX/messages',
    'https://chat.googleapis.com/v2/spaces/XX/messages',
    'https://chat.googleapis.com/x/v1/spaces/XX/messages',
    'https://chat.googleapis.com/v1/spaces//messages',
    'https://chat.googleapis.com/v1/spaces/X/X/messages',
    'https://chat.googleapis.com/v1/spaces/XX/messages/x',
    'https://github.com/repos/o/n/dispatches',
    'https://gitlab.lan/x/api/v4/projects/1/trigger/pipeline',
    'https://gitlab.lan/api/v4/projects//trigger/pipeline',
    'https://gitlab.lan/api/v4/projects/a/b/trigger/pipeline',
    'https://gitlab.lan/api/v4/projects/1/trigger/pipeline/x',
  ])('none that is known: %s', (url) => {
    expect(recipeOf(url).name).toBe(PLAIN);
  });
});

describe('an answer to what a recipe asks', () => {
  const faultOf = (name: string, key: string, answer: string) =>
    recipe(name)
      .asks.find((ask) => ask.key === key)!
      .fault(answer);

  test.each([
    [GITHUB, 'repository', 'A-z0/a.B_c-9'],
    [GITHUB, 'token', 'ghp_~!x'],
    [GITLAB, 'server', 'http://gitlab.lan:8080'],
    [GITLAB, 'server', 'HTTPS://gitlab.com/'],
    [GITLAB, 'project', '7'],
    [GITLAB, 'token', 'glptt-x'],
  ])('of %s for its %s may be %s', (name, key, answer) => {
    expect(faultOf(name, key, answer)).toBeUndefined();
  });

  test.each([
    [
      GITHUB,
      'repository',
      ['', 'name', 'o/', '/n', 'o/n/x', 'x o/n', 'o/n x', 'o_/n', 'https://github.com/o/n'],
      'Write it as owner/name.',
    ],
    [GITHUB, 'token', ['', 'a b', ' a', 'a ', 'a\n', 'ä'], 'A token is one word. Copy it anew.'],
    [GITLAB, 'token', ['', 'a b', ' a', 'a ', 'a\n', 'ä'], 'A token is one word. Copy it anew.'],
    [
      GITLAB,
      'server',
      [
        '',
        'gitlab.com',
        'ftp://gitlab.com',
        'x https://gitlab.com',
        'https://',
        'https://g/x',
        'https://g//',
        'https://me@g',
        'https://g?',
        'https://g h',
      ],
      'Write it as https://gitlab.com, and no more.',
    ],
    [GITLAB, 'project', ['', 'x', '1x', 'x1', 'group/name'], 'Write the number alone.'],
  ])('of %s for its %s may be none of %j', (name, key, answers, told) => {
    expect(answers.map((answer) => faultOf(name, key, answer))).toEqual(answers.map(() => told));
  });

  test('that is a webhook of another service is told as that, and no URL as no URL', () => {
    expect(faultOf('Slack', 'url', 'https://discord.com/api/webhooks/1/x')).toBe(
      'That is no webhook of Slack: one begins with https://hooks.slack.com/services/.',
    );
    expect(faultOf('Slack', 'url', 'x')).toMatch(/^It is not a URL\./);
    expect(faultOf(PLAIN, 'url', 'http://10.0.0.9/x')).toBeUndefined();
  });

  test.each(RECIPES.map(({ name, command }) => [name, command] as const))(
    'for what deploys may be the usual one, and not nothing: %s',
    (_name, { fault, usual }) => {
      expect(fault(usual)).toBeUndefined();
      expect(fault(` ${usual} `)).toBeUndefined();
      expect(fault('')).toMatch(/\.$/);
    },
  );

  test('is too long for GitHub, or blank for the others', () => {
    expect(recipe(GITHUB).command.fault('x'.repeat(100))).toBeUndefined();
    expect(recipe(GITHUB).command.fault('x'.repeat(101))).toBe('It has 1 to 100 characters.');
    expect(recipe(GITHUB).command.fault('a\nb')).toBe('It has 1 to 100 characters.');
    expect(recipe(GITLAB).command.fault(' ')).toBe('It is empty. Write a branch.');
    expect(recipe('Slack').command.fault(' ')).toBe('It is empty. Write what deploys.');
  });
});

describe('a recipe asks', () => {
  test('with a question for each thing, and says how it begins where that is known', () => {
    for (const { asks, command } of RECIPES) {
      for (const { question } of [...asks, command]) expect(question).toMatch(/^[A-Z].*\w/);
    }
    expect(recipe('Slack').asks[0]?.question).toContain('https://hooks.slack.com/services/...');
    expect(recipe(PLAIN).asks[0]?.question).toContain('http://...');
  });

  test('for what is secret without showing it, and for nothing else so', () => {
    const secret = RECIPES.flatMap(({ asks }) => asks.filter((ask) => ask.secret).map(({ key }) => key));
    const shown = RECIPES.flatMap(({ asks }) => asks.filter((ask) => !ask.secret).map(({ key }) => key));
    expect(new Set(secret)).toEqual(new Set(['url', 'token']));
    expect(shown).toEqual(['repository', 'server', 'project']);
  });

  test("for GitLab's own server unless there is another", () => {
    expect(recipe(GITLAB).asks.map(({ usual }) => usual)).toEqual([
      'https://gitlab.com',
      undefined,
      undefined,
    ]);
  });

  test.each(RECIPES.filter(({ asks }) => asks[0]?.key === 'url' && asks[0].fault('http://x/') !== undefined))(
    'for the webhook of $name, and tells what one is like when it is another',
    ({ name, asks: [ask] }) => {
      expect(ask?.fault('http://x/')).toMatch(
        new RegExp(`^That is no webhook of ${name}: one begins with \\S.*\\w.*\\.$`),
      );
    },
  );
});

describe('of a message the text that deploys', () => {
  test.each<[string, Record<string, unknown>, string | undefined]>([
    ['Slack', { text: 'go' }, 'go'],
    ['Slack', { content: 'go' }, undefined],
    ['Slack', { text: ['go'] }, undefined],
    ['Discord', { content: 'go' }, 'go'],
    ['Mattermost', { text: 'go' }, 'go'],
    ['Rocket.Chat', { text: 'go' }, 'go'],
    ['Google Chat', { text: 'go' }, 'go'],
    [PLAIN, { text: 'go' }, 'go'],
    [GITHUB, { event_type: 'go' }, 'go'],
    [GITHUB, { event_type: 1 }, undefined],
    [GITLAB, { ref: 'main' }, 'main'],
    [GITLAB, { ref: 1 }, undefined],
    ['Teams', { text: 'go' }, undefined],
    ['Teams', { type: 'TextBlock', text: 'say "go" \\ now' }, 'say "go" \\ now'],
    ['Teams', { body: [{ type: 'TextBlock', text: '' }] }, ''],
  ])('of %s: %j', (name, message, text) => {
    expect(recipe(name).textOf(message)).toBe(text);
  });
});

test('the token of GitLab is in the address, whatever is in it, and its server may end with a slash', () => {
  const answers = { server: 'https://gitlab.lan/', project: '12', token: 'a&b=c' };
  expect(recipe(GITLAB).webhook(answers)).toBe(
    'https://gitlab.lan/api/v4/projects/12/trigger/pipeline?token=a%26b%3Dc',
  );
});

test('Discord is asked to wait once, whatever its address asks for already', () => {
  expect(
    recipe('Discord').webhook({ url: 'https://discord.com/api/webhooks/1/x?wait=false&thread_id=2' }),
  ).toBe('https://discord.com/api/webhooks/1/x?wait=true&thread_id=2');
});
