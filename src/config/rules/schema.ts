import * as z from 'zod';
import { expectedTextFault } from './expect.ts';
import {
  DEFAULT_MESSAGES,
  DEFAULT_PRACTICE,
  isEmptyMessage,
  MAX_BODY_BYTES,
  messageBody,
} from './message.ts';
import {
  DEFAULT_PINS,
  keyPinFault,
  MOST_KEYS,
  outputPinFault,
  pinRule,
  pinsRule,
  pinsWithout,
} from './pins.ts';
import { headerFault, headerTwiceFault } from './headers.ts';
import { passwordFault, ssidFault } from './text.ts';
import { relayUrlFault, urlFault } from './webhook.ts';

/**
 * The one schema of the configuration: types, checks, defaults and the JSON Schema for editors all come from
 * it. Messages continue the sentence `"<key>" ...` and never hold the value: it may be a secret.
 */

const pinError = { error: ({ input }: { input?: unknown }) => pinRule(input) };
const pin = z.int(pinError).min(0, pinError).max(16, pinError);

/** Marks an issue that is mended by another pin: which are free only the whole configuration tells. */
const NEEDS_FREE_PIN = {};

/** @returns whether a free pin mends it */
export function needsFreePin(issue: z.core.$ZodIssue): boolean {
  return (issue as z.core.$ZodIssueCustom).params === NEEDS_FREE_PIN;
}

/** A pin for which `faultOf` has nothing to say; editors are told which those are. */
const pinUnless = (faultOf: (pin: number) => string | undefined) =>
  pin
    .check((context) => {
      const fault = faultOf(context.value);
      if (fault !== undefined)
        context.issues.push({
          ...custom(context.value, `can't be ${context.value}: ${fault}`),
          params: NEEDS_FREE_PIN,
        });
    })
    .meta({ enum: pinsWithout(faultOf) });

const keyPin = pinUnless(keyPinFault);
const outputPin = pinUnless(outputPinFault);

/** A text for which `faultOf` has nothing to say. */
const textUnless = (faultOf: (text: string) => string | undefined, type: string) =>
  z.string(type).check((context) => {
    const fault = faultOf(context.value);
    if (fault !== undefined) context.issues.push(custom(context.value, fault));
  });

const url = textUnless(urlFault, 'must be a URL in quotes').meta({
  pattern: '^[Hh][Tt][Tt][Pp][Ss]?://',
});

const headersRule = 'must be an object of names and values, as in {"X-Team": "blue"}';
const headers = z
  .record(z.string(), z.string('must be a text in quotes'), headersRule)
  .check(({ value: fields, issues }) => {
    const names = Object.keys(fields);
    for (const [at, [name, value]] of Object.entries(fields).entries()) {
      const fault = headerFault(name, value) ?? headerTwiceFault(name, names.slice(0, at));
      if (fault !== undefined) issues.push({ ...custom(value, fault), path: [name] });
    }
  });

const messageRule = 'must be a text in quotes, or an object that is sent as it is';
const message = z.union([z.string(), z.record(z.string(), z.unknown())], messageRule).check((context) => {
  if (isEmptyMessage(context.value)) {
    context.issues.push(custom(context.value, 'is empty, and chats refuse that. Write a text, or remove it'));
  }
  const bytes = messageBody(context.value).length;
  if (bytes > MAX_BODY_BYTES) {
    const fault = `takes ${bytes} bytes as JSON, and the board has memory for ${MAX_BODY_BYTES}. Shorten it`;
    context.issues.push(custom(context.value, fault));
  }
});

const wifi = z
  .strictObject(
    {
      // What editors count is characters, of up to 4 bytes each.
      ssid: textUnless(ssidFault, 'must be the name of the network, in quotes')
        .meta({ minLength: 1, maxLength: 31 })
        .describe('Name of the Wi-Fi network: 1 to 31 bytes of UTF-8. The board takes 2.4 GHz only.'),
      password: textUnless(passwordFault, 'must be a string. Leave it out for an open network')
        .meta({ minLength: 2, maxLength: 63 })
        .optional()
        .describe('WPA password, 8 to 63 bytes. Leave it out for an open network.'),
    },
    'must be an object with "ssid" and "password"',
  )
  .describe('The network that the button joins.');

const expectRule =
  'must be a text that the answer holds, or an object of members that it has, as in {"ok": true}';
