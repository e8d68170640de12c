import { readFileSync } from 'node:fs';
import { URL } from 'node:url';
import { minify } from 'terser';
import { compiledFirmware } from './src/build/compile.ts';
import { withFunctionConstants, withStateVariables } from './src/build/state-variables.ts';
import { ROOT } from './src/root.ts';

/**
 * How the firmware becomes one script for the board. Espruino runs the source text itself, out of the flash: what counts
 * is few characters, and few names that are there all the time. So a function that is called in one place only becomes a
 * literal there, unless the call says NOINLINE: what runs at every poll and every frame of the lamp must not be parsed and
 * allocated each time.
 */

/** Globals of Espruino that a mangled name must not hide: `npm run upload` talks to the board's console by them. */
const BOARD_GLOBALS = ['E', 'I2C1', 'SPI1', ...Array.from({ length: 17 }, (_, pin) => `D${pin}`), 'A0'];

/** Every word in the declaration of what the board has: properties by any other name are the firmware's own, and shortened. */
const BOARD_WORDS = readFileSync(new URL('src/firmware/espruino.d.ts', ROOT), 'utf8')
  .replace(/\/\*.*?\*\//gs, '')
  .split(/\W+/);

/**
 * Lists of texts become functions that make them: the script stays in flash, and what is only in there takes no memory.
 * The list of pins is needed at every poll.
 * @param {unknown} value
 */
const sourceOf = (value) => {
  const literal = JSON.stringify(value);
  const isTexts =
    typeof value === 'object' && Object.values(value ?? {}).every((part) => typeof part === 'string');
  return isTexts ? `() => (${literal})` : literal;
};

/**
 * Supplies `button:constants`.
 * @param {Readonly<Record<string, unknown>>} constants
 * @returns {import('rollup').Plugin}
 */
const constantsModule = (constants) => ({
  name: 'button-constants',
  resolveId: (id) => (id === 'button:constants' ? '\0button:constants' : null),
  load: (id) =>
    id === '\0button:constants'
      ? Object.entries(constants)
          .map(([name, value]) => `export const ${name} = ${sourceOf(value)};`)
          .join('\n')
      : null,
});

/**
 * Minifies in this process: the ready-made plugin starts a worker for each build, which takes longer than terser's own work.
 * @type {import('rollup').Plugin}
 */
const shrink = {
  name: 'shrink',
  renderChunk: async (code) => {
    const { code: script = '' } = await minify(withFunctionConstants(withStateVariables(code)), {
      module: true,
      ecma: 2015,
      toplevel: true,
      mangle: { reserved: BOARD_GLOBALS, properties: { keep_quoted: true, reserved: BOARD_WORDS } },
      compress: {
        passes: 2,
        booleans_as_integers: true,
        unsafe_arrows: true,
        // Past 1, functions are used before their declaration, and Espruino hoists none.
        inline: 1,
        reduce_funcs: false,
      },
      format: { ascii_only: true },
    });
    return { code: script, map: null };
  },
};

/**
 * @param {Readonly<Record<string, unknown>>} constants what src/config/constants.ts computes
 * @returns {import('rollup').RollupOptions & { output: import('rollup').OutputOptions }}
 */
export default (constants) => ({
  input: 'src/firmware/main.ts',
  plugins: [constantsModule(constants), compiledFirmware(), shrink],
  output: { format: 'es' },
});
