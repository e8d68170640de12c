import * as z from 'zod';
import { MOST_KEYS } from '../../../config/rules/pins.ts';
import { type Command, RELAY_STATES, WEBHOOK_STATES, WIFI_STATES } from './wire.ts';

const pin = z.int().min(0).max(16);

const command: z.ZodType<Command> = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('hold'), pins: z.array(pin).max(MOST_KEYS) }),
  z.strictObject({ do: z.literal('stick'), pin, stuck: z.boolean() }),
  z.strictObject({ do: z.literal('powerCycle') }),
  z.strictObject({ do: z.literal('wifi'), is: z.enum(WIFI_STATES) }),
  z.strictObject({ do: z.literal('webhook'), is: z.enum(WEBHOOK_STATES) }),
  z.strictObject({ do: z.literal('relay'), is: z.enum(RELAY_STATES) }),
  z.strictObject({ do: z.literal('arm'), armed: z.boolean() }),
]);

/** @returns the command that a page sent, undefined when it is none */
export function parseCommand(text: string): Command | undefined {
  try {
    return command.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
