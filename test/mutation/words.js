import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** What speaks to people: its words are text, and a test of each letter of them would be a second copy. */
const SPEAKERS = /^(print|say|sayAside|info|warn|error)$/;

/** Leaves out the words of messages for people. What is put into them, and when they are said, is broken like any code. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'words', {
    shouldIgnore: (path) => (isText(path.node) && isSpoken(path) ? 'words for people' : undefined),
  }),
];

function isText({ type, value }) {
  return type === 'TemplateLiteral' || (type === 'StringLiteral' && value.includes(' '));
}

/** Whether it is, or is added to, an argument of an error or of somebody who speaks. */
function isSpoken({ parentPath: parent }) {
  if (parent?.node.type === 'BinaryExpression') return isSpoken(parent);
  const { type, callee } = parent?.node ?? {};
  if (type === 'NewExpression') return /^(Failure|Error)$/.test(callee.name);
  return type === 'CallExpression' && SPEAKERS.test(callee.name ?? callee.property?.name ?? '');
}
