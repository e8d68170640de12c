/**
 * The services of the recipes as strict as their documentation says: what is not right by it is refused with the answer that it
 * names. Read from each recipe's `source`, and for Mattermost, Rocket.Chat and GitLab from their public code
 * (server/channels/web/webhook.go, apps/meteor/app/integrations/server/api/api.ts, lib/api/ci/triggers.rb).
 */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface Answered {
  readonly status: number;
  readonly body: string;
}

export type Service = (asked: Asked) => Answered;

type Fields = Record<string, unknown>;

const no = (status: number, body: string | object): Answered => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const yes = no;

/** @returns what was posted as JSON, or undefined where it is no JSON object or says that it is something else */
function posted({ method, headers, body }: Asked): Fields | undefined {
  const type = headers['content-type'] ?? '';
  if (method !== 'POST' || !/^application\/json(;\s*charset=utf-8)?$/i.test(type)) return undefined;
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Fields) : undefined;
  } catch {
    return undefined;
  }
}

function strangers(fields: Fields, known: readonly string[]): string[] {
  return Object.keys(fields).filter((name) => !known.includes(name));
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= most;
}

const slack: Service = (asked) => {
  if (!/^\/services\/T\w+\/B\w+\/\w{24}$/.test(asked.url.pathname)) return no(404, 'no_service');
  const fields = posted(asked);
  if (fields === undefined) return no(400, 'invalid_payload');
  if (!isText(fields['text'], 40_000) && fields['blocks'] === undefined) return no(400, 'no_text');
  return yes(200, 'ok');
};

const discord: Service = (asked) => {
  const { pathname, searchParams } = asked.url;
  if (!/^\/api(\/v\d+)?\/webhooks\/\d{18,}\/[\w-]+$/.test(pathname)) {
    return no(404, { message: 'Unknown Webhook', code: 10015 });
  }
  const fields = posted(asked);
  if (fields === undefined)
    return no(400, { message: 'The request body contains invalid JSON.', code: 50109 });
  const saved = isText(fields['content'], 2000);
  // Without `wait` a message that is not saved is no error.
  if (searchParams.get('wait') !== 'true') return yes(204, '');
  if (fields['content'] === undefined)
    return no(400, { message: 'Cannot send an empty message', code: 50006 });
  if (!saved) return no(400, { message: 'Invalid Form Body', code: 50035 });
  return yes(200, { id: '1', type: 0, content: fields['content'] });
};

const teams: Service = (asked) => {
  const { pathname, searchParams } = asked.url;
  if (!pathname.includes('/triggers/manual/paths/invoke'))
    return no(404, { error: { code: 'WorkflowNotFound' } });
  if (!searchParams.get('sig')) return no(401, { error: { code: 'DirectApiAuthorizationRequired' } });
  const fields = posted(asked);
  const attachments = fields?.['attachments'];
  const cards = Array.isArray(attachments) ? (attachments as Fields[]) : [];
  const isCard = ({ contentType, content }: Fields): boolean =>
    contentType === 'application/vnd.microsoft.card.adaptive' &&
    (content as Fields)['type'] === 'AdaptiveCard' &&
    /^1\.[0-5]$/.test(String((content as Fields)['version'])) &&
    Array.isArray((content as Fields)['body']);
  if (
    fields?.['type'] !== 'message' ||
    cards.length === 0 ||
    !cards.every(isCard) ||
    asked.body.length > 28_000
  ) {
    return no(400, { error: { code: 'TriggerInputSchemaMismatch' } });
  }
  return yes(202, '');
};

const MATTERMOST_FIELDS = [
  'text',
  'channel',
  'username',
  'icon_url',
  'icon_emoji',
  'attachments',
  'type',
  'props',
];

const mattermost: Service = (asked) => {
  if (!/^\/hooks\/[a-z0-9]{26}$/.test(asked.url.pathname)) return no(404, { message: 'Invalid webhook' });
  const fields = posted(asked);
  if (fields === undefined || strangers(fields, MATTERMOST_FIELDS).length > 0) {
    return no(400, { id: 'web.incoming_webhook.parse.app_error' });
  }
  if (!isText(fields['text'], 16_383) && fields['attachments'] === undefined) {
    return no(400, { id: 'web.incoming_webhook.text.app_error' });
  }
  return yes(200, 'ok');
};

