import { ask } from '../question.ts';
import { faults } from '../usb/index.ts';

/** Who sits in front of the board: somebody has to press its keys, see its lamp, hear its klaxon. */
export interface Person {
  /** Without a terminal there is nobody. */
  readonly isThere: boolean;
  tell(text: string): void;
  /** @throws Failure 'interrupted' when there is no answer */
  agrees(question: string): Promise<boolean>;
}

/** The one at this process's terminal. */
export function personAtTerminal(tell: (text: string) => void): Person {
  return {
    isThere: process.stdin.isTTY && process.stdout.isTTY,
    tell,
    async agrees(question) {
      const answer = await ask(question);
      if (answer === undefined) throw faults.interrupted();
      return answer;
    },
  };
}

export const NOBODY = 'it takes somebody at a terminal.';
