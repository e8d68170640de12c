import { readFileSync } from 'node:fs';
import { URL } from 'node:url';
import { minify } from 'terser';
import { Failure } from '../failure.ts';
import { ROOT } from '../root.ts';
import { BOARD_GLOBALS } from './board-globals.ts';
import { withFunctionConstants, withPlainNamesFirst } from './declarations.ts';
import { withStateVariables } from './state-variables.ts';

/**
 * How the firmware's modules become the script of one board. Espruino runs the source text itself, out of the flash: what counts
 * is few characters, and few names that are there all the time. So a function that is called in one place only becomes a
 * literal there, unless the call says NOINLINE: what runs at every poll and every frame of the lamp must not be parsed and
 * allocated each time.
 */

/** Every word in the declaration of what the board has: properties by any other name are the firmware's own, and shortened. */
const BOARD_WORDS = readFileSync(new URL('src/firmware/espruino.d.ts', ROOT), 'utf8').split(
  /\/\*.*?\*\/|\W/s,
);

/**
 * @param code the firmware's modules as one, which imports the constants in its first line
 * @param constants what src/config/constants.ts computes
 * @returns the script, without what these constants switch off
 * @throws Failure 'build' when a constant is not among them
 */
export async function shrink(code: string, constants: Readonly<Record<string, unknown>>): Promise<string> {
  const whole = withFunctionConstants(
    withPlainNamesFirst(withStateVariables(withConstants(code, constants))),
  );
  const { code: script = '' } = await minify(whole, {
    module: true,
    ecma: 2015,
    // `npm run upload` talks to the board's console by its globals: a mangled name must not hide one.
    mangle: { reserved: [...BOARD_GLOBALS], properties: { keep_quoted: true, reserved: BOARD_WORDS } },
    compress: {
      passes: 2,
      booleans_as_integers: true,
      unsafe_arrows: true,
      // Past 1, functions are used before their declaration, and Espruino hoists none.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- terser declares the enum, and exports none
      inline: 1,
      // Else a function that is called in one place is made there, at every call.
      reduce_funcs: false,
    },
    format: { ascii_only: true },
  });
  return script;
}

function withConstants(code: string, constants: Readonly<Record<string, unknown>>): string {
  return code.replace(/import \{ (.*) \} from 'button:constants';/, (_line, names: string) =>
    names
      .split(', ')
      .map((name) => {
        const [known, here = known] = name.split(' as ') as [string, string?];
        if (constants[known] === undefined) {
          throw new Failure(
            'build',
            `The firmware asks for "${known}": have src/config/constants.ts supply it.`,
          );
        }
        return `const ${here} = ${sourceOf(constants[known])};`;
      })
      .join(''),
  );
}

/**
 * Lists of texts become functions that make them: the script stays in flash, and what is only in there takes no memory.
 * The list of pins is needed at every poll.
 */
function sourceOf(value: unknown): string {
  const literal = JSON.stringify(value);
  const isTexts = Array.isArray(value) && value.every((part) => typeof part === 'string');
  return isTexts ? `() => (${literal})` : literal;
}
