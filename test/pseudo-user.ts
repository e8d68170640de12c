import { spawn } from '@lydell/node-pty';

/** What a user does when something stands on the screen: keys to type, or something else. */
export type Act = string | (() => void | Promise<void>);

/** Each is done once what it waits for stands on the screen, in this order. */
export type Acts = readonly (readonly [says: string, act: Act])[];

export interface Conversation {
  readonly exitCode: number;
  /** All that was written to the screen. */
  readonly text: string;
  /** What never came on the screen. */
  readonly unsaid: readonly string[];
}

/** Runs Node on a pseudo-terminal, with a user at it. */
export async function converse(
  args: string[],
  where: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly cols: number;
    readonly rows: number;
  },
  acts: Acts,
): Promise<Conversation> {
  const child = spawn(process.execPath, args, where);
  const left = [...acts];
  let text = '';
  let unread = '';
  child.onData((piece) => {
    text += piece;
    unread += piece;
    const [says, act] = left[0] ?? [];
    if (says === undefined || act === undefined || !unread.includes(says)) return;
    left.shift();
    unread = '';
    if (typeof act === 'string') child.write(act);
    else void act();
  });
  const exitCode = await new Promise<number>((resolve) => {
    child.onExit((end) => {
      resolve(end.exitCode);
    });
  });
  return { exitCode, text, unsaid: left.map(([says]) => says) };
}
