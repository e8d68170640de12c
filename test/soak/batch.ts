import fc from 'fast-check';
import { live, type LifeSettings, type Verdict } from './life.ts';
import { schedules, type Schedule } from './schedule.ts';

export interface Totals {
  schedules: number;
  smashes: number;
  faults: number;
  deploys: number;
}

/** A schedule that breaks a promise, made as small as it goes. */
export interface Violation {
  readonly seed: number;
  readonly schedule: Schedule;
  readonly broken: readonly string[];
}

export interface BatchResult {
  readonly totals: Totals;
  readonly violation: Violation | null;
}

/** Lives through `count` schedules that follow from the seed. */
export function runBatch(seed: number, count: number, settings: LifeSettings): BatchResult {
  const totals: Totals = { schedules: 0, smashes: 0, faults: 0, deploys: 0 };
  let broken = false;
  const property = fc.property(schedules, (schedule) => {
    const verdict = live(schedule, settings);
    // What follows the first violation makes it smaller, and counts for nothing.
    if (!broken) add(totals, { schedules: 1, ...verdict });
    broken ||= verdict.violations.length > 0;
    return verdict.violations.length === 0;
  });
  const { failed, counterexample } = fc.check(property, { seed, numRuns: count });
  const [schedule] = counterexample ?? [];
  if (!failed || schedule === undefined) return { totals, violation: null };
  return { totals, violation: { seed, schedule, broken: live(schedule, settings).violations } };
}

export function add(totals: Totals, more: Totals | (Verdict & { schedules: number })): void {
  totals.schedules += more.schedules;
  totals.smashes += more.smashes;
  totals.faults += more.faults;
  totals.deploys += more.deploys;
}
