import { DEFAULT_MESSAGES, messageBody } from '../rules/message.ts';
import { RECIPES, type Recipe } from './index.ts';

const [ALERT = ''] = DEFAULT_MESSAGES;

/** @returns docs/recipes.md, before it is formatted */
export function recipesPage(): string {
  return [
    '# Recipes',
    '`npm run setup` asks for what stands here and writes it. By hand, put "webhook" and "messages" of your service into ' +
      '`espruino.config.local.json`, with your own values in place of the ones that are shown. An `https://` webhook needs a ' +
      'relay: `npm run relay` makes its section. Each recipe is tried by a test against a stand-in that is as strict as the ' +
      'documentation of the service.',
    '(`npm run recipes` writes this page from [src/config/recipes](../src/config/recipes/index.ts).)',
    ...RECIPES.flatMap(section),
  ].join('\n\n');
}

const PRACTICE: Readonly<Record<Recipe['deploys'], readonly string[]>> = {
  'the command': [],
  'whatever comes': [
    'It deploys whatever is posted to it, so `--practice` is refused. `npm start` and its stand-in chat are for that.',
  ],
  'who knows': [
    '`--practice` posts its text here as it would to a chat, and warns: if this end deploys for any message, so does a practice.',
  ],
};

function section(recipe: Recipe): string[] {
  const { name, where, asks, command, notes, source } = recipe;
  const answers = Object.fromEntries(asks.map(({ key, example }) => [key, example]));
  const messages = recipe.messages(ALERT, command.usual);
  const file = { webhook: recipe.webhook(answers), messages };
  return [
    `## ${name}`,
    where,
    block('json', JSON.stringify(file, null, 2)),
    'What is posted:',
    block('text', messages.map(messageBody).join('\n')),
    `A good answer is ${recipe.status}${expectation(recipe)}.`,
    [...notes, ...PRACTICE[recipe.deploys]].map((note) => `- ${note}`).join('\n'),
    `[Its documentation](${source})`,
  ];
}

function expectation({ expect }: Recipe): string {
  if (expect === undefined) return '';
  return typeof expect === 'string'
    ? `, with \`${expect}\` in it`
    : `, with \`${JSON.stringify(expect)}\` in it`;
}

function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