const rocketChat: Service = (asked) => {
  if (!/^\/hooks\/\w+\/[\w-]+$/.test(asked.url.pathname)) {
    return no(400, { success: false, error: 'Invalid integration id or token provided.' });
  }
  const fields = posted(asked);
  if (fields === undefined) return no(400, { success: false, error: 'Invalid JSON' });
  // An empty object is a success, and nothing is posted.
  if (Object.keys(fields).length === 0) return yes(200, { success: true });
  if ('channel' in fields || 'roomId' in fields) {
    return no(400, {
      success: false,
      error: 'overriding destination channel is disabled for this integration',
    });
  }
  if (!isText(fields['text'], 5000)) return no(400, { success: false, error: 'unknown-error' });
  return yes(200, { success: true });
};

const googleChat: Service = (asked) => {
  const { pathname, searchParams } = asked.url;
  if (!/^\/v1\/spaces\/\w+\/messages$/.test(pathname)) return no(404, { error: { status: 'NOT_FOUND' } });
  if (!searchParams.get('key') || !searchParams.get('token'))
    return no(403, { error: { status: 'PERMISSION_DENIED' } });
  const fields = posted(asked);
  if (fields === undefined || strangers(fields, ['text', 'cardsV2', 'thread']).length > 0) {
    return no(400, { error: { status: 'INVALID_ARGUMENT' } });
  }
  if (!isText(fields['text'], 4096)) return no(400, { error: { status: 'INVALID_ARGUMENT' } });
  return yes(200, { name: 'spaces/X/messages/Y', text: fields['text'] });
};

const github: Service = (asked) => {
  const { headers, url } = asked;
  if (!headers['user-agent']) return no(403, 'Request forbidden by administrative rules.');
  if (headers['authorization'] !== 'Bearer YOUR-TOKEN') return no(401, { message: 'Bad credentials' });
  if (url.pathname !== '/repos/octo-org/octo-repo/dispatches') return no(404, { message: 'Not Found' });
  if (headers['accept'] !== 'application/vnd.github+json')
    return no(415, { message: 'Unsupported Media Type' });
  if (headers['x-github-api-version'] !== '2022-11-28')
    return no(400, { message: 'Unsupported API version' });
  const fields = posted(asked);
  if (fields === undefined) return no(400, { message: 'Problems parsing JSON' });
  const payload = fields['client_payload'] ?? {};
  const isRight =
    isText(fields['event_type'], 100) &&
    typeof payload === 'object' &&
    Object.keys(payload).length <= 10 &&
    strangers(fields, ['event_type', 'client_payload']).length === 0;
  return isRight ? yes(204, '') : no(422, { message: 'Invalid request.' });
};

const gitlab: Service = (asked) => {
  const { pathname, searchParams } = asked.url;
  const fields = posted(asked);
  if (fields === undefined) return no(400, { error: 'Problems parsing JSON' });
  // What is in the body comes before what is in the address.
  const token = fields['token'] ?? searchParams.get('token');
  const ref = fields['ref'] ?? searchParams.get('ref');
  if (token === null) return no(400, { error: 'token is missing' });
  if (ref === null || ref === '') return no(400, { error: 'ref is missing' });
  if (pathname !== '/api/v4/projects/123456/trigger/pipeline' || token !== 'YOUR-TOKEN') {
    return no(404, { message: '404 Not Found' });
  }
  if (ref !== 'main') return no(400, { message: { base: ['Reference not found'] } });
  // A new project lets nobody set them.
  if (fields['variables'] !== undefined) {
    return no(400, { message: { base: ['Insufficient permissions to set pipeline variables'] } });
  }
  return yes(201, { id: 1, ref, status: 'created' });
};

const plain: Service = (asked) => (posted(asked) === undefined ? no(400, '') : yes(200, ''));

/** By the name of the recipe. */
export const SERVICES: Readonly<Record<string, Service>> = {
  Slack: slack,
  Discord: discord,
  Teams: teams,
  Mattermost: mattermost,
  'Rocket.Chat': rocketChat,
  'Google Chat': googleChat,
  'GitHub Actions (repository_dispatch)': github,
  'GitLab (pipeline trigger)': gitlab,
  'Plain HTTP, a server of your own': plain,
};
