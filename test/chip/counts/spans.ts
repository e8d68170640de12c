import { MARKS } from '../emulator/probes.ts';

/** What count.c has counted so far. */
export interface Counts {
  readonly instructions: number;
  readonly taken: number;
  readonly loads: number;
  readonly misses: number;
}

/** A call of a probed function, or a turn of the loop: where it began, what it took, and how often what happened in it. */
export interface Span {
  readonly name: string;
  /** The span that it is in, '' for none. */
  readonly inside: string;
  readonly begin: Counts;
  readonly took: Counts;
  readonly seen: ReadonlyMap<string, number>;
}

export interface Trace {
  /** In the order of their beginning; one that the run's end has cut is missing. */
  readonly spans: readonly Span[];
  /** The instructions at which each mark of sdk.c came. */
  readonly moments: ReadonlyMap<string, readonly number[]>;
}

interface Open {
  readonly name: string;
  readonly inside: string;
  readonly begin: Counts;
  readonly seen: Map<string, number>;
  took: Counts | null;
}

/** @param lines as count.c writes them */
export function traceOf(lines: readonly string[]): Trace {
  const all: Open[] = [];
  const stack: Open[] = [];
  const moments = new Map<string, number[]>();
  for (const line of lines) {
    const [kind = '', label = '', ...figures] = line.split(' ');
    const [instructions = 0, taken = 0, loads = 0, misses = 0] = figures.map(Number);
    const counts = { instructions, taken, loads, misses };
    const name = kind === 'M' ? (MARKS[Number(label)] ?? label) : label;
    if (kind === 'E' || name === 'turn') {
      const span: Open = {
        name,
        inside: stack.at(-1)?.name ?? '',
        begin: counts,
        seen: new Map(),
        took: null,
      };
      stack.push(span);
      all.push(span);
    } else if (kind === 'X' || name === 'turn end') {
      const span = stack.pop();
      if (span !== undefined) end(span, counts, stack.at(-1));
    } else if (kind !== 'Z') {
      count(stack.at(-1)?.seen, name, 1);
      if (kind === 'M')
        moments
          .set(name, moments.get(name) ?? [])
          .get(name)
          ?.push(instructions);
    }
  }
  return { spans: all.flatMap(({ took, ...span }) => (took === null ? [] : [{ ...span, took }])), moments };
}

/** What one has seen, the span around it has seen as well. */
function end(span: Open, now: Counts, around: Open | undefined): void {
  span.took = difference(span.begin, now);
  for (const [name, times] of span.seen) count(around?.seen, name, times);
  count(around?.seen, span.name, 1);
}

function count(seen: Map<string, number> | undefined, name: string, times: number): void {
  seen?.set(name, (seen.get(name) ?? 0) + times);
}

export function difference(before: Counts, after: Counts): Counts {
  return {
    instructions: after.instructions - before.instructions,
    taken: after.taken - before.taken,
    loads: after.loads - before.loads,
    misses: after.misses - before.misses,
  };
}

/**
 * The model of README.md: cycles of the core at 160 MHz, and what a line takes to come from the flash.
 * @param mhz of the flash
 */
export function milliseconds({ instructions, taken, loads, misses }: Counts, mhz: number): number {
  return (instructions + 2.3 * taken + loads) / 160e3 + (misses * 85) / (mhz * 1e3);
}
