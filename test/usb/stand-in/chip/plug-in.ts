import { createInterface } from 'node:readline';
import { StandInBoard } from '../board.ts';
import type { Line } from '../pseudo-terminal.ts';
import { RealBoard } from '../real-board.ts';
import { StandInChip } from './chip.ts';

/**
 * Plugs in a chip with a blank flash for tools that nobody here wrote, and for people who want to try the commands. What starts
 * from its flash is the interpreter in `ESPRUINO`, or the stand-in of a board.
 */
const program = process.env['ESPRUINO'] ?? '';
const firmware = (line: Line) =>
  program === '' ? new StandInBoard({}, undefined, line) : new RealBoard(program, undefined, line);

const chip = new StandInChip({ firmware });
console.log(`${chip.path}\nb: reset with the boot pin held, into the bootloader; r: reset; q: unplug`);

for await (const key of createInterface({ input: process.stdin })) {
  if (key === 'q') break;
  chip.holdsBootPin = key === 'b';
  chip.pressReset();
  chip.holdsBootPin = false;
}
await chip.unplug();
