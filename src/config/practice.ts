import { Failure } from '../failure.ts';
import type { ButtonConfig } from './config.ts';
import type { Recipe } from './recipes/index.ts';
import { type Message, messageBody } from './rules/message.ts';

const INSTEAD = '`npm start` and its stand-in chat are for practice at any time.';

/** What a press for practice posts in place of all messages, or why there can be none. */
export type Practice =
  | {
      readonly body: string;
      /** What its user should know before a smash. */
      readonly warning?: string;
    }
  | { readonly fault: string };

/**
 * Plans a practice: its text goes where the alert goes, in the form that the service takes. Of the messages themselves nothing
 * is left in it, the alert's other members neither: they could be what deploys.
 * @param recipe of the service that the webhook is of
 * @param host of the webhook
 */
export function planPractice(
  practice: Message,
  messages: readonly Message[],
  recipe: Recipe,
  host: string,
): Practice {
  const [alert, ...others] = messages;
  if (recipe.deploys === 'whatever comes') {
    return {
      fault: `"webhook": ${recipe.name} deploys whatever is posted to it, so no practice is safe. ${INSTEAD}`,
    };
  }
  if (others.length === 0) {
    return {
      fault:
        '"messages" has one message alone, which deploys, and none before it that a practice could stand for. ' +
        `Put an alert before it, or leave out --practice. ${INSTEAD}`,
    };
  }
  const formed =
    typeof practice === 'string' ? (recipe.messages(practice, practice)[0] ?? practice) : practice;
  if (typeof formed === 'string' && typeof alert === 'object' && recipe.deploys === 'who knows') {
    return {
      fault:
        '"practice" is a text, and what form the messages of this webhook have is known to you alone. Write it as an ' +
        'object, like the first of "messages".',
    };
  }
  if (others.some((other) => holds(formed, other, recipe))) {
    return {
      fault:
        '"practice" holds a command of "messages", and a bot that looks for it deploys. Write another text.',
    };
  }
  const body = messageBody(formed);
  if (recipe.deploys === 'the command') return { body };
  return {
    body,
    warning: `"webhook": if "${host}" deploys for any message, and not for its command alone, A PRACTICE DEPLOYS.`,
  };
}

/**
 * @returns the same button, for practice: what it posts deploys nothing, and its script holds no message but that
 * @throws Failure 'config' where a practice is not safe
 */
export function asPractice(config: ButtonConfig): ButtonConfig {
  const { practice } = config;
  if ('fault' in practice) throw new Failure('config', practice.fault);
  return { ...config, bodies: [practice.body], isPractice: true };
}

/** Whether a command would be found in a message, in capitals or not. */
function holds(message: Message, command: Message, recipe: Recipe): boolean {
  const text = typeof command === 'string' ? command : recipe.textOf(command);
  if (text === undefined || text.trim() === '') return messageBody(message) === messageBody(command);
  const sought = JSON.stringify(text.trim()).slice(1, -1);
  return JSON.stringify(message).toLowerCase().includes(sought.toLowerCase());
}
