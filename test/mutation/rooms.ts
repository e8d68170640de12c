import { readdirSync } from 'node:fs';

/** A folder whose code is broken, and the tests that are to notice. */
export interface Room {
  readonly folder: string;
  /** Of its files these alone. */
  readonly files?: readonly string[];
  /** Below test/. */
  readonly tests: string;
}

/**
 * What decides about a deploy: the machines of the button, the relay's protocol and its decision. The firmware's edges are tested as a
 * bundle, which with the mutants in it is over its budget.
 */
export const ROOMS: readonly Room[] = [
  {
    folder: 'src/firmware',
    files: ['answers.ts', 'keys.ts', 'lamp.ts', 'link.ts', 'press.ts'],
    tests: 'firmware/{answers,keys,lamp,link,press}.test.ts',
  },
  { folder: 'src/relay/protocol', tests: 'relay/protocol/*.test.ts' },
  {
    folder: 'src/relay/delivery',
    files: ['decide.ts'],
    tests: 'relay/delivery/{attacks,decide,practice}.test.ts',
  },
];

export function filesOf({ folder, files }: Room): string[] {
  return (files ?? readdirSync(folder).filter((name) => name.endsWith('.ts'))).map(
    (name) => `${folder}/${name}`,
  );
}
