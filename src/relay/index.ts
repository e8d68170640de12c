/** The relay as the command line and the simulator see it. */
export { certificateEnd, checkRelay, checkRoundTrip } from './command/check.ts';
export { makeCertificates } from './command/chat-certificates.ts';
export { startRelayProcess, type RelayProcess, type RelayProcessOptions } from './command/process.ts';
export { runRelay, type RunOptions } from './command/run.ts';
export { JOURNAL_FILE, relaySettings, type RelayOverrides, type RelaySettings } from './command/settings.ts';
export { setUpRelay } from './command/setup.ts';
export { startRelay, type RunningRelay } from './command/start.ts';
export { proxyFor } from './http/way.ts';
export { readJournal } from './journal/file.ts';
export type { JournalRecord } from './journal/record.ts';
