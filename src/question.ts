import { createInterface } from 'node:readline/promises';

/** Asks on the terminal. @returns whether the answer is yes, as Enter alone is; without a terminal nobody is asked, and it is no */
export async function agrees(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  return (await ask(question)) ?? false;
}

/** Asks on the terminal. @returns whether the answer is yes, as Enter alone is; undefined for Ctrl-C and Ctrl-D */
export async function ask(question: string): Promise<boolean | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const noAnswer = new AbortController();
  // Ctrl-C and Ctrl-D; without this the question would never end.
  terminal.once('close', () => {
    noAnswer.abort();
  });
  try {
    return /^(y|yes)?$/i.test(
      (await terminal.question(`${question} [Y/n] `, { signal: noAnswer.signal })).trim(),
    );
  } catch {
    process.stdout.write('\n');
    return undefined;
  } finally {
    terminal.close();
  }
}
