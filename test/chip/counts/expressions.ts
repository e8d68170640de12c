import { emulate, type Setting } from '../emulator/emulate.ts';
import { NOTHING } from '../emulator/peer.ts';
import { rowsOf } from './rows.ts';
import { difference, milliseconds, traceOf, type Counts } from './spans.ts';
import { thousand } from './table.ts';
import type { FlashMhz } from '../work-folder.ts';

/** Between two of the calls. */
const CALL_EVERY_MS = 100;

/**
 * Measures expressions: each stands once and twice in a function, each of these is called two times, and the difference of
 * their second calls is what it takes.
 * @param setup code that stands before them
 * @returns the lines of a table
 */
export async function measureExpressions(
  work: string,
  expressions: readonly string[],
  setup: string,
  flash: FlashMhz,
): Promise<string[]> {
  const bodies = expressions.flatMap((text) => [`${text};`, `${text};${text};`]);
  const functions = bodies.map((body, index) => `let f${index}=()=>{${body}};`);
  const calls = bodies.flatMap((_, index) =>
    [0, 1].map((call) => `setTimeout(f${index},${CALL_EVERY_MS * (2 * index + call + 2)});`),
  );
  const setting: Setting = {
    work,
    script: [`${setup};`, ...functions, ...calls].join(''),
    flash,
    smashesMs: [],
    holdMs: 0,
    endMs: 2 * CALL_EVERY_MS * bodies.length + 600,
    peer: { connected: () => NOTHING, received: () => NOTHING, more: () => NOTHING, closed: () => undefined },
  };
  const outcome = await emulate(setting);
  const { callbacks } = rowsOf(traceOf(outcome.lines), flash);
  if (outcome.ending === null) return [outcome.console, `THE CHIP CRASHED: ${outcome.crash}`];
  if (callbacks.length < 2 * bodies.length) return [outcome.console, 'Not all of them ran.'];
  const took = callbacks
    .slice(-2 * bodies.length)
    .filter((_, index) => index % 2 === 1)
    .map((span) => span.took);
  return [
    line('thousand instructions; ms at 160 MHz, flash at', '', '80 MHz', '40 MHz'),
    ...expressions.map((text, index) => row(text, difference(took[2 * index]!, took[2 * index + 1]!))),
    ...(outcome.console.includes('Uncaught') ? [outcome.console] : []),
  ];
}

function row(text: string, counts: Counts): string {
  return line(
    text,
    thousand(counts.instructions, 1),
    milliseconds(counts, 80).toFixed(3),
    milliseconds(counts, 40).toFixed(3),
  );
}

function line(text: string, thousands: string, fast: string, slow: string): string {
  return [text.padEnd(50), thousands.padStart(10), fast.padStart(8), slow.padStart(8)].join(' ');
}
