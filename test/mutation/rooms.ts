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
 * Each with the tests that are quick and stand next to it: a mutant that any test in the suite would notice is worth a test there. The firmware's
 * edges are tested as a bundle, which with the mutants in it is over its budget.
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
    files: ['clock.ts', 'meaning.ts', 'once-per-minute.ts'],
    tests: 'relay/delivery/{clock,meaning,once-per-minute}.test.ts',
  },
  { folder: 'src/relay/delivery', files: ['carry.ts'], tests: 'relay/delivery/carry.test.ts' },
  { folder: 'src/relay/delivery', files: ['deliver.ts'], tests: 'relay/delivery/{deliver,meaning}.test.ts' },
  {
    folder: 'src/relay/delivery',
    files: ['decide.ts', 'relay.ts'],
    tests: 'relay/{delivery/{attacks,decide,deliver,practice},journal/ledger,protocol/answers}.test.ts',
  },
  {
    folder: 'src/relay/journal',
    files: ['record.ts'],
    tests: 'relay/journal/record.test.ts',
  },
  {
    folder: 'src/relay/journal',
    files: ['fingerprints.ts', 'ledger.ts'],
    tests: 'relay/{journal/ledger,protocol/answers}.test.ts',
  },
  {
    folder: 'src/relay/journal',
    files: ['compact.ts', 'durable.ts', 'file.ts', 'journal.ts', 'lines.ts'],
    tests: 'relay/journal/{journal,lines}.test.ts',
  },
  { folder: 'src/relay/http', files: ['race.ts'], tests: 'relay/http/race.test.ts' },
  {
    folder: 'src/relay/http',
    files: ['connections.ts', 'one-request.ts'],
    tests: 'relay/http/{connections,one-request}.test.ts',
  },
  { folder: 'src/relay/http', files: ['forward.ts'], tests: 'relay/http/forward.test.ts' },
  { folder: 'src/relay/http', files: ['way.ts'], tests: 'relay/http/{forward,way}.test.ts' },
  { folder: 'src/relay/http', files: ['server.ts'], tests: 'relay/http/server.test.ts' },
  { folder: 'src/relay/command', files: ['journal-table.ts'], tests: 'relay/command/journal-table.test.ts' },
  { folder: 'src/relay/command', files: ['log.ts'], tests: 'relay/command/log.test.ts' },
  { folder: 'src/relay/command', files: ['settings.ts', 'setup.ts'], tests: 'relay/command/setup.test.ts' },
];

export function filesOf({ folder, files }: Room): string[] {
  return (files ?? readdirSync(folder).filter((name) => name.endsWith('.ts'))).map(
    (name) => `${folder}/${name}`,
  );
}

/** What it is called in a file's name. */
export function nameOf({ folder, files = [] }: Room): string {
  return [folder.replaceAll('/', '.'), ...files.slice(0, 1)].join('.');
}
