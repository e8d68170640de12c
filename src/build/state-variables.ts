import type {
  AnyNode,
  FunctionDeclaration,
  Identifier,
  Node,
  Program,
  Property,
  SpreadElement,
  VariableDeclarator,
} from 'acorn';
import { ancestor } from 'acorn-walk';
import { edited, programOf, type Edit } from './edit.ts';
import { memberName } from './member-name.ts';

/** A machine's state: the variable that holds it, the function that makes it, and its properties with their first values. */
interface State {
  readonly name: string;
  readonly maker: FunctionDeclaration;
  readonly declaration: Node;
  readonly values: readonly { readonly property: string; readonly value: string }[];
}

interface Use {
  readonly identifier: Identifier;
  /** From the innermost outwards. */
  readonly around: readonly [AnyNode, ...AnyNode[]];
}

/** The function of the bundle that is called, if it is one. */
type Lookup = (callee: Node) => FunctionDeclaration | undefined;

/**
 * Makes variables of the properties of each machine's state, and takes the state out of the parameters. In the source a
 * machine is a plain state and a step that is given it; Espruino would look each property up by its name, and a call would
 * carry the state along, each time.
 *
 * A state is a constant of the bundle that a function without parameters makes as a literal, `const keys = newKeys()`. It
 * is used by its properties only, or as an argument of functions that do the same with it.
 * @param code the bundle before it is minified
 * @returns the same program; a state that is used in any other way is left as it is
 */
export function withStateVariables(code: string): string {
  const program = programOf(code);
  const functions = new Map<string, FunctionDeclaration>();
  for (const node of program.body) if (node.type === 'FunctionDeclaration') functions.set(node.id.name, node);
  const functionOf: Lookup = ({ start, end }) => functions.get(code.slice(start, end));
  const uses = usesOf(program);
  const edits: Edit[] = [];
  for (const node of program.body) {
    const state = stateOf(node, functionOf, code);
    const found = state && editsFor(state, functionOf, uses);
    if (found) edits.push(...found);
  }
  return edited(code, edits);
}

function usesOf(program: Node): readonly Use[] {
  const uses: Use[] = [];
  ancestor(program, {
    Identifier: (identifier, _state, ancestors) => {
      // The innermost is the identifier itself.
      uses.push({ identifier, around: [...ancestors].reverse().slice(1) as [AnyNode, ...AnyNode[]] });
    },
  });
  return uses;
}

function stateOf(node: Program['body'][number], functionOf: Lookup, code: string): State | undefined {
  if (node.type !== 'VariableDeclaration') return undefined;
  const [{ id, init }, ...others] = node.declarations as [VariableDeclarator, ...VariableDeclarator[]];
  if (others.length > 0 || id.type !== 'Identifier' || init?.type !== 'CallExpression') return undefined;
  const maker = functionOf(init.callee);
  if (!maker || maker.params.length > 0) return undefined;
  const [made] = maker.body.body;
  if (made?.type !== 'ReturnStatement' || made.argument?.type !== 'ObjectExpression') return undefined;
  const values = made.argument.properties.flatMap((property) =>
    isPlain(property)
      ? [{ property: property.key.name, value: code.slice(property.value.start, property.value.end) }]
      : [],
  );
  if (values.length < made.argument.properties.length) return undefined;
  return { name: id.name, maker, declaration: node, values };
}

/** Whether it is a name with a value: no method, nothing in quotes, nothing that is worked out. */
function isPlain(property: Property | SpreadElement): property is Property & { key: Identifier } {
  return (
    property.type === 'Property' &&
    property.key.type === 'Identifier' &&
    property.kind === 'init' &&
    !property.method &&
    !property.computed
  );
}

/** @returns undefined when the state gets out of sight */
function editsFor(state: State, functionOf: Lookup, uses: readonly Use[]): Edit[] | undefined {
  const edits: Edit[] = [
    { ...rangeOf(state.declaration), text: '' },
    {
      ...rangeOf(state.maker),
      text: state.values
        .map(({ property, value }) => `let ${variable(state, property)} = ${value};`)
        .join('\n'),
    },
  ];
  const given = new Set<Node>();
  const follow = (name: string, within: AnyNode | null): boolean =>
    uses
      .filter(({ identifier }) => identifier.name === name)
      .filter(({ around }) =>
        within ? around.includes(within) : !around.some((node) => takesName(node, name)),
      )
      .every(({ identifier, around: [parent] }) => {
        if (parent.type === 'MemberExpression' && !parent.computed) {
          edits.push({ ...rangeOf(parent), text: variable(state, memberName(parent)) });
          return true;
        }
        if (parent.type !== 'CallExpression') return false;
        const called = functionOf(parent.callee);
        const parameter = called?.params[parent.arguments.indexOf(identifier)];
        if (!called || parameter?.type !== 'Identifier') return false;
        edits.push(without(parent.arguments, identifier));
        return given.has(parameter) || takes(called, parameter);
      });
  const takes = (called: FunctionDeclaration, parameter: Identifier): boolean => {
    given.add(parameter);
    edits.push(without(called.params, parameter));
    return follow(parameter.name, called.body);
  };
  return follow(state.name, null) ? edits : undefined;
}

/** Whether it is a function with a parameter of this name, which hides the state's. */
function takesName(node: AnyNode, name: string): boolean {
  const { params } = node as { readonly params?: readonly { readonly name?: string }[] };
  return params?.some((parameter) => parameter.name === name) ?? false;
}

function variable({ name }: State, property: string): string {
  return `${name}_${property}`;
}

/** One of a list goes, with the comma behind it: one that is left at the list's end does no harm. */
function without(list: readonly Node[], gone: Node): Edit {
  return { start: gone.start, end: list[list.indexOf(gone) + 1]?.start ?? gone.end, text: '' };
}

function rangeOf({ start, end }: Node): { start: number; end: number } {
  return { start, end };
}
