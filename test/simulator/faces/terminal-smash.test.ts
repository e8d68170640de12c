import { expect, test } from '@jest/globals';
import { bundleFirmware } from '../../../src/build/bundle.ts';
import { checkConfig } from '../../../src/config/files/load.ts';
import { runTerminal } from '../../../src/simulator/index.ts';
import { FakeTerminal, LEAVE } from './fake-terminal.ts';

const { config } = checkConfig(
  // Whoever types this quickly smashes again within any dead time.
  { wifi: { ssid: 'net', password: 'open sesame' }, webhook: 'http://chat.lan/hooks/hunter2', deadTimeMs: 0 },
  'test',
);
const settings = {
  config,
  warnings: ['careful with D2'],
  live: false,
  build: async (used: typeof config) => (await bundleFirmware(used)).script,
  // Long enough for the board to see its keys released before it is on the network, where a slow host takes both in one step.
  stationTimes: { associateMs: 200, dhcpMs: 100 },
};

test('smashes, fails, loses Wi-Fi and toggles keys as it is typed, then leaves everything as it was', async () => {
  const terminal = new FakeTerminal();
  const run = runTerminal(settings, { input: terminal, output: terminal });
  await terminal.shows('"ip"');
  expect(terminal.raw).toBe(true);
  expect(terminal.written).toContain('careful with D2');
  terminal.type(' ');
  await terminal.shows('!deploy prod master -f');
  await terminal.shows('[ 1 ]   [ 2 ]   [ 3 ]   [ 4 ]');
  // Until then another smash is ignored.
  await terminal.shows('accepted');
  terminal.type('1');
  await terminal.shows('\u001b[7m[ 1 ]');
  terminal.type('1f');
  await terminal.shows('webhook \u001b[91mfails');
  terminal.type(' ');
  await terminal.shows('404: :alert:');
  terminal.type('fw');
  await terminal.shows('Wi-Fi \u001b[91mdown');
  terminal.type('w');
  await terminal.shows('Wi-Fi \u001b[92mup');
  terminal.type('q');
  await run;
  expect(terminal.raw).toBe(false);
  expect(terminal.written.endsWith(LEAVE)).toBe(true);
  expect(terminal.listenerCount('data')).toBe(0);
  expect(terminal.written).not.toContain('open sesame');
});
