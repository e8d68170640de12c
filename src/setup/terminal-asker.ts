import type { Readable, Writable } from 'node:stream';
import { confirm, isCancel, note, password, select, text } from '@clack/prompts';
import { Failure } from '../failure.ts';
import type { Asker, Choice, Fault } from './asker.ts';

/** Asks at a terminal. Ctrl-C or Escape at any question ends in the Failure 'interrupted'. */
export function terminalAsker(input: Readable, output: Writable): Asker {
  const streams = { input, output };
  return {
    text: async (message, today, fault) =>
      answered(
        await text({
          ...streams,
          message,
          ...(today !== undefined && { initialValue: today }),
          validate: validated(fault),
        }),
      ),
    secret: async (message, fault) =>
      answered(await password({ ...streams, message, validate: validated(fault) })),
    choose: async <Value>(message: string, choices: readonly Choice<Value>[], today?: Value) => {
      // By their place: the library's types want values that are texts or numbers.
      const place = choices.findIndex(({ value }) => value === today);
      const chosen = answered(
        await select<number>({
          ...streams,
          message,
          options: choices.map(({ label, hint }, value) => ({
            value,
            label,
            ...(hint !== undefined && { hint }),
          })),
          initialValue: Math.max(place, 0),
        }),
      );
      const choice = choices[chosen];
      if (choice === undefined) throw new Error('Nothing was chosen.');
      return choice.value;
    },
    confirm: async (message) => answered(await confirm({ ...streams, message })),
    show: (title, lines) => {
      note(lines, title, { output });
    },
  };
}

function validated(fault: Fault): (answer: string | undefined) => string | undefined {
  return (answer) => fault(answer ?? '');
}

function answered<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (isCancel(answer)) throw new Failure('interrupted', 'Stopped. Nothing was written.');
  return answer as Exclude<Answer, symbol>;
}
