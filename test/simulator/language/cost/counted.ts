import type { BoardSettings } from '../../../../src/simulator/board-settings.ts';
import { Board } from '../../../../src/simulator/board.ts';
import { Clock } from '../../../../src/simulator/world/clock.ts';
import { MemoryNetwork } from '../../../../src/simulator/world/memory-network.ts';

/** How far off the model may be. */
export const TOLERANCE = 0.15;

export function boardWith(script: string, settings: Partial<BoardSettings> = {}): Board {
  const clock = new Clock();
  return new Board({ script, clock, network: new MemoryNetwork(clock), ...settings });
}

/** Thousand instructions of a program's text and of each of its callbacks. */
export function costs(script: string, settings: Partial<BoardSettings> = {}): number[] {
  const board = boardWith(script, settings);
  const thousands: number[] = [];
  board.onRun = (instructions) => thousands.push(instructions / 1000);
  board.powerOn();
  board.advance(12_000);
  return thousands;
}
