import { converse, type Acts } from '../pseudo-user.ts';
import { drawn } from './drawn.ts';

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
  async run(args: readonly string[], acts: Acts): Promise<string[]> {
    const env = { ...process.env, BUTTON_CONFIG: '', NO_COLOR: '1', HOME: this.folder };
    const where = { cwd: this.folder, env, cols: 200, rows: 200 };
    const { exitCode, text, unsaid } = await converse(['src/launch.js', 'src/cli.ts', ...args], where, acts);
    const lines = drawn(text);
    if (exitCode === 0 && unsaid.length === 0) return lines;
    const missing = unsaid.map((says) => `"${says}"`).join(', ');
    throw new Error(
      `"${args.join(' ')}" ended with ${exitCode}, without ${missing || 'a word'}:\n${lines.join('\n')}`,
    );
  }
}
