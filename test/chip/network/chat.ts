import { http, type Answer } from './answers.ts';
import type { Request } from './request.ts';
import type { Host, Taken } from './scripted-server.ts';

/** A webhook that gives each message the next of its answers, and takes it when there is none. */
export class Chat implements Host {
  readonly taken: Taken[] = [];
  readonly faults: string[] = [];
  readonly #answers: (() => Answer)[];

  constructor(answers: readonly (() => Answer)[] = []) {
    this.#answers = [...answers];
  }

  answer({ line, body }: Request, nowMs: number): Answer {
    if (!line.startsWith('POST ')) this.faults.push(`asked "${line}"`);
    const answer = this.#answers.shift();
    if (answer !== undefined) return answer();
    this.taken.push({ body, atMs: nowMs });
    return http(200);
  }
}
