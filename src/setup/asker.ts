/** @returns what is wrong with an answer, and the mend, or undefined when it is right */
export type Fault = (answer: string) => string | undefined;

export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

/** Somebody who answers questions. Whatever is asked may end in the Failure 'interrupted'. */
export interface Asker {
  /** @param today what Enter alone answers */
  text(question: string, today: string | undefined, fault: Fault): Promise<string>;
  /** As {@link text}, without the answer on the screen. */
  secret(question: string, fault: Fault): Promise<string>;
  /** @param today the one that is chosen first */
  choose<Value>(question: string, choices: readonly Choice<Value>[], today?: Value): Promise<Value>;
  confirm(question: string): Promise<boolean>;
  show(title: string, text: string): void;
}
