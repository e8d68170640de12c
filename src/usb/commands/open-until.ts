import type { OpenLink, SerialLink } from '../protocol/serial-link.ts';
import { untilAborted } from '../protocol/until-aborted.ts';

/** Opens a port, and lets go of it again where it opens too late. */
export async function openUntil(signal: AbortSignal, open: OpenLink, path: string): Promise<SerialLink> {
  const opening = open(path);
  try {
    return await untilAborted(opening, signal);
  } catch (error) {
    void opening.then(
      (link) => link.close(),
      () => undefined,
    );
    throw error;
  }
}
