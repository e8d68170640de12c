import { options, runCommand } from '../../../src/command-line.ts';
import type { Manual } from '../../../src/manual.ts';
import { EXIT_CODES } from '../../../src/failure.ts';
import { deliverThroughCrashes } from './crashes.ts';

/** `npm run soak:relay`: 200 deaths of the relay, each in the middle of some deliveries. */
const KILLS = 200;
const TOGETHER = 4;

const MANUAL = {
  call: 'npm run soak:relay',
  about:
    `Kills the relay ${KILLS} times in the middle of ${TOGETHER} deliveries, while its clock steps, its disk fills and its ` +
    'log breaks, and looks for a delivery made twice and for a claim that is not so.',
  options: {},
  examples: [['', 'all of them']],
} as const satisfies Manual;

await runCommand(async () => {
  options(process.argv.slice(2), MANUAL);
  const report = await deliverThroughCrashes(KILLS, TOGETHER, true);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (report.twice.length + report.untrue.length + report.endedByItself > 0) {
    process.exitCode = EXIT_CODES.promiseBroken.code;
  }
});
