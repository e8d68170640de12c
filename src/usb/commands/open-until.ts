import type { OpenLink, SerialLink } from '../protocol/serial-link.ts';
import { untilAborted } from '../protocol/until-aborted.ts';

/** An open port, and what is aborted when the board is unplugged, or with the signal that it was opened with. */
interface Held {
  readonly link: SerialLink;
  readonly signal: AbortSignal;
}

/**
 * Opens a port, and lets go of it again where it opens too late.
 * @throws Failure of the port, or the reason of `stop`
 */
export async function openUntil(stop: AbortSignal, open: OpenLink, path: string): Promise<Held> {
  const opening = open(path);
  try {
    const link = await untilAborted(opening, stop);
    const gone = new AbortController();
    link.onGone((failure) => {
      gone.abort(failure);
    });
    return { link, signal: AbortSignal.any([stop, gone.signal]) };
  } catch (error) {
    void opening.then(
      (link) => link.close(),
      () => undefined,
    );
    throw error;
  }
}
