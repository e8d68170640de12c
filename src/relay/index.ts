/** The relay as the command line and the simulator see it. */
export { checkRelay } from './check.ts';
export { makeCertificates } from './chat-certificates.ts';
export { startRelayProcess, type RelayProcess, type RelayProcessOptions } from './relay-process.ts';
export { runRelay, type RunOptions } from './run.ts';
export { relaySettings, type RelayOverrides, type RelaySettings } from './settings.ts';
export { setUpRelay } from './setup.ts';
export { startRelay, type RunningRelay } from './start.ts';
