import type { Edition } from './editions.ts';
import { RealSubject } from './real-subject.ts';
import type { Subject } from './subject.ts';

/** Lends real interpreters: one that has come back goes to the next scenario of its edition. */
export class RealWorkshop {
  readonly #espruino: string;
  readonly #idle: { readonly edition: Edition; readonly subject: RealSubject }[] = [];
  readonly #all: RealSubject[] = [];

  constructor(espruino: string) {
    this.#espruino = espruino;
  }

  async lend(edition: Edition, use: (subject: Subject) => Promise<void>): Promise<void> {
    const at = this.#idle.findIndex((idle) => idle.edition === edition);
    const subject = this.#idle.splice(at, at < 0 ? 0 : 1)[0]?.subject ?? (await this.#make(edition));
    try {
      await use(subject);
    } finally {
      await subject.reset();
      this.#idle.push({ edition, subject });
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((subject) => subject.close()));
  }

  async #make(edition: Edition): Promise<RealSubject> {
    const subject = await RealSubject.open(this.#espruino, edition);
    this.#all.push(subject);
    return subject;
  }
}
