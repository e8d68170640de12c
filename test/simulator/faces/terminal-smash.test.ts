import { expect, test } from '@jest/globals';
import { bundleFirmware } from '../../../src/build/bundle.ts';
import { checkConfig } from '../../../src/config/files/load.ts';
import { runTerminal } from '../../../src/simulator/index.ts';
import { FakeTerminal } from './fake-terminal.ts';

const { config } = checkConfig(
  // Whoever types this quickly smashes again within any dead time.
  { wifi: { ssid: 'net', password: 'open sesame' }, webhook: 'http://chat.lan/hooks/hunter2', deadTimeMs: 0 },
  'test',
);
const settings = {
  config,
  warnings: [],
  live: false,
  build: async (used: typeof config) => (await bundleFirmware(used)).script,
  // Long enough for the board to see its keys released before it is on the network, where a slow host takes both in one step.
  stationTimes: { associateMs: 200, dhcpMs: 100 },
};

test('the button’s own script delivers a smash that is typed, and fails where the channel does', async () => {
  const terminal = new FakeTerminal();
  const run = runTerminal(settings, { input: terminal, output: terminal });
  await terminal.shows('"ip"');
  terminal.type(' ');
  await terminal.shows('!deploy prod master -f');
  await terminal.shows('[ 1 ]   [ 2 ]   [ 3 ]   [ 4 ]');
  // Until then another smash is ignored.
  await terminal.shows('accepted');
  terminal.type('f');
  await terminal.shows('webhook \u001b[91mfails');
  terminal.type(' ');
  await terminal.shows('404: :alert:');
  terminal.type('q');
  await run;
  expect(terminal.written).not.toContain('open sesame');
});
