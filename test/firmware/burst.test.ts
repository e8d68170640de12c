import { expect, test } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { AccessPoint, Board, Clock, MemoryNetwork, ScriptCache } from '../../src/simulator/index.ts';
import { BURST_MS } from './timeline.ts';

const scripts = new ScriptCache();

async function build(settings: object): Promise<string> {
  const wifi = { ssid: 'office', password: 'open sesame' };
  const json = { wifi, webhook: 'http://10.0.0.1/hook', ...settings };
  return (await bundleFirmware(checkConfig(json, 'test').config)).script;
}

/** Whether a chord that is held for `heldMs` fires on a whole board; `phaseMs` moves it against the polls. */
function fires(script: string, heldMs: number, phaseMs: number): boolean {
  const clock = new Clock();
  const network = new MemoryNetwork(clock);
  const accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame' });
  const board = new Board({ script, clock, network, accessPoint, scripts });
  board.powerOn();
  board.advance(10_000 - phaseMs);
  board.keys.pressAll();
  board.advance(heldMs);
  board.keys.releaseAll();
  board.advance(1000);
  return board.console.lines.includes('generating request');
}

test.each([
  ['the shortest debounce time', { pollMs: 5, debounceMs: 5 }],
  ['the default', {}],
])(
  'with %s a chord that is up again before the burst is over does not fire, and one of 85 ms does',
  // 85 ms is one that begins with the second's look at the link; any other one takes 80 ms at most.
  async (_name, settings) => {
    const script = await build(settings);
    for (let phaseMs = 0; phaseMs < 10; phaseMs++) {
      expect(fires(script, BURST_MS - 2, phaseMs)).toBe(false);
      expect(fires(script, 85, phaseMs)).toBe(true);
    }
  },
);
