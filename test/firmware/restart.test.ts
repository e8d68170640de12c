import { expect, test } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { drawPattern, LAMP_PATTERNS } from '../../src/config/lamp.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { AccessPoint, Board, Clock, MemoryNetwork } from '../../src/simulator/index.ts';

test('after a restart that nobody asked for the lamp says unknown for a minute, and ready after that', async () => {
  const json = { wifi: { ssid: 'office', password: 'open sesame' }, webhook: 'http://10.0.0.1/hook' };
  const { script } = await bundleFirmware(checkConfig(json, 'test').config);
  const clock = new Clock();
  const accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame' });
  const board = new Board({ script, clock, network: new MemoryNetwork(clock), accessPoint });
  const lamp = (): string => {
    let frames = '';
    for (let frame = 0; frame < 40; frame++) {
      board.advance(100);
      frames += board.lamp.isOn ? '#' : '.';
    }
    return frames;
  };
  board.powerOn();
  // Longer than that minute: the clock goes on over a restart.
  board.advance(100_000);
  expect(lamp()).toContain(drawPattern(LAMP_PATTERNS.ready));
  board.stall(20_000);
  board.advance(30_000);
  expect(board.console.lines.filter((line) => line.startsWith('restarted:'))).toHaveLength(1);
  expect(lamp()).toContain(drawPattern(LAMP_PATTERNS.unknown));
  board.advance(40_000);
  expect(lamp()).toContain(drawPattern(LAMP_PATTERNS.ready));
});
