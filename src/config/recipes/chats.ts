import { DEFAULT_MESSAGES } from '../rules/message.ts';
import { askUrl, formFault, type Recipe, textIn } from './recipe.ts';

const [, DEPLOY_COMMAND = ''] = DEFAULT_MESSAGES;

const COMMAND: Recipe['command'] = {
  question: 'The command that your deploy bot obeys in the chat',
  usual: DEPLOY_COMMAND,
  fault: formFault(/\S/, 'It is empty. Write what deploys.'),
};

const BOT_TRAP =
  'Many bots pass over what comes in by webhook, because a chat marks it as from a bot. Tell yours to obey this one.';

const isSlack = ({ hostname }: URL): boolean => hostname === 'hooks.slack.com';
const isDiscord = ({ hostname, pathname }: URL): boolean =>
  /^(\w+\.)?discord(app)?\.com$/.test(hostname) && /^\/api\/(v\d+\/)?webhooks\/\d+\/[\w-]/.test(pathname);
const isTeams = ({ hostname, pathname }: URL): boolean =>
  /\.(logic\.azure|powerplatform|powerautomate)\.com$/.test(hostname) && pathname.includes('/workflows/');
const isMattermost = ({ pathname }: URL): boolean => /\/hooks\/[a-z0-9]{26}$/.test(pathname);
const isRocketChat = ({ pathname }: URL): boolean => /\/hooks\/[A-Za-z0-9]+\/[\w-]/.test(pathname);
const isGoogleChat = ({ hostname, pathname }: URL): boolean =>
  hostname === 'chat.googleapis.com' && /^\/v1\/spaces\/[^/]+\/messages$/.test(pathname);

const asTexts: Recipe['messages'] = (alert, command) => [alert, command];

/** Chats: an alert for people, then a command for a bot. */
export const SLACK: Recipe = {
  name: 'Slack',
  where:
    'Make an app at api.slack.com/apps, switch on "Incoming Webhooks" in it and add one to your channel.',
  asks: [
    askUrl(
      'Slack',
      'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
      isSlack,
      'https://hooks.slack.com/services/',
    ),
  ],
  webhook: ({ url = '' }) => url,
  isOf: isSlack,
  command: COMMAND,
  messages: asTexts,
  deploys: 'the command',
  textOf: textIn('text'),
  status: 200,
  expect: 'ok',
  notes: [BOT_TRAP],
  source: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
};

export const DISCORD: Recipe = {
  name: 'Discord',
  where: 'In the settings of the channel: Integrations, Webhooks, New Webhook, Copy Webhook URL.',
  asks: [
    askUrl(
      'Discord',
      'https://discord.com/api/webhooks/000000000000000000/XXXXXXXX',
      isDiscord,
      'https://discord.com/api/webhooks/',
    ),
  ],
  // Without `wait` Discord says that all is well of a message that it then doesn't save.
  webhook: ({ url = '' }) => {
    const whole = new URL(url);
    whole.searchParams.set('wait', 'true');
    return whole.href;
  },
  isOf: isDiscord,
  command: COMMAND,
  messages: (alert, command) => [{ content: alert }, { content: command }],
  deploys: 'the command',
  textOf: textIn('content'),
  status: 200,
  notes: ['`wait=true` makes Discord answer only when the message is saved.', BOT_TRAP],
  source: 'https://discord.com/developers/docs/resources/webhook#execute-webhook',
};

const CARD = 'application/vnd.microsoft.card.adaptive';