const expect = z
  .union(
    [
      textUnless(expectedTextFault, expectRule),
      z
        .record(z.string(), z.unknown(), expectRule)
        .refine((members) => Object.keys(members).length > 0, 'must name at least one member'),
    ],
    expectRule,
  )
  .describe(
    'What the body of a good answer holds: a text, or members of a JSON object. Known chats need none.',
  );

const webhook = z
  .union(
    [url, z.strictObject({ url, headers: headers.default({}), expect: expect.optional() })],
    'must be a URL in quotes, or an object with "url", "headers" and "expect"',
  )
  .describe('Where the messages are posted. https:// needs a relay: see "relay".');

const secretRule = 'must be 32 to 128 printable ASCII characters. `npm run relay` makes one';

const relay = z
  .strictObject(
    {
      url: textUnless(relayUrlFault, 'must be a URL in quotes')
        .meta({ pattern: '^[Hh][Tt][Tt][Pp]://[^/?#]+/?$' })
        .describe('Where the board reaches the relay: http://host:port.'),
      secret: z
        .string(secretRule)
        .regex(/^[\x20-\x7e]{32,128}$/, secretRule)
        .describe('Shared secret that signs every message. Keep it in espruino.config.local.json.'),
    },
    'must be an object with "url" and "secret"',
  )
  .describe('The small server that passes signed messages on to an https:// webhook.');

/** @returns an integer of milliseconds from `min` to `max`, with its default */
const milliseconds = (min: number, max: number, byDefault: number, description: string) => {
  const rule = `must be a whole number of milliseconds from ${min} to ${max}`;
  return z.int(rule).min(min, rule).max(max, rule).default(byDefault).describe(description);
};

/** The configuration file as a user writes it. */
export const configSchema = z.strictObject(
  {
    $schema: z
      .string('must be the path of the JSON Schema, in quotes. Leave it out if your editor needs none')
      .optional()
      .describe('Lets editors complete and check this file.'),
    wifi,
    webhook,
    relay: relay.optional(),
    messages: z
      .array(message, 'must be a list of messages, in brackets, as in ["one", "another"]')
      .min(1, 'must hold at least one message')
      .max(8, 'must hold at most 8 messages')
      .default(DEFAULT_MESSAGES)
      .describe('Posted one after the other; each only when the one before was accepted.'),
    practice: message
      .default(DEFAULT_PRACTICE)
      .describe('Posted by a button for practice in place of all messages: `npm run upload -- --practice`.'),
    pins: z
      .array(keyPin, { error: ({ input }) => pinsRule(input) })
      .min(2, 'must name at least 2 keys: one alone is pressed by accident')
      .max(MOST_KEYS, `must name at most ${MOST_KEYS} keys`)
      .meta({ uniqueItems: true })
      .default(DEFAULT_PINS)
      .describe('GPIO numbers of the keys, each a switch to ground.'),
    led: outputPin.default(0).describe('GPIO of the lamp, lit when low. 0 is the red LED on the board.'),
    klaxonPin: outputPin.optional().describe('GPIO of a piezo that sounds while a press goes out.'),
    hostname: z
      .string('must be a string')
      .regex(
        /^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
        'must be 1 to 32 letters, digits and inner hyphens',
      )
      .default('deploy-button')
      .describe("The board's name on the network."),
    debounceMs: milliseconds(5, 1000, 30, 'How long all keys must read low before it fires.'),
    chordMs: milliseconds(
      50,
      10_000,
      1000,
      'The most time between the first key of a smash going down and the last.',
    ),
    deadTimeMs: milliseconds(
      0,
      60_000,
      2000,
      'How long nothing fires after a smash: a slam that rebounds is one.',
    ),
    pollMs: milliseconds(5, 40, 10, 'Time between two samples of the keys.'),
    pressTtlMs: milliseconds(1000, 30_000, 30_000, 'How long a press is tried before it expires.'),
    requestTimeoutMs: milliseconds(1000, 30_000, 10_000, 'How long one request may take.'),
  },
  'must hold one JSON object',
);

export type ConfigFile = z.output<typeof configSchema>;

/** JSON Schema of the configuration file, for editors. */
export function configJsonSchema(): object {
  return z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
}

function custom(input: unknown, message: string) {
  return { code: 'custom', input, message } as const;
}
