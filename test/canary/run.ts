import { Project, type Running } from './project.ts';

/** One run of all commands, and everything that came out of it. */
export class Run {
  readonly project = new Project();
  /** What was searched, by what it is. */
  readonly searched = new Map<string, string>();

  search(what: string, text: string): void {
    this.searched.set(what, text);
  }

  /** Waits for a command's end, and keeps what it said. */
  async finish(what: string, running: Running): Promise<number | null> {
    const code = await running.ended;
    this.search(`npm run ${what}`, running.said());
    return code;
  }

  stop(what: string, running: Running, signal: NodeJS.Signals): Promise<number | null> {
    running.child.kill(signal);
    return this.finish(what, running);
  }
}
