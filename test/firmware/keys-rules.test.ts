import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FIRED, IGNORED, LOOK, NOTHING, newKeys, stepKeys } from '../../src/firmware/keys.ts';
import { configureKeys } from './constants.ts';
import { downForMs, STALL_MS, STUCK_MS, verdicts, type Rules, type Sample } from './oracle.ts';

/** The keys before their first sample: nothing is known of them, so none counts as up. */
const BOOT: Sample = { nowMs: 0, levels: 0 };

interface Case {
  readonly count: number;
  readonly rules: Rules;
  readonly samples: readonly Sample[];
}

const settings = fc.record({
  count: fc.integer({ min: 2, max: 8 }),
  hasAlwaysLow: fc.boolean(),
  debounceMs: fc.oneof(fc.integer({ min: 5, max: 100 }), fc.integer({ min: 5, max: 1000 })),
  chordMs: fc.oneof(fc.constantFrom(50, 1000), fc.integer({ min: 50, max: 10_000 })),
  deadTimeMs: fc.oneof(fc.constantFrom(0, 300, 2000), fc.nat(60_000)),
});

/** Keys that stay as they are for a while, sampled unevenly. */
const span = fc.record({
  levels: fc.constantFrom(0, 0, 255, 255, 1, 128, 254, 127, 0b1010),
  durationMs: fc.oneof(fc.nat(80), fc.nat(300), fc.nat(1500), fc.integer({ min: 9000, max: 13_000 })),
  gapsMs: fc.array(fc.oneof(fc.nat(40), fc.constantFrom(99, 100)), { minLength: 1, maxLength: 5 }),
  /** What lies before it beside the usual: a stall, or a clock that jumps back. */
  jumpMs: fc.oneof(
    { weight: 25, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 101, max: 5000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -500, max: -1 }) },
  ),
});

const cases = fc
  .record({ settings, spans: fc.array(span, { minLength: 4, maxLength: 14 }) })
  .map(({ settings: { count, hasAlwaysLow, ...times }, spans }): Case => {
    const all = (1 << count) - 1;
    const alwaysLow = hasAlwaysLow ? 1 : 0;
    const samples: Sample[] = [];
    let nowMs = 0;
    for (const { levels, durationMs, gapsMs, jumpMs } of spans) {
      const endMs = nowMs + durationMs;
      nowMs = Math.max(0, nowMs + jumpMs);
      const masked = levels & all & ~alwaysLow;
      // Ten seconds in small steps would only be slow.
      const leastMs = durationMs > 2000 ? 60 : 1;
      let turn = 0;
      do {
        nowMs += Math.max(gapsMs[turn++ % gapsMs.length]!, turn % 7 === 0 ? 0 : leastMs);
        samples.push({ nowMs, levels: masked });
      } while (nowMs < endMs);
    }
    return { count, rules: { all, alwaysLow, ...times }, samples };
  });

function build({ count, rules }: Case): void {
  configureKeys({ ...rules, pins: Array.from({ length: count }, (_, key) => key) });
}

const RUNS = { seed: 20_000, numRuns: 800 };

/** A verdict or a look; NOTHING for what is about stuck keys. */
const verdictOf = (event: number): number => ([FIRED, IGNORED, LOOK].includes(event) ? event : NOTHING);

test('whatever the keys do, it fires, looks and ignores just where the rules say so', () => {
  const times = new Map<number, number>();
  fc.assert(
    fc.property(cases, (some) => {
      build(some);
      const keys = newKeys();
      const events = some.samples.map(({ nowMs, levels }) => verdictOf(stepKeys(keys, levels, nowMs)));
      for (const event of events) times.set(event, (times.get(event) ?? 0) + 1);
      expect(events).toEqual(verdicts([BOOT, ...some.samples], some.rules).slice(1));
    }),
    RUNS,
  );
  for (const event of [FIRED, IGNORED, LOOK]) expect(times.get(event)).toBeGreaterThan(100);
});

test('whatever the keys do, one is stuck after ten seconds down at the soonest and twenty at the latest, until it is up', () => {
  let stuckTimes = 0;
  fc.assert(
    fc.property(cases, (some) => {
      build(some);
      const keys = newKeys();
      const samples = [BOOT, ...some.samples];
      let before = 0;
      some.samples.forEach(({ nowMs, levels }, index) => {
        stepKeys(keys, levels, nowMs);
        for (let bit = 0; bit < some.count; bit++) {
          const isStuck = ((keys.stuck >> bit) & 1) > 0;
          const wasStuck = ((before >> bit) & 1) > 0;
          const counts = ((some.rules.alwaysLow >> bit) & 1) === 0;
          const downMs = downForMs(samples, index + 1, bit);
          const may = counts && (wasStuck ? downMs >= 0 : downMs >= STUCK_MS);
          const must = counts && (wasStuck ? downMs >= 0 : downMs > 2 * STUCK_MS + 2 * STALL_MS);
          if (isStuck ? !may : must)
            throw new Error(`Key ${bit} is wrong at ${nowMs} ms, down for ${downMs}.`);
          if (isStuck && !wasStuck) stuckTimes++;
        }
        before = keys.stuck;
      });
    }),
    RUNS,
  );
  expect(stuckTimes).toBeGreaterThan(100);
});

test('samples that the edge leaves out change neither fires nor looks', () => {
  let leftOut = 0;
  fc.assert(
    fc.property(cases, (some) => {
      build(some);
      const all = newKeys();
      const few = newKeys();
      let before: Sample = BOOT;
      for (const sample of some.samples) {
        const { nowMs, levels } = sample;
        const event = verdictOf(stepKeys(all, levels, nowMs));
        const gapMs = nowMs - before.nowMs;
        const isSame = before !== BOOT && levels === before.levels && gapMs >= 0 && gapMs <= STALL_MS;
        if (isSame && nowMs < few.dueMs) {
          few.seenMs = nowMs;
          leftOut++;
          if (event !== NOTHING) throw new Error(`${event} would be left out at ${nowMs} ms.`);
        } else if (verdictOf(stepKeys(few, levels, nowMs)) !== event)
          throw new Error(`No ${event} at ${nowMs} ms.`);
        before = sample;
      }
    }),
    RUNS,
  );
  expect(leftOut).toBeGreaterThan(1000);
});
