import { type Function as FunctionNode, type Identifier, type Node, parse } from 'acorn';
import { ancestor } from 'acorn-walk';
import { edited, type Edit } from './edit.ts';

/** A machine's state: the variable that holds it, the function that makes it, and its properties with their first values. */
interface State {
  readonly name: string;
  readonly maker: FunctionNode;
  readonly declaration: Node;
  readonly values: readonly { readonly property: string; readonly value: string }[];
}

interface Use {
  readonly identifier: Identifier;
  /** From the innermost outwards. */
  readonly around: readonly Node[];
}

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
  const program = parse(code, { ecmaVersion: 2022, sourceType: 'module' });
  const functions = new Map<string, FunctionNode>();
  for (const node of program.body) if (node.type === 'FunctionDeclaration') functions.set(node.id.name, node);
  const uses = usesOf(program);
  const edits: Edit[] = [];
  for (const node of program.body) {
    const state = stateOf(node, functions, code);
    const found = state && editsFor(state, functions, uses);
    if (found) edits.push(...found);
  }
  return edited(code, edits);
}

function usesOf(program: Node): ReadonlyMap<string, Use[]> {
  const uses = new Map<string, Use[]>();
  const note = (identifier: Identifier, ancestors: readonly Node[]): void => {
    const use = { identifier, around: [...ancestors].reverse().slice(1) };
    uses.set(identifier.name, [...(uses.get(identifier.name) ?? []), use]);
  };
  ancestor(program, {
    Identifier: (node, _state, ancestors) => {
      note(node, ancestors);
    },
  });
  return uses;
}

function stateOf(node: Node, functions: ReadonlyMap<string, FunctionNode>, code: string): State | undefined {
  if (node.type !== 'VariableDeclaration') return undefined;
  const { declarations } = node as Node & { declarations: { id: Node; init: Node | null }[] };
  const [{ id, init } = { id: undefined, init: undefined }, ...others] = declarations;
  if (others.length > 0 || id?.type !== 'Identifier' || init?.type !== 'CallExpression') return undefined;
  const { callee } = init as Node & { callee: Node };
  const maker = callee.type === 'Identifier' ? functions.get((callee as Identifier).name) : undefined;
  const [made] = maker?.body.type === 'BlockStatement' ? maker.body.body : [];
  if (!maker || maker.params.length > 0 || made?.type !== 'ReturnStatement') return undefined;
  if (made.argument?.type !== 'ObjectExpression') return undefined;
  const values = made.argument.properties.flatMap((property) =>
    property.type === 'Property' && property.key.type === 'Identifier'
      ? [{ property: property.key.name, value: code.slice(property.value.start, property.value.end) }]
      : [],
  );
  if (values.length < made.argument.properties.length) return undefined;
  return { name: (id as Identifier).name, maker, declaration: node, values };
}

/** @returns undefined when the state gets out of sight */
function editsFor(
  state: State,
  functions: ReadonlyMap<string, FunctionNode>,
  uses: ReadonlyMap<string, Use[]>,
): Edit[] | undefined {
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
  const follow = (name: string, within: Node | null): boolean =>
    (uses.get(name) ?? [])
      .filter(({ around }) =>
        within ? around.includes(within) : !around.some((node) => takesName(node, name)),
      )
      .every(({ identifier, around: [parent] }) => {
        if (parent?.type === 'MemberExpression') {
          const { object, property, computed } = parent as Node & {
            object: Node;
            property: Identifier;
            computed: boolean;
          };
          if (object !== identifier || computed) return false;
          edits.push({ ...rangeOf(parent), text: variable(state, property.name) });
          return true;
        }
        if (parent?.type !== 'CallExpression') return false;
        const call = parent as Node & { callee: Node; arguments: Node[] };
        const called =
          call.callee.type === 'Identifier' ? functions.get((call.callee as Identifier).name) : undefined;
        const place = call.arguments.indexOf(identifier);
        const parameter = called?.params[place];
        if (!called || parameter?.type !== 'Identifier') return false;
        edits.push(without(call.arguments, place));
        return given.has(parameter) || takes(called, parameter, place);
      });
  const takes = (called: FunctionNode, parameter: Identifier, place: number): boolean => {
    given.add(parameter);
    edits.push(without(called.params, place));
    return follow(parameter.name, called.body);
  };
  return follow(state.name, null) ? edits : undefined;
}

/** Whether it is a function with a parameter of this name, which hides the state's. */
function takesName(node: Node, name: string): boolean {
  const { params = [] } = node as Node & { params?: Node[] };
  return params.some(
    (parameter) => parameter.type === 'Identifier' && (parameter as Identifier).name === name,
  );
}

function variable({ name }: State, property: string): string {
  return `${name}_${property}`;
}

/** One of a list goes, with the comma behind it: one that is left at the list's end does no harm. */
function without(list: readonly Node[], place: number): Edit {
  const gone = list[place];
  if (!gone) throw new Error('A list has no such place.');
  return { start: gone.start, end: list[place + 1]?.start ?? gone.end, text: '' };
}

function rangeOf({ start, end }: Node): { start: number; end: number } {
  return { start, end };
}
