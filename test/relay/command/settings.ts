import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RelaySettings } from '../../../src/relay/command/settings.ts';
import { SECRET } from '../rig.ts';

/** A relay's settings: on a free port, with a journal of its own, and with a webhook that nobody is behind. */
export function settings(overrides: Partial<RelaySettings> = {}): RelaySettings {
  return {
    webhook: {
      url: 'http://127.0.0.1:1/hooks/the-secret-path',
      headers: { Authorization: 'Bearer the-secret-token' },
    },
    secret: SECRET,
    pressTtlMs: 10_000,
    host: '127.0.0.1',
    port: 0,
    journalPath: join(mkdtempSync(join(tmpdir(), 'button-relay-')), 'journal.jsonl'),
    ...overrides,
  };
}
