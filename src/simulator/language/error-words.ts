import { isObject } from './engine.ts';

/** V8's words for what went wrong, and Espruino's (src/jsparse.c). Those without a name of their own are a plain Error. */
const WORDS: readonly (readonly [RegExp, string, 'plain'?])[] = [
  [/^([\w$]+) is not defined$/, '"$1" is not defined'],
  [/^Assignment to constant variable\.$/, 'Assignment to a constant'],
  [
    /^Cannot (?:read|set) properties of (null|undefined) \((?:reading|setting) '(\d+)'\)$/,
    'Field or method "$2" does not already exist, and can\'t create it on $1',
    'plain',
  ],
  [
    /^Cannot (?:read|set) properties of (null|undefined) \((?:reading|setting) '(.*)'\)$/,
    "Can't read property '$2' of $1",
    'plain',
  ],
  [/^.*(?:\.|\[)([\w$]+)\]? is not a function$/, 'Function "$1" not found!', 'plain'],
];

/** Gives an error that V8 made the words that the board has for it. */
export function reword(error: unknown): void {
  if (!isObject(error) || typeof error['message'] !== 'string') return;
  const { message } = error;
  const found = WORDS.find(([pattern]) => pattern.test(message));
  if (found === undefined) return;
  const [pattern, words, plain] = found;
  error['message'] = message.replace(pattern, words);
  const parent = Object.getPrototypeOf(Object.getPrototypeOf(error)) as object | null;
  if (plain && parent !== null && 'message' in parent) Object.setPrototypeOf(error, parent);
}

/** The chip has no stack check: nesting too deep reboots it. */
export function isStackOverflow(error: unknown): boolean {
  return isObject(error) && error['message'] === 'Maximum call stack size exceeded';
}
