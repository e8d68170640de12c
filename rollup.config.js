import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';

/**
 * How the firmware becomes one script for the board. Espruino runs the source text itself, so what counts is few
 * characters and no function literal inside a callback: each would be parsed and allocated on every call.
 */

/** Globals of Espruino that a mangled name must not hide: `npm run upload` talks to the board's console by them. */
const BOARD_GLOBALS = ['E', 'I2C1', 'SPI1', ...Array.from({ length: 17 }, (_, pin) => `D${pin}`), 'A0'];

/**
 * Supplies `button:constants`: a module of literals.
 * @param {Readonly<Record<string, unknown>>} constants
 * @returns {import('rollup').Plugin}
 */
const constantsModule = (constants) => ({
  name: 'button-constants',
  resolveId: (id) => (id === 'button:constants' ? '\0button:constants' : null),
  load: (id) =>
    id === '\0button:constants'
      ? Object.entries(constants)
          .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
          .join('\n')
      : null,
});

/**
 * @param {Readonly<Record<string, unknown>>} constants what src/config/constants.ts computes
 * @returns {import('rollup').RollupOptions & { output: import('rollup').OutputOptions }}
 */
export default (constants) => ({
  input: 'src/firmware/main.ts',
  plugins: [
    constantsModule(constants),
    typescript({ tsconfig: 'src/firmware/tsconfig.json' }),
    terser({
      ecma: 2015,
      toplevel: true,
      mangle: { reserved: BOARD_GLOBALS },
      compress: {
        passes: 3,
        booleans_as_integers: true,
        unsafe_arrows: true,
        // Past 1, and with reduce_funcs, function literals end up in the middle of callbacks.
        inline: 1,
        reduce_funcs: false,
      },
      format: { ascii_only: true },
    }),
  ],
  output: { format: 'es' },
});
