import { JOURNAL_FILE } from '../relay/index.ts';
import { BoardSession, openSerialLink, SESSION_TIMING } from '../usb/index.ts';
import { knock } from './doors.ts';
import { Examination } from './examination.ts';
import type { Finding } from './finding.ts';
import { runSteps } from './steps.ts';
import type { DoctorTiming, Tools } from './tools.ts';

const TIMING: DoctorTiming = {
  joinMs: 20_000,
  reachMs: 10_000,
  pressMs: 20_000,
  tellMs: 15_000,
  lastWordMs: 1000,
  countMs: 1000,
  lookEveryMs: 100,
};

export const TOOLS: Omit<Tools, 'person'> = {
  open: (path, stop) => BoardSession.open(path, openSerialLink, SESSION_TIMING, stop),
  knock,
  timing: TIMING,
  journal: JOURNAL_FILE,
  nowMs: Date.now,
};

/**
 * Looks at everything from the configuration to the chat. Whatever ends it, the board's script runs again.
 * @param port the port's path; without it the only board on USB is used
 * @param onFinding gets each as it comes
 * @throws Failure 'interrupted'
 */
export async function examine(
  port: string | undefined,
  tools: Tools,
  onFinding: (finding: Finding) => void,
  stop: AbortSignal,
): Promise<void> {
  const examination = new Examination(port, tools, stop);
  try {
    await runSteps(examination.steps(), onFinding, stop);
  } finally {
    await examination.end();
  }
}
