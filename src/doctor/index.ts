import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Failure } from '../failure.ts';
import { ROOT } from '../root.ts';
import { untilCtrlC } from '../usb/index.ts';
import { examine, TOOLS } from './doctor.ts';
import { lineOf, type Finding } from './finding.ts';
import { personAtTerminal } from './person.ts';
import { reportOf, type Versions } from './report.ts';

/** How long the process may take to end by itself: a driver that is stuck in a write would keep it. */
const LET_GO_MS = 2000;

/**
 * `npm run doctor`: prints the list as it comes.
 * @param options.report whether to print in the end what can be sent to strangers
 * @param options.print gets lines for standard output
 * @throws Failure 'unwell' when something is wrong, or 'interrupted'
 */
export async function doctor(options: {
  readonly port: string | undefined;
  readonly report: boolean;
  readonly print: (text: string) => void;
}): Promise<void> {
  const { port, report, print } = options;
  const findings: Finding[] = [];
  const onFinding = (finding: Finding): void => {
    findings.push(finding);
    print(lineOf(finding));
  };
  try {
    await untilCtrlC(({ signal }) =>
      examine(port, { ...TOOLS, person: personAtTerminal(print) }, onFinding, signal),
    );
  } finally {
    setTimeout(() => process.exit(), LET_GO_MS).unref();
  }
  if (report) print(`\n${reportOf(findings, versions())}`);
  conclude(findings);
}

/** @throws Failure 'unwell' */
export function conclude(findings: readonly Finding[]): void {
  const bad = findings.filter(({ verdict }) => verdict === 'bad').map(({ name }) => name);
  if (bad.length === 0) return;
  throw new Failure('unwell', `To mend: ${bad.join(', ')}.`);
}

function versions(): Versions {
  const file = readFileSync(new URL('package.json', ROOT), 'utf8');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(file));
  return { project: version, node: process.versions.node, system: `${process.platform} ${process.arch}` };
}
