import type { Outcome } from '../emulator/emulate.ts';
import { IDLE_POLL, middle, type Rows } from './rows.ts';
import { difference, milliseconds, type Trace } from './spans.ts';
import { CLOCK_NS, FLASH_SPEEDS, type FlashMhz } from '../work-folder.ts';

/** A run as the table shows it; the other runs are of other layouts of the same firmware. */
export interface Shown {
  readonly outcome: Outcome;
  readonly trace: Trace;
  readonly rows: Rows;
  readonly flash: FlashMhz;
  readonly requests: readonly string[];
}

/** The rows by how their names begin. */
const ORDER = [
  'idle poll',
  'poll, keys down',
  'poll that fires',
  'poll that sends',
  'poll, not all',
  'poll, keys up',
  'frame of',
  'callback',
  'other',
  'the boot',
  'the script',
  'an empty',
  'coll',
];
const NAME_WIDTH = 50;

/** @returns what each kind of turn took, and the stack, heap, variables and console of the first run */
export function drawTable(runs: readonly [Shown, ...Shown[]]): string {
  const [first] = runs;
  const names = [...first.rows.rows.keys()].sort((one, other) => place(one) - place(other));
  const range = runs.length > 1 ? `, least to most of ${runs.length} layouts` : '';
  return [
    `${first.rows.keys} keys. Thousand instructions: median, least, most. Milliseconds of the median${range}, flash at 80 and 40 MHz.`,
    line('', 'times', ['median', 'least', 'most'], ['80 MHz', '40 MHz']),
    ...names.map((name) => row(name, runs)),
    '',
    ...idleLine(first),
    ...lastLines(first),
  ].join('\n');
}

function place(name: string): number {
  return ORDER.findIndex((start) => name.startsWith(start));
}

function row(name: string, runs: readonly [Shown, ...Shown[]]): string {
  const took = runs[0].rows.rows.get(name) ?? [];
  const thousands = [middle(took), took[0], took.at(-1)].map((counts) =>
    thousand(counts?.instructions ?? NaN),
  );
  const times = FLASH_SPEEDS.map((mhz) => {
    const each = runs.flatMap(({ rows }) => {
      const those = rows.rows.get(name);
      return those === undefined ? [] : [milliseconds(middle(those), mhz)];
    });
    return each.length > 1
      ? `${Math.min(...each).toFixed(1)} to ${Math.max(...each).toFixed(1)}`
      : each.map((ms) => ms.toFixed(2)).join('');
  });
  return line(name, String(took.length), thousands, times);
}

function line(name: string, times: string, thousands: readonly string[], ms: readonly string[]): string {
  const cells = [
    times.padStart(5),
    ...thousands.map((cell) => cell.padStart(7)),
    ...ms.map((cell) => cell.padStart(13)),
  ];
  return [name.padEnd(NAME_WIDTH), ...cells].join(' ');
}

export function thousand(instructions: number, digits = 0): string {
  return (instructions / 1e3).toFixed(digits);
}

/** How often a calm button looks at its keys, and how much of its time that takes. */
function idleLine({ rows: { idle, callbacks }, flash }: Shown): string[] {
  const [first, last] = [idle[0], idle.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const total = difference(first.begin, last.begin);
  const busy = callbacks
    .filter(({ begin }) => begin.instructions >= first.begin.instructions)
    .filter(({ begin }) => begin.instructions < last.begin.instructions)
    .reduce((sum, { took }) => sum + took.instructions, 0);
  const everyMs = (total.instructions * CLOCK_NS[flash]) / 1e6 / (idle.length - 1);
  const model = FLASH_SPEEDS.map((mhz) => ((milliseconds(total, mhz) * 1e6) / total.instructions).toFixed(1));
  return [
    `${IDLE_POLL}: one every ${everyMs.toFixed(2)} ms by the clock of ${CLOCK_NS[flash]} ns an instruction; ` +
      `callbacks are ${((100 * busy) / total.instructions).toFixed(0)} % of it; ` +
      `the model says ${model.join(' and ')} ns at 80 and 40 MHz`,
  ];
}

function lastLines({ outcome, trace, rows, requests }: Shown): string[] {
  const { ending, crash } = outcome;
  const presses = trace.moments.get('press')?.length ?? 0;
  return [
    ending === null
      ? `THE CHIP CRASHED: ${crash}`
      : `stack: ${ending.stack} bytes at the deepest, without the SDK; variables: ${ending.variables} at most; ` +
        `heap of the SDK: ${ending.heap} bytes at most`,
    ...(ending !== null && ending.why !== 'end' ? [`THE RUN ENDED AT ${ending.ms} ms: ${ending.why}`] : []),
    `presses ${presses}, fired ${rows.fires}, requests ${requests.length}`,
    ...(presses > 0 && rows.fires === 0
      ? [`NO PRESS FIRED: "${IDLE_POLL}" above may be a button that never was armed`]
      : []),
    ...requests.map((request) => `  ${request}`),
    `console: ${saidBy(outcome).join(' | ')}`,
  ];
}

/** @returns the lines that the script printed, without those of the boot */
export function saidBy({ console }: Outcome): string[] {
  const lines = console
    .replaceAll('\x1b[J', '')
    .split('\n')
    .map((text) => text.replace(/^[> \r]+|[> \r]+$/g, ''));
  return lines.slice(lines.findIndex((text) => text.includes('Flash map')) + 1).filter((text) => text !== '');
}
