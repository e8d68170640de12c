import { spawn } from '@lydell/node-pty';
import { drawn } from './drawn.ts';

/** What a user does when something stands on the screen: keys to type, or something else. */
export type Act = string | (() => void | Promise<void>);

/** A user at a terminal, in a folder of his own. */
export class Terminal {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Runs one of the npm scripts, and acts on what it says, in this order.
   * @returns the lines that are on the screen when it has ended
   */
  async run(
    args: readonly string[],
    acts: readonly (readonly [says: string, act: Act])[],
  ): Promise<string[]> {
    const env = { ...process.env, BUTTON_CONFIG: '', NO_COLOR: '1', HOME: this.folder };
    const options = { cwd: this.folder, env, cols: 200, rows: 200 };
    const child = spawn(process.execPath, ['src/launch.js', 'src/cli.ts', ...args], options);
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
    const code = await new Promise<number>((resolve) => {
      child.onExit(({ exitCode }) => {
        resolve(exitCode);
      });
    });
    const lines = drawn(text);
    if (code === 0 && left.length === 0) return lines;
    const unsaid = left.map(([says]) => `"${says}"`).join(', ');
    throw new Error(
      `"${args.join(' ')}" ended with ${code}, without ${unsaid || 'a word'}:\n${lines.join('\n')}`,
    );
  }
}
