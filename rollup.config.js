import { compiledFirmware } from './src/build/compile.ts';

/**
 * The firmware's modules as one, for every configuration: what one decides is in `button:constants`, which comes in afterwards.
 * @type {import('rollup').RollupOptions & { output: import('rollup').OutputOptions }}
 */
export default {
  input: 'src/firmware/main.ts',
  external: ['button:constants'],
  plugins: [compiledFirmware()],
  output: { format: 'es' },
};
