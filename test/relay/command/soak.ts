import { options, runCommand, type Manual } from '../../../src/command-line.ts';
import { EXIT_CODES } from '../../../src/failure.ts';
import { deliverThroughCrashes } from './crashes.ts';

/** `npm run soak:relay`: 200 deliveries, in the middle of each of which the relay is killed. */
const KILLS = 200;

const MANUAL = {
  call: 'npm run soak:relay',
  about: `Makes ${KILLS} deliveries and kills the relay in the middle of each, and looks for one made twice.`,
  options: {},
  examples: [['', 'all of them']],
} as const satisfies Manual;

await runCommand(async () => {
  options(process.argv.slice(2), MANUAL);
  const report = await deliverThroughCrashes(KILLS, 1);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (report.twice.length + report.untrue.length > 0) process.exitCode = EXIT_CODES.promiseBroken.code;
});
