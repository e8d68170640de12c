import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Engines, HostScripts, ScriptCache } from '../../src/simulator/index.ts';
import { live } from './life.ts';
import { schedules, type Schedule } from './schedule.ts';
import { type Setup, soakSettings } from './settings.ts';
import { World } from './world.ts';

const SETUPS: readonly Setup[] = ['direct', 'relay'];

test.each(SETUPS)(
  'the script lives the same life in the host as in a context of its own: %s',
  async (setup) => {
    const settings = await soakSettings(setup);
    const transcript = (schedule: Schedule, scripts: Engines): unknown => {
      const world = new World({ ...settings, scripts });
      const verdict = live(schedule, settings, world);
      const { console, lamp } = world.board;
      return { verdict, lines: console.lines, edges: lamp.edges, endMs: world.nowMs };
    };
    const host = new HostScripts();
    const isolated = new ScriptCache();
    for (const schedule of fc.sample(schedules, { seed: 2027, numRuns: 25 })) {
      expect(transcript(schedule, host)).toEqual(transcript(schedule, isolated));
    }
  },
  120_000,
);
