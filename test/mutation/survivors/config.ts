import type { Explained } from '../survivors.ts';

const ANSWERED =
  'Each recipe gets an answer to each of its questions; the other text is there for the type check.';
const TWO_MESSAGES = 'There are two messages by default; the other text is there for the type check.';

export const CONFIG: readonly Explained[] = [
  {
    file: 'src/config/recipes/chats.ts',
    from: "const [, DEPLOY_COMMAND = ''] = DEFAULT_MESSAGES;",
    to: 'const [, DEPLOY_COMMAND = "Stryker was here!"] = DEFAULT_MESSAGES;',
    why: TWO_MESSAGES,
  },
  {
    file: 'src/config/recipes/page.ts',
    from: "const [ALERT = ''] = DEFAULT_MESSAGES;",
    to: 'const [ALERT = "Stryker was here!"] = DEFAULT_MESSAGES;',
    why: TWO_MESSAGES,
  },
  {
    file: 'src/config/recipes/chats.ts',
    from: "webhook: ({ url = '' }) => url,",
    to: 'webhook: ({ url = "Stryker was here!" }) => url,',
    why: ANSWERED,
  },
  {
    file: 'src/config/recipes/chats.ts',
    from: "webhook: ({ url = '' }) => {",
    to: 'webhook: ({ url = "Stryker was here!" }) => {',
    why: ANSWERED,
  },
  ...['repository = "Stryker was here!", token = \'\'', 'repository = \'\', token = "Stryker was here!"'].map(
    (to) => ({
      file: 'src/config/recipes/pipelines.ts',
      from: "webhook: ({ repository = '', token = '' }) => ({",
      to: `webhook: ({ ${to} }) => ({`,
      why: ANSWERED,
    }),
  ),
  ...['server', 'project', 'token'].map((key) => ({
    file: 'src/config/recipes/pipelines.ts',
    from: "webhook: ({ server = '', project = '', token = '' }) =>",
    to: "webhook: ({ server = '', project = '', token = '' }) =>".replace(
      `${key} = ''`,
      `${key} = "Stryker was here!"`,
    ),
    why: ANSWERED,
  })),
  {
    file: 'src/config/recipes/chats.ts',
    from: 'const [, shown] = /"type":"TextBlock","text":("(?:[^"\\\\]|\\\\.)*")/.exec(text) ?? [];',
    to: 'const [, shown] = /"type":"TextBlock","text":("(?:[^"\\\\]|\\\\.)*")/.exec(text) ?? ["Stryker was here"];',
    why: 'The first of what is found is passed over.',
  },
  {
    file: 'src/config/recipes/chats.ts',
    from: "asks: [askUrl('your server', 'http://deploy.example.com/hooks/button', isAny, 'http://')],",
    to: "asks: [askUrl(\"\", 'http://deploy.example.com/hooks/button', isAny, 'http://')],",
    why: 'Any URL is one of it, so of none is said whose it should be.',
  },
  {
    file: 'src/config/files/issues.ts',
    from: 'const branch = issue.errors.find((errors) => !errors.some(isWrongType));',
    to: 'const branch = issue.errors.find((errors) => !errors.every(isWrongType));',
    why: 'A value of the wrong type has that one fault alone.',
  },
  {
    file: 'src/config/files/places.ts',
    from: 'return node === undefined ? [] : [node, ...(node.children ?? []).flatMap(nodesIn)];',
    to: 'return node === undefined ? ["Stryker was here"] : [node, ...(node.children ?? []).flatMap(nodesIn)];',
    why: 'What is no node of a file has no key, so no sentence is about it.',
  },
  {
    file: 'src/config/files/exposed.ts',
    from: 'const keys = secretKeys(readJson(file, \'\').json).map((key) => `"${key}"`);',
    to: 'const keys = secretKeys(readJson(file, "Stryker was here!").json).map((key) => `"${key}"`);',
    why: 'It is what to do where a file is missing, and these have been read before.',
  },
  {
    file: 'src/config/config.ts',
    from: "if (relay !== undefined || typeof webhook === 'string' || typeof webhook.expect !== 'object') return [];",
    to: 'if (relay !== undefined || typeof webhook === "" || typeof webhook.expect !== \'object\') return [];',
    why: 'A text has no field of that name: it is asked for the types.',
  },
  {
    file: 'src/config/config.ts',
    from: "['wifi.password', blankEndWarning(wifi.password ?? '')],",
    to: '[\'wifi.password\', blankEndWarning(wifi.password ?? "Stryker was here!")],',
    why: 'Neither has a blank at an end.',
  },
  {
    file: 'src/config/config.ts',
    from: "['klaxonPin', klaxonPin === undefined ? undefined : klaxonPinWarning(klaxonPin)],",
    to: "['klaxonPin', false ? undefined : klaxonPinWarning(klaxonPin)],",
    why: 'There is no warning of a pin that is none.',
  },
];
