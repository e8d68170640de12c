import type { Room } from '../rooms.ts';

export const RELAY: readonly Room[] = [
  { folder: 'src/relay', tests: 'relay/command/log.test.ts' },
  { folder: 'src/relay/protocol', tests: 'relay/protocol/*.test.ts' },
  {
    folder: 'src/relay/delivery',
    files: ['clock.ts', 'log.ts', 'meaning.ts', 'once-per-minute.ts'],
    tests: 'relay/delivery/{clock,meaning,once-per-minute}.test.ts',
  },
  { folder: 'src/relay/delivery', files: ['carry.ts'], tests: 'relay/delivery/carry.test.ts' },
  { folder: 'src/relay/delivery', files: ['deliver.ts'], tests: 'relay/delivery/{deliver,meaning}.test.ts' },
  {
    folder: 'src/relay/delivery',
    files: ['decide.ts'],
    tests: 'relay/delivery/{decide,deliver,practice}.test.ts',
  },
  {
    folder: 'src/relay/delivery',
    files: ['relay.ts'],
    tests: 'relay/{delivery/{attacks,deliver,practice},journal/ledger,protocol/answers}.test.ts',
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
    files: ['compact.ts', 'durable.ts', 'file.ts', 'journal.ts'],
    tests: 'relay/journal/journal.test.ts',
  },
  { folder: 'src/relay/journal', files: ['lines.ts'], tests: 'relay/journal/lines.test.ts' },
  { folder: 'src/relay/http', files: ['race.ts'], tests: 'relay/http/{race,way}.test.ts' },
  {
    folder: 'src/relay/http',
    files: ['connections.ts', 'one-request.ts'],
    tests: 'relay/http/{connections,one-request}.test.ts',
  },
  { folder: 'src/relay/http', files: ['forward.ts'], tests: 'relay/http/forward.test.ts' },
  { folder: 'src/relay/http', files: ['way.ts'], tests: 'relay/http/{way,way-secured}.test.ts' },
  { folder: 'src/relay/http', files: ['server.ts'], tests: 'relay/http/server.test.ts' },
  { folder: 'src/relay/http', files: ['client.ts'], tests: 'relay/command/start.test.ts' },
  { folder: 'src/relay/command', files: ['journal-table.ts'], tests: 'relay/command/journal-table.test.ts' },
  { folder: 'src/relay/command', files: ['log.ts'], tests: 'relay/command/log.test.ts' },
  { folder: 'src/relay/command', files: ['settings.ts', 'setup.ts'], tests: 'relay/command/setup.test.ts' },
  { folder: 'src/relay/command', files: ['run.ts'], tests: 'relay/command/run.test.ts' },
  { folder: 'src/relay/command', files: ['start.ts'], tests: 'relay/command/start.test.ts' },
  {
    folder: 'src/relay/command',
    files: ['check.ts'],
    tests: 'relay/command/{check,run,start}.test.ts',
  },
  { folder: 'src/relay/command', files: ['process.ts'], tests: 'relay/command/process.test.ts' },
  {
    folder: 'src/relay/command',
    files: ['child.ts'],
    tests: 'relay/command/process.test.ts',
    elsewhere: true,
  },
  {
    folder: 'src/relay/command',
    files: ['chat-certificates.ts'],
    tests: 'relay/command/chat-certificates.test.ts',
  },
];
