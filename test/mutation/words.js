import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** What speaks to people: its words are text, and a test of each letter of them would be a second copy. */
const SPEAKERS =
  /^(print|say|sayAside|info|warn|error|tell|agrees|good|note|bad|untried|text|secret|choose|show)$/;

/** What a command's manual tells of it and of its options, and what there is to choose. */
const TELLS = /^(about|otherwise|file|label|hint)$/;

/** Leaves out the words of messages for people. What is put into them, and when they are said, is broken like any code. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'words', {
    shouldIgnore: (path) => (isText(path.node) && isSpoken(path) ? 'words for people' : undefined),
  }),
];

function isText({ type, value }) {
  return type === 'TemplateLiteral' || (type === 'StringLiteral' && value.includes(' '));
}

/** Whether it is, or is added to, an argument of an error or of somebody who speaks, or stands in a manual. */
function isSpoken({ parentPath: parent, key: place }) {
  if (parent?.node.type === 'BinaryExpression') return isSpoken(parent);
  const { type, callee, key } = parent?.node ?? {};
  if (type === 'NewExpression') return /^(Failure|Error)$/.test(callee.name);
  if (type === 'ObjectProperty') return TELLS.test(key.name);
  // What follows the call in an example, and then what that is for.
  if (type === 'ArrayExpression') return place === 1 && isExamples(parent.parentPath);
  return type === 'CallExpression' && SPEAKERS.test(callee.name ?? callee.property?.name ?? '');
}

function isExamples({ node, parentPath: parent }) {
  return node.type === 'ArrayExpression' && parent?.node.key?.name === 'examples';
}
