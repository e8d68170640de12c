import { Failure, type ExitName } from '../failure.ts';
import { untried, type Finding, type Outcome } from './finding.ts';

/** One check of the list. */
export interface Step {
  readonly name: string;
  /** The checks that must have gone well before. */
  readonly needs: readonly string[];
  /** @throws Failure where there is something to mend */
  run(): Promise<Outcome>;
}

/** The check that a board answers, which it may cease to do at any later one. */
export const ANSWERS = 'Espruino';
const GONE: readonly ExitName[] = ['connectionLost', 'noAnswer'];

/**
 * Runs the steps in their order, each for itself: one that fails keeps only those from being tried that need it.
 * @param steps which ones come may depend on what those before have found
 * @param onFinding gets each as it comes
 * @throws Failure 'interrupted', or the reason of `stop`
 */
export async function runSteps(
  steps: Iterable<Step>,
  onFinding: (finding: Finding) => void,
  stop: AbortSignal,
): Promise<void> {
  const well = new Set<string>();
  for (const step of steps) {
    stop.throwIfAborted();
    const missing = step.needs.find((need) => !well.has(need));
    const outcome = missing === undefined ? await outcomeOf(step) : untried(`"${missing}" comes first.`);
    if (outcome.verdict === 'good' || outcome.verdict === 'note') well.add(step.name);
    if (GONE.some((exit) => outcome.facts?.['failure'] === exit)) well.delete(ANSWERS);
    onFinding({ name: step.name, ...outcome });
  }
}

async function outcomeOf(step: Step): Promise<Outcome> {
  try {
    return await step.run();
  } catch (error) {
    if (!(error instanceof Failure) || error.exit === 'interrupted') throw error;
    return { verdict: 'bad', detail: error.message, facts: { failure: error.exit } };
  }
}
