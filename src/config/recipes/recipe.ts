import type { Message } from '../rules/message.ts';
import { urlFault } from '../rules/webhook.ts';

/** Something that only the user can know. */
export interface Ask {
  readonly key: string;
  readonly question: string;
  /** Whoever has it can deploy: it is never shown. */
  readonly secret: boolean;
  /** How one looks, for the documentation. */
  readonly example: string;
  /** What most people answer. */
  readonly usual?: string;
  /** @returns what is wrong with an answer, and the mend, or undefined when it is right */
  readonly fault: (answer: string) => string | undefined;
}

/** By the key of each {@link Ask}. */
export type Answers = Readonly<Record<string, string>>;

/** What "webhook" in the configuration may be. */
export type WebhookFile =
  string | { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** How a service gets the button's messages: all that there is to know of it, as data. */
export interface Recipe {
  readonly name: string;
  /** Where in the service its user finds what is asked. */
  readonly where: string;
  readonly asks: readonly Ask[];
  readonly webhook: (answers: Answers) => WebhookFile;
  /** Whether a webhook that is configured is of this service. */
  readonly isOf: (url: URL) => boolean;
  /** What the user may say of the text that deploys, and what it is when nothing is said; none where no text does. */
  readonly command: Omit<Ask, 'secret' | 'example' | 'key'> & { readonly usual: string };
  /** The messages, in order: the last one deploys. */
  readonly messages: (alert: string, command: string) => readonly Message[];
  /** What of that its service deploys for, as far as that is known: a practice must be nothing of it. */
  readonly deploys: 'the command' | 'whatever comes' | 'who knows';
  /** @returns the text in one of these messages, or undefined where it is none of them */
  readonly textOf: (message: Readonly<Record<string, unknown>>) => string | undefined;
  /** The status of a good answer. */
  readonly status: number;
  /** What is in a good answer besides, as `webhook.expect` has it. */
  readonly expect?: string | Readonly<Record<string, unknown>>;
  /** What its user should know. */
  readonly notes: readonly string[];
  /** Its documentation, which all of this is from. */
  readonly source: string;
}

/** @returns a webhook's whole address as the only question */
export function askUrl(service: string, example: string, isOf: (url: URL) => boolean, begins: string): Ask {
  return {
    key: 'url',
    question: `The webhook's address (${begins}...)`,
    secret: true,
    example,
    fault: (answer) => {
      const fault = urlFault(answer);
      if (fault !== undefined) return `It ${fault}.`;
      return isOf(new URL(answer))
        ? undefined
        : `That is no webhook of ${service}: one begins with ${begins}.`;
    },
  };
}

/** @returns a fault of what is not of this form */
export function formFault(form: RegExp, mend: string): (answer: string) => string | undefined {
  return (answer) => (form.test(answer) ? undefined : mend);
}

/** @returns the text of a message whose member of this name holds it */
export function textIn(name: string): Recipe['textOf'] {
  return (message) => (typeof message[name] === 'string' ? message[name] : undefined);
}
