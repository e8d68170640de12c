import { faults } from '../protocol/faults.ts';

/**
 * Runs something that Ctrl-C stops in an orderly way. A second Ctrl-C ends the process at once.
 * @param run gets what is aborted by Ctrl-C, with the Failure interrupted as its reason
 */
export async function untilCtrlC<T>(run: (ctrlC: AbortController) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (): void => {
    interrupt(controller);
  };
  process.once('SIGINT', onSignal);
  try {
    return await run(controller);
  } finally {
    process.off('SIGINT', onSignal);
  }
}

/** What Ctrl-C does; a terminal in raw mode sends it as a character in place of a signal. */
export function interrupt(controller: AbortController): void {
  controller.abort(faults.interrupted());
}