export const TEAMS: Recipe = {
  name: 'Teams',
  where:
    'In the menu of the channel: Workflows, "Post to a channel when a webhook request is received". The older connectors are retired.',
  asks: [
    askUrl(
      'Teams',
      'https://prod-00.westeurope.logic.azure.com:443/workflows/00000000/triggers/manual/paths/invoke?sig=XXXXXXXX',
      isTeams,
      'https://, with logic.azure.com or powerplatform.com and /workflows/ in it',
    ),
  ],
  webhook: ({ url = '' }) => url,
  isOf: isTeams,
  command: COMMAND,
  messages: (alert, command) => [cardOf(alert), cardOf(command)],
  deploys: 'who knows',
  textOf: (message) => {
    const text = JSON.stringify(message);
    const [, shown] = /"type":"TextBlock","text":("(?:[^"\\]|\\.)*")/.exec(text) ?? [];
    return shown === undefined ? undefined : String(JSON.parse(shown));
  },
  status: 202,
  notes: [
    'It answers before the card is in the channel, so "accepted" says that the workflow has begun. A workflow may deploy by itself.',
  ],
  source: 'https://learn.microsoft.com/en-us/connectors/teams/#microsoft-teams-webhook',
};

function cardOf(text: string) {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [{ type: 'TextBlock', text, wrap: true }],
  };
  return { type: 'message', attachments: [{ contentType: CARD, contentUrl: null, content }] };
}

export const MATTERMOST: Recipe = {
  name: 'Mattermost',
  where: 'In the product menu: Integrations, Incoming Webhooks, Add.',
  asks: [
    askUrl(
      'Mattermost',
      'http://mattermost.example.com:8065/hooks/xxxxxxxxxxxxxxxxxxxxxxxxxx',
      isMattermost,
      "your server's address and /hooks/",
    ),
  ],
  webhook: ({ url = '' }) => url,
  isOf: isMattermost,
  command: COMMAND,
  messages: asTexts,
  deploys: 'the command',
  textOf: textIn('text'),
  status: 200,
  expect: 'ok',
  notes: ['A server that speaks plain http:// in your own network needs no relay.', BOT_TRAP],
  source: 'https://developers.mattermost.com/integrate/webhooks/incoming/',
};

export const ROCKET_CHAT: Recipe = {
  name: 'Rocket.Chat',
  where: 'In the administration: Workspace, Integrations, New, Incoming. Switch it on and save it.',
  asks: [
    askUrl(
      'Rocket.Chat',
      'http://rocket.example.com:3000/hooks/00000000/XXXXXXXX',
      isRocketChat,
      "your server's address and /hooks/",
    ),
  ],
  webhook: ({ url = '' }) => url,
  isOf: isRocketChat,
  command: COMMAND,
  messages: asTexts,
  deploys: 'the command',
  textOf: textIn('text'),
  status: 200,
  expect: { success: true },
  notes: ['A server that speaks plain http:// in your own network needs no relay.', BOT_TRAP],
  source: 'https://docs.rocket.chat/docs/rocketchat-marketplace-integrations',
};

export const GOOGLE_CHAT: Recipe = {
  name: 'Google Chat',
  where: 'In the menu of the space: Apps & integrations, Webhooks, Add.',
  asks: [
    askUrl(
      'Google Chat',
      'https://chat.googleapis.com/v1/spaces/XXXXXXXX/messages?key=XXXXXXXX&token=XXXXXXXX',
      isGoogleChat,
      'https://chat.googleapis.com/v1/spaces/',
    ),
  ],
  webhook: ({ url = '' }) => url,
  isOf: isGoogleChat,
  command: COMMAND,
  messages: asTexts,
  deploys: 'the command',
  textOf: textIn('text'),
  status: 200,
  notes: [BOT_TRAP],
  source: 'https://developers.google.com/workspace/chat/quickstart/webhooks',
};

const isAny = (): boolean => true;

export const PLAIN_HTTP: Recipe = {
  name: 'Plain HTTP, a server of your own',
  where: 'Any address that takes a POST with JSON and answers with 2xx when it has done what it should.',
  asks: [askUrl('your server', 'http://deploy.example.com/hooks/button', isAny, 'http://')],
  webhook: ({ url = '' }) => url,
  isOf: isAny,
  command: COMMAND,
  messages: asTexts,
  deploys: 'who knows',
  textOf: textIn('text'),
  status: 200,
  notes: ['A server that speaks plain http:// in your own network needs no relay.'],
  source: 'https://www.rfc-editor.org/rfc/rfc9110#name-post',
};
