import type { Edition } from './editions.ts';
import { layOut, RealSubject } from './real-subject.ts';
import type { Subject } from './subject.ts';

/** How many boards of each edition there are: as many as the time that its scenarios take calls for. */
const BOARDS: readonly Edition[] = ['direct', 'direct', 'direct', 'relay', 'adorned'];

/** Lends real interpreters, each to one scenario at a time. */
export class RealWorkshop {
  readonly #espruino: string;
  readonly #waiting: { readonly edition: Edition; readonly take: (subject: RealSubject) => void }[] = [];
  #idle: RealSubject[] = [];
  #boards: Promise<RealSubject[]> | null = null;

  constructor(espruino: string) {
    this.#espruino = espruino;
  }

  /** Makes all boards: bundling keeps this process busy, and would let them wait in the middle of a scenario. */
  async open(): Promise<void> {
    this.#boards ??= this.#make();
    await this.#boards;
  }

  async lend(edition: Edition, use: (subject: Subject) => Promise<void>): Promise<void> {
    await this.open();
    const subject = await this.#take(edition);
    try {
      await use(subject);
    } finally {
      await subject.reset();
      this.#giveBack(subject);
    }
  }

  async close(): Promise<void> {
    await Promise.all(((await this.#boards) ?? []).map((subject) => subject.close()));
  }

  async #make(): Promise<RealSubject[]> {
    const surroundings = await Promise.all(BOARDS.map(layOut));
    this.#idle = await Promise.all(surroundings.map((around) => RealSubject.on(around, this.#espruino)));
    return [...this.#idle];
  }

  #take(edition: Edition): Promise<RealSubject> {
    const at = this.#idle.findIndex((subject) => subject.edition === edition);
    const [subject] = at < 0 ? [] : this.#idle.splice(at, 1);
    if (subject) return Promise.resolve(subject);
    return new Promise((take) => {
      this.#waiting.push({ edition, take });
    });
  }

  #giveBack(subject: RealSubject): void {
    const at = this.#waiting.findIndex(({ edition }) => edition === subject.edition);
    const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (next) next.take(subject);
    else this.#idle.push(subject);
  }
}
