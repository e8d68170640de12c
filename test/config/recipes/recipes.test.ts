import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkConfig } from '../../../src/config/files/load.ts';
import { type Recipe, RECIPES, recipeOf } from '../../../src/config/recipes/index.ts';
import { webhookUrl } from '../../../src/config/rules/webhook.ts';
import { forwardTo } from '../../../src/relay/http/forward.ts';
import { type Answered, type Asked, type Service, SERVICES } from './services.ts';

const RELAY = { url: 'http://10.0.0.2:8437', secret: 's'.repeat(32) };
const ALERT = 'DEPLOY BUTTON "PRESSED" ä';

let server: Server;
let origin: string;
let service: Service;
const answers: Answered[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const asked: Asked = {
        method,
        url: new URL(url, origin),
        headers: headers as Asked['headers'],
        body,
      };
      const answer = service(asked);
      answers.push(answer);
      response.writeHead(answer.status).end(answer.status === 204 ? undefined : answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function exampleOf({ asks }: Recipe): Record<string, string> {
  return Object.fromEntries(asks.map(({ key, example }) => [key, example]));
}

/** What a user gets who answers as the documentation shows. */
function configOf(recipe: Recipe, command = recipe.command.usual) {
  const webhook = recipe.webhook(exampleOf(recipe));
  const messages = recipe.messages(ALERT, command);
  const json = { wifi: { ssid: 'net' }, webhook, messages, relay: RELAY };
  return { ...checkConfig(json, recipe.name).config, webhookFile: webhook, messages };
}

/** Posts as the relay does, to the stand-in in place of the service. */
async function post(recipe: Recipe, url: string, headers: Record<string, string>, body: string) {
  service = SERVICES[recipe.name]!;
  answers.length = 0;
  const { pathname, search } = new URL(url);
  const forward = forwardTo({ url: `${origin}${pathname}${search}`, headers }, Date.now);
  const attempt = await forward(Buffer.from(body), () => true, new AbortController().signal);
  return { attempt, answer: answers[0]! };
}

test('every recipe has a stand-in, and every stand-in a recipe', () => {
  expect(Object.keys(SERVICES)).toEqual(RECIPES.map(({ name }) => name));
});

describe.each(RECIPES.map((recipe) => [recipe.name, recipe] as const))('%s', (_name, recipe) => {
  test('takes what is posted, and gives the answer that the recipe calls good', async () => {
    const { webhook, bodies } = configOf(recipe);
    expect(bodies.length).toBeGreaterThan(0);
    for (const body of bodies) {
      const { attempt, answer } = await post(recipe, webhookUrl(webhook), { ...webhook.headers }, body);
      expect(attempt).toMatchObject({ kind: 'answered', status: recipe.status });
      if (typeof recipe.expect === 'string') expect(answer.body).toBe(recipe.expect);
      else if (recipe.expect !== undefined) expect(JSON.parse(answer.body)).toMatchObject(recipe.expect);
    }
  });

  test('is recognised by its webhook, and the command is read back out of its messages', () => {
    const { webhookFile, messages } = configOf(recipe, 'deploy "it"');
    expect(recipeOf(typeof webhookFile === 'string' ? webhookFile : webhookFile.url)).toBe(recipe);
    expect(
      messages.map((message) => (typeof message === 'string' ? message : recipe.textOf(message))).at(-1),
    ).toBe('deploy "it"');
  });

  test('takes its own examples for answers, and nothing empty', () => {
    expect(recipe.asks.map(({ fault, example }) => fault(example))).toEqual(recipe.asks.map(() => undefined));
    expect(recipe.asks.map(({ fault }) => fault('')).every((fault) => fault?.endsWith('.'))).toBe(true);
    expect(recipe.command.fault(recipe.command.usual)).toBeUndefined();
    expect(recipe.command.fault('')).toMatch(/\.$/);
  });

  test('keeps secrets out of the messages: these are on the board and in the network', () => {
    const secrets = recipe.asks.filter(({ secret }) => secret).map(({ example }) => example);
    expect(secrets).not.toEqual([]);
    const posted = configOf(recipe).bodies.join();
    expect(secrets.filter((secret) => posted.includes(secret))).toEqual([]);
  });
});

describe("a stand-in refuses what the service's documentation refuses", () => {
  const GOOD = { 'Content-Type': 'application/json' };
  const github = { ...GOOD, Accept: 'application/vnd.github+json', Authorization: 'Bearer YOUR-TOKEN' };

  test.each<[string, string, Record<string, string>, object | string, number]>([
    ['Slack', '', GOOD, { content: 'x' }, 400],
    ['Slack', '', { 'Content-Type': 'text/plain' }, { text: 'x' }, 400],
    ['Slack', 'https://hooks.slack.com/services/T0/B0/short', GOOD, { text: 'x' }, 404],
    ['Discord', '', GOOD, { text: 'x' }, 400],
    ['Discord', '', GOOD, { content: 'x'.repeat(2001) }, 400],
    ['Discord', 'https://discord.com/api/webhooks/1/x', GOOD, { content: 'x' }, 404],
    ['Teams', '', GOOD, { text: 'x' }, 400],
    ['Teams', 'https://h/workflows/0/triggers/manual/paths/invoke', GOOD, { text: 'x' }, 401],
    ['Mattermost', '', GOOD, { content: 'x' }, 400],
    ['Mattermost', '', GOOD, { text: '' }, 400],
    ['Rocket.Chat', '', GOOD, { text: 'x', channel: '#ops' }, 400],
    ['Rocket.Chat', '', GOOD, '{', 400],
    ['Google Chat', '', GOOD, { text: 'x', username: 'button' }, 400],
    ['Google Chat', 'https://h/v1/spaces/X/messages?key=k', GOOD, { text: 'x' }, 403],
    ['GitHub Actions (repository_dispatch)', '', github, { event_type: 'deploy' }, 400],
    ['GitHub Actions (repository_dispatch)', '', GOOD, { event_type: 'deploy' }, 401],
    [
      'GitHub Actions (repository_dispatch)',
      '',
      { ...github, 'X-GitHub-Api-Version': '2022-11-28' },
      { event_type: 'deploy', text: 'x' },
      422,
    ],
    ['GitLab (pipeline trigger)', '', GOOD, {}, 400],
    ['GitLab (pipeline trigger)', '', GOOD, { ref: 'main', variables: { A: 'b' } }, 400],
    ['GitLab (pipeline trigger)', '', GOOD, { ref: 'main', token: 'other' }, 404],
    ['Plain HTTP, a server of your own', '', GOOD, 'x', 400],
  ])('%s, case %#', async (name, url, headers, body, status) => {
    const recipe = RECIPES.find((each) => each.name === name)!;
    const to = url === '' ? webhookUrl(configOf(recipe).webhook) : url;
    const { attempt } = await post(
      recipe,
      to,
      headers,
      typeof body === 'string' ? body : JSON.stringify(body),
    );
    expect(attempt).toMatchObject({ kind: 'answered', status });
  });

  test('Discord says that all is well of a message that it does not save, unless it is told to wait', async () => {
    const recipe = RECIPES.find(({ name }) => name === 'Discord')!;
    const { example } = recipe.asks[0]!;
    const { attempt } = await post(recipe, example, GOOD, '{"text":"x"}');
    expect(attempt).toMatchObject({ status: 204 });
  });
});

test.each([
  ['https://hooks.slack.com/services/T/B/x', 'Discord'],
  ['https://discord.com/api/webhooks/1/x', 'Slack'],
  ['http://[::1]/', 'Plain HTTP, a server of your own'],
  ['hooks.slack.com/services/T/B/x', 'Slack'],
])('the webhook of another service is not taken, and not shown: %s for %s', (url, name) => {
  const recipe = RECIPES.find((each) => each.name === name)!;
  const fault = recipe.asks[0]!.fault(url);
  expect(fault).toMatch(/\.$/);
  expect(fault).not.toContain(url);
});
