import { ENDINGS, onFirstSignal } from '../../first-signal.ts';
import { faults } from '../protocol/faults.ts';

/**
 * Runs something that Ctrl-C stops in an orderly way, and every other request to end as well. A second one ends the process at
 * once.
 * @param run gets what is aborted then, with the Failure interrupted as its reason
 */
export async function untilCtrlC<T>(run: (ctrlC: AbortController) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const takeBack = onFirstSignal(ENDINGS, () => {
    interrupt(controller);
  });
  try {
    return await run(controller);
  } finally {
    takeBack();
  }
}

/** What Ctrl-C does; a terminal in raw mode sends it as a character in place of a signal. */
export function interrupt(controller: AbortController): void {
  controller.abort(faults.interrupted());
}
