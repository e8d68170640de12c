import { describe, expect, test } from '@jest/globals';
import { parse, type AnyNode } from 'acorn';
import { full } from 'acorn-walk';
import { ALIKE } from './alike/index.ts';
import { FORBIDDEN } from './forbidden.ts';
import { ESPRUINO, runOnEspruino, runOnNode } from './interpreter.ts';
import { LIBRARY } from './library/index.ts';
import { UNSEEN } from './unseen.ts';

/** Each takes a tenth of a second, nearly all of it waiting, so several run side by side. */
const onEspruino = ESPRUINO === '' ? test.concurrent.skip : test.concurrent;

/** What the check makes of these programs, test/build/programs.test.ts and names.test.ts there show without the interpreter. */
describe('what the subset check lets through prints on the interpreter what the standard says', () => {
  onEspruino.each([...ALIKE, ...LIBRARY.map(([, program]) => program)].map((program) => [program]))(
    '%s',
    async (program) => {
      expect(await runOnEspruino(program)).toEqual(await runOnNode(program));
    },
  );
});

describe('what the subset check forbids fails on the interpreter or prints something else', () => {
  onEspruino.each(FORBIDDEN.map((program) => [program]))('%s', async (program) => {
    expect(await runOnEspruino(program)).not.toEqual(await runOnNode(program));
  });
});

describe('what no look at the text can tell differs all the same', () => {
  onEspruino.each(UNSEEN)('%s: %s', async (program) => {
    expect(await runOnEspruino(program)).not.toEqual(await runOnNode(program));
  });
});

/** Every kind of syntax that a script can hold, with its operators and what is told apart by a flag. */
const SYNTAX = [
  ...['VariableDeclaration var', 'VariableDeclaration let', 'VariableDeclaration const'],
  ...['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ReturnStatement'],
  ...[
    'ClassDeclaration',
    'ClassExpression',
    'ClassBody',
    'MethodDefinition constructor',
    'MethodDefinition method',
  ],
  ...['MethodDefinition get', 'MethodDefinition set', 'PropertyDefinition', 'Super', 'ThisExpression'],
  ...['BlockStatement', 'ExpressionStatement', 'EmptyStatement', 'IfStatement', 'ConditionalExpression'],
  ...['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement'],
  ...['BreakStatement', 'ContinueStatement', 'SwitchStatement', 'SwitchCase', 'VariableDeclarator'],
  ...['TryStatement', 'CatchClause', 'ThrowStatement'],
  ...['ObjectExpression', 'Property init', 'Property get', 'Property set', 'ArrayExpression'],
  ...['MemberExpression', 'CallExpression', 'NewExpression', 'SequenceExpression'],
  ...['Literal', 'TemplateLiteral', 'TemplateElement', 'Identifier', 'Program'],
  ...['+', '-', '!', '~', 'typeof', 'void', 'delete'].map((sign) => `UnaryExpression ${sign}`),
  ...['++', '--'].map((sign) => `UpdateExpression ${sign}`),
  ...['&&', '||', '??'].map((sign) => `LogicalExpression ${sign}`),
  ...['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'].map((sign) => `BinaryExpression ${sign}`),
  ...['==', '!=', '===', '!==', '<', '<=', '>', '>='].map((sign) => `BinaryExpression ${sign}`),
  ...['in', 'instanceof'].map((sign) => `BinaryExpression ${sign}`),
  ...['', '+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'].map(
    (sign) => `AssignmentExpression ${sign}=`,
  ),
];

function kindOf(node: AnyNode): string {
  if ('operator' in node) return `${node.type} ${node.operator}`;
  return 'kind' in node ? `${node.type} ${node.kind}` : node.type;
}

test('the programs hold every kind of syntax that is let through, and no other', () => {
  const kinds = new Set<string>();
  for (const program of ALIKE) {
    full(parse(program, { ecmaVersion: 'latest' }), (node) => {
      kinds.add(kindOf(node));
    });
  }
  expect([...kinds].sort()).toEqual([...SYNTAX].sort());
});
