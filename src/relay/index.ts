/** The relay as the command line and the simulator see it. */
export { checkRelay } from './command/check.ts';
export { makeCertificates } from './command/chat-certificates.ts';
export { startRelayProcess, type RelayProcess, type RelayProcessOptions } from './command/process.ts';
export { runRelay, type RunOptions } from './command/run.ts';
export { relaySettings, type RelayOverrides, type RelaySettings } from './command/settings.ts';
export { setUpRelay } from './command/setup.ts';
export { startRelay, type RunningRelay } from './command/start.ts';
