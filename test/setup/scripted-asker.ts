import type { Asker, Choice, Fault } from '../../src/setup/asker.ts';
import { Failure } from '../../src/failure.ts';

/** Answers by a part of the question; what no answer is for is answered by Enter alone. */
export class ScriptedAsker implements Asker {
  /** Each question with what it offers, as its user would see it. */
  readonly asked: string[] = [];
  readonly shown: string[] = [];
  readonly #answers: Readonly<Record<string, string>>;
  readonly #stopAt: number;

  /** @param stopAt the place of the question at which Ctrl-C is pressed */
  constructor(answers: Readonly<Record<string, string>>, stopAt = Infinity) {
    this.#answers = answers;
    this.#stopAt = stopAt;
  }

  text(question: string, today: string | undefined, fault: Fault): Promise<string> {
    return this.#written(question, today ?? '', fault);
  }

  secret(question: string, fault: Fault): Promise<string> {
    return this.#written(question, '', fault);
  }

  choose<Value>(question: string, choices: readonly Choice<Value>[], today?: Value): Promise<Value> {
    const labels = choices.map(({ label, hint = '' }) => `${label} ${hint}`.trim());
    const usual = Math.max(
      choices.findIndex(({ value }) => value === today),
      0,
    );
    const answer = this.#answer(`${question}: ${labels.join(', ')}`) ?? labels[usual]!;
    const chosen = choices.find((_choice, index) => labels[index]!.includes(answer));
    if (chosen === undefined) throw new Error(`"${answer}" is none of ${labels.join(', ')}.`);
    return Promise.resolve(chosen.value);
  }

  confirm(question: string): Promise<boolean> {
    return Promise.resolve(this.#answer(question) !== 'no');
  }

  show(title: string, text: string): void {
    this.shown.push(`${title}\n${text}`);
  }

  #written(question: string, today: string, fault: Fault): Promise<string> {
    const answer = this.#answer(`${question} [${today}]`) ?? today;
    const said = fault(answer);
    if (said !== undefined) throw new Error(`"${answer}" for "${question}": ${said}`);
    return Promise.resolve(answer);
  }

  #answer(question: string): string | undefined {
    if (this.asked.length === this.#stopAt) throw new Failure('interrupted', 'Stopped.');
    this.asked.push(question);
    return Object.entries(this.#answers).find(([part]) => question.includes(part))?.[1];
  }
}
