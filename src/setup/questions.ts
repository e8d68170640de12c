import type { Edit } from '../config/files/local-file.ts';
import { newRelaySecret, relayUrlAt } from '../config/new-relay.ts';
import { type Recipe, RECIPES, recipeOf, type WebhookFile } from '../config/recipes/index.ts';
import { DEFAULT_MESSAGES, type Message, messageBody } from '../config/rules/message.ts';
import { passwordFault, ssidFault } from '../config/rules/text.ts';
import { hostFault, relayUrlFault } from '../config/rules/webhook.ts';
import type { OwnAddress } from '../own-addresses.ts';
import type { Asker } from './asker.ts';
import type { Today } from './today.ts';

/** What was asked for, as edits of the local file; nothing is written yet. */
export interface Answered {
  readonly edits: readonly Edit[];
  /** Where the relay will run, for a webhook that needs one. */
  readonly relayUrl: string | undefined;
}

/**
 * Asks all that the button needs: Wi-Fi, service, webhook, and a place for the relay where one is needed.
 * @param addresses this machine's own, where the relay may run
 */
export async function askAll(
  asker: Asker,
  today: Today,
  addresses: readonly OwnAddress[],
): Promise<Answered> {
  const wifi = await askWifi(asker, today);
  const { recipe, url, edits: webhook } = await askWebhook(asker, today);
  const messages = await askMessages(asker, today, recipe);
  const relay = await askRelay(asker, today, url, addresses);
  const posted = messages.map(messageBody).join('\n');
  const way = relay.url === undefined ? 'straight from the board' : `by the relay at ${relay.url}`;
  asker.show(`What will be posted to ${new URL(url).host}, ${way}`, posted);
  return {
    edits: [...wifi, ...webhook, { path: ['messages'], value: messages }, ...relay.edits],
    relayUrl: relay.url,
  };
}

async function askWifi(asker: Asker, today: Today): Promise<Edit[]> {
  const ssid = await asker.text('The name of the Wi-Fi network, on 2.4 GHz', today.ssid, sentence(ssidFault));
  if (today.hasPassword && ssid === today.ssid) {
    const keeps = await asker.choose('Its password', [
      { value: true, label: 'Keep the one that is there' },
      { value: false, label: 'Another one' },
    ]);
    if (keeps) return [];
  }
  const password = await asker.secret('Its password (Enter alone for an open network)', (answer) =>
    answer === '' ? undefined : sentence(passwordFault)(answer),
  );
  const none = today.sharesPassword ? null : undefined;
  return [
    { path: ['wifi', 'ssid'], value: ssid },
    { path: ['wifi', 'password'], value: password === '' ? none : password },
  ];
}

async function askWebhook(
  asker: Asker,
  { webhookUrl }: Today,
): Promise<{ recipe: Recipe; url: string; edits: Edit[] }> {
  const before = webhookUrl === undefined ? undefined : recipeOf(webhookUrl);
  const recipe = await asker.choose(
    'Where the messages go',
    RECIPES.map((value) => ({ value, label: value.name })),
    before,
  );
  if (webhookUrl !== undefined && recipe === before) {
    const keeps = await asker.choose('Its webhook', [
      { value: true, label: 'Keep the one that is there', hint: new URL(webhookUrl).host },
      { value: false, label: 'Another one' },
    ]);
    if (keeps) return { recipe, url: webhookUrl, edits: [] };
  }
  asker.show(`Where ${recipe.name} has it`, recipe.where);
  const answers: Record<string, string> = {};
  for (const { key, question, secret, usual, fault } of recipe.asks) {
    answers[key] = secret ? await asker.secret(question, fault) : await asker.text(question, usual, fault);
  }
  const webhook: WebhookFile = recipe.webhook(answers);
  const url = typeof webhook === 'string' ? webhook : webhook.url;
  return { recipe, url, edits: [{ path: ['webhook'], value: webhook }] };
}

async function askMessages(asker: Asker, { messages }: Today, recipe: Recipe): Promise<readonly Message[]> {
  const texts = messages?.map((message) => (typeof message === 'string' ? message : recipe.textOf(message)));
  const [alert = ''] = DEFAULT_MESSAGES;
  const written = (texts?.length === 2 ? texts[0] : undefined) ?? alert;
  const command = texts?.at(-1);
  const isOurs = command !== undefined && isSame(recipe.messages(written, command), messages);
  if (messages !== undefined && !isOurs) {
    const keeps = await asker.choose('The messages', [
      { value: false, label: `Those that ${recipe.name} takes` },
      { value: true, label: `Keep the ${messages.length} that are there` },
    ]);
    if (keeps) return messages;
  }
  const { question, usual, fault } = recipe.command;
  const asked = await asker.text(question, isOurs ? command : usual, fault);
  return recipe.messages(isOurs ? written : alert, asked);
}

function isSame(one: readonly Message[], other: readonly Message[] | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

const ELSEWHERE = 'elsewhere';

async function askRelay(
  asker: Asker,
  { relayUrl, hasRelaySecret }: Today,
  webhookUrl: string,
  addresses: readonly OwnAddress[],
): Promise<{ url: string | undefined; edits: Edit[] }> {
  if (new URL(webhookUrl).protocol === 'http:') return { url: relayUrl, edits: [] };
  const before = relayUrl !== undefined && relayUrlFault(relayUrl) === undefined ? [relayUrl] : [];
  const here = addresses
    .map(({ address, virtual }) => ({ value: relayUrlAt(address), virtual }))
    .filter(({ value }) => !before.includes(value));
  const chosen = await asker.choose(
    'The board has no TLS, so a relay takes its messages to https://. Where will it run?',
    [
      ...before.map((value) => ({ value, label: value, hint: 'as it is' })),
      ...here.map(({ value, virtual }) => ({
        value,
        label: value,
        hint:
          virtual === undefined
            ? 'this machine'
            : `this machine on "${virtual}", hardly the button's network`,
      })),
      { value: ELSEWHERE, label: 'On another machine in the same network' },
    ],
  );
  const url = chosen === ELSEWHERE ? relayUrlAt(await askHost(asker)) : chosen;
  const edits: Edit[] = [{ path: ['relay', 'url'], value: url }];
  if (!hasRelaySecret) edits.push({ path: ['relay', 'secret'], value: newRelaySecret() });
  return { url, edits };
}

function askHost(asker: Asker): Promise<string> {
  return asker.text('The address of that machine, which should stay its own', undefined, (host) => {
    const unfound = hostFault(host);
    if (unfound !== undefined) return `It ${unfound}.`;
    const fault = relayUrlFault(relayUrlAt(host));
    return fault === undefined ? undefined : 'Write an address or a name alone, as in 192.168.1.5.';
  });
}

/** The rules continue a sentence that begins with a key. */
function sentence(rule: (text: string) => string | undefined): (text: string) => string | undefined {
  return (text) => {
    const fault = rule(text);
    return fault === undefined ? undefined : `It ${fault}.`;
  };
}
