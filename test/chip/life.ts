import { expect } from '@jest/globals';
import { saidBy, type Shown } from './counts/table.ts';
import type { Host } from './network/scripted-server.ts';
import { runChip } from './run.ts';
import type { Told } from './troubles.ts';
import { CHIP } from './work-folder.ts';
import { LIFE_BUDGETS, type Mode } from './budgets.ts';

/** So that a press whose answer never comes is over before the next smash. */
export const LIFE_CONFIG = { requestTimeoutMs: 2000 };

const FIRST_SMASH_MS = 3000;
/** The press before is over, tried again or not. */
const NEXT_SMASH_MS = 8000;
const END_MS = 16_000;
/** As the configuration that comes with the project has them. */
const MESSAGES = 2;

const OUTCOME = /^(accepted|failed|expired|unknown)$/;
const COMPLAINT = /Uncaught|OUT OF MEMORY|LOW_MEMORY|Execution Interrupted|^error:|ERROR|WARNING|too big/;

/** What a smash, its answer and another smash came to. */
interface Life {
  /** What stopped the chip, and where; '' for nothing. */
  readonly crash: string;
  readonly ended: string;
  /** What the interpreter complained of. */
  readonly complaints: readonly string[];
  /** What each press came to. */
  readonly told: readonly string[];
  /** How many messages of the second press were taken. */
  readonly next: number;
  readonly faults: readonly string[];
}

/** Smashes twice; the host has its trouble ready for the first. */
export async function live(script: string, host: Host): Promise<Shown> {
  return runChip({
    work: CHIP,
    script,
    flash: 80,
    smashesMs: [FIRST_SMASH_MS, NEXT_SMASH_MS],
    holdMs: 200,
    endMs: END_MS,
    host,
    enough: { fromMs: NEXT_SMASH_MS, messages: MESSAGES },
  });
}

/**
 * The button lived, told what became of the press, and the next smash has gone, unless it restarts first: then the next start tells.
 * @param told what the first press came to, if that matters
 */
export function expectLife(
  { outcome, requests }: Shown,
  host: Host,
  mode: Mode,
  told?: Told,
  restarts = false,
): void {
  // A chip that is out of memory can say so for ever.
  const said = saidBy(outcome).filter((line, index, all) => line !== all[index - 1]);
  const life: Life = {
    crash: outcome.crash,
    ended: outcome.ending?.why ?? '',
    complaints: [...new Set(said.filter((line) => COMPLAINT.test(line)))],
    told: said.filter((line) => OUTCOME.test(line)),
    next: host.taken.filter(({ atMs }) => atMs >= NEXT_SMASH_MS).length,
    faults: host.faults,
  };
  // The rest is there to be seen where something is wrong.
  expect({ ...life, said, requests }).toEqual({
    crash: '',
    ended: restarts ? 'reboot' : 'end',
    complaints: [],
    told: restarts ? [] : [told ?? (expect.stringMatching(OUTCOME) as unknown), 'accepted'],
    next: restarts ? 0 : MESSAGES,
    faults: [],
    said,
    requests,
  });
  const { stack = NaN, variables = NaN } = outcome.ending ?? {};
  process.stdout.write(
    `${expect.getState().currentTestName ?? ''}: stack ${stack}, variables ${variables}\n`,
  );
  expect(stack).toBeLessThanOrEqual(LIFE_BUDGETS[mode].stack);
  expect(variables).toBeLessThanOrEqual(LIFE_BUDGETS[mode].variables);
}
