import type { AskedBoard } from '../usb/index.ts';
import type { Knock } from './doors.ts';
import type { Person } from './person.ts';

/** In milliseconds. */
export interface DoctorTiming {
  /** For the Wi-Fi. */
  readonly joinMs: number;
  /** For a connection of the board's. */
  readonly reachMs: number;
  /** For somebody to press a key, or all. */
  readonly pressMs: number;
  /** For the board to tell what became of a press, once that has ended. */
  readonly tellMs: number;
  /** For another word of its after that. */
  readonly lastWordMs: number;
  /** For how long turns of the board's loop are counted. */
  readonly countMs: number;
  /** Between two looks at the board. */
  readonly lookEveryMs: number;
}

/**
 * Opens the port that a board may be at.
 * @param stop ends whatever is under way there
 */
export type OpenBoard = (path: string, stop: AbortSignal) => Promise<AskedBoard>;

/** What an examination reaches the world by. Tests put others in their place. */
export interface Tools {
  readonly person: Person;
  readonly open: OpenBoard;
  readonly knock: Knock;
  readonly timing: DoctorTiming;
  readonly journal: string;
  readonly nowMs: () => number;
}
