import type { Edition } from './editions.ts';
import type { Subject } from './subject.ts';

/** Something that happens to a button, and what it must do; the same on every board. */
export interface Scenario {
  readonly title: string;
  /** 'direct' where none is named. */
  readonly edition?: Edition;
  readonly play: (button: Subject) => Promise<void>;
}
