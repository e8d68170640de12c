import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { optionsAndFile, runCommand, wholeNumber } from '../../src/command-line.ts';
import type { Manual } from '../../src/manual.ts';
import { Failure } from '../../src/failure.ts';
import { reasonOf } from '../../src/reason.ts';
import { SECRET } from '../bench/settings.ts';
import { http, raw, type Answer } from './network/answers.ts';
import { Chat } from './network/chat.ts';
import { measureExpressions } from './counts/expressions.ts';
import { DIALECT, Relay, type Dialect, type Play } from './network/relay.ts';
import { runChip } from './run.ts';
import type { Host } from './network/scripted-server.ts';
import { drawTable, type Shown } from './counts/table.ts';
import { CHIP, CLOCK_NS, FLASH_SPEEDS, type FlashMhz } from './work-folder.ts';

const MANUAL = {
  call: 'npm run chip',
  about:
    'Counts what a script, or a single expression, takes on the emulated chip that CHIP names. test/chip/README.md explains it.',
  options: {
    expression: {
      type: 'string',
      value: 'CODE',
      short: 'e',
      multiple: true,
      default: [] as string[],
      about: 'measures this in place of a script; may be given more than once',
    },
    setup: { type: 'string', value: 'CODE', default: '0', about: 'what runs before each expression' },
    flash: { type: 'string', value: 'MHZ', default: '80', about: "the flash's speed, 80 or 40" },
    layouts: {
      type: 'boolean',
      default: false,
      about: 'milliseconds as a range, over nine orders of the same object files',
    },
    press: { type: 'string', value: 'MS,MS', default: '4000', about: 'when all keys go down' },
    hold: { type: 'string', value: 'MS', default: '200', about: 'how long they stay down' },
    end: { type: 'string', value: 'MS', default: '8000', about: 'when to stop' },
    answer: { type: 'string', value: 'MS', default: '30', about: 'how long every answer takes' },
    status: { type: 'string', value: 'CODE', about: 'what every message gets', otherwise: '200' },
    body: { type: 'string', value: 'TEXT', about: 'the body of every answer', otherwise: 'a usual one' },
    raw: {
      type: 'string',
      value: 'FILE',
      about: 'the very bytes that every message gets',
      otherwise: 'an answer',
    },
    secret: { type: 'string', value: 'TEXT', default: SECRET, about: "the relay's" },
    refusals: {
      type: 'string',
      value: 'N',
      default: '0',
      about: 'so many messages first get a 401 for the nonce',
    },
    mac: { type: 'boolean', default: false, about: 'that 401 is for the MAC' },
    padded: { type: 'boolean', default: DIALECT.padded, about: 'MACs are over multiples of 64' },
    mark: {
      type: 'string',
      value: 'N',
      default: String(DIALECT.markFields),
      about: 'how many numbers the button puts behind a nonce',
    },
    details: { type: 'boolean', default: false, about: 'every callback: when, how much, what it did' },
    console: { type: 'boolean', default: false, about: 'all that was printed' },
  },
  file: 'a script, as dist/firmware.js',
  examples: [
    ['dist/firmware.js', 'a smash, and what each kind of turn takes'],
    ["-e 'digitalRead(t)' --setup 'const t=[4,5,12,13]'", 'one expression'],
  ],
} as const satisfies Manual;

type Given = ReturnType<typeof optionsAndFile<typeof MANUAL.options>>['values'];

/** More messages than anybody sends in one run. */
const EVERY_MESSAGE = 100;
const MOST_MS = 600_000;

await runCommand(async () => {
  const { values, file } = optionsAndFile(process.argv.slice(2), MANUAL);
  const flash = FLASH_SPEEDS.find((mhz) => String(mhz) === values.flash);
  if (flash === undefined) throw new Failure('usage', '"--flash" is 80 or 40.');
  if (CHIP === '') throw new Failure('usage', '"CHIP" is to name the folder that test/chip/build has made.');
  if (values.expression.length > 0) {
    const lines = await measureExpressions(CHIP, values.expression, values.setup, flash);
    for (const text of lines) console.log(text);
  } else if (file === undefined) throw new Failure('usage', 'Name a script, as dist/firmware.js, or "-e".');
  else await runScript(contentOf(file), values, flash);
});

/** As 8-bit characters. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (cause) {
    throw new Failure('usage', `"${file}" can't be read: ${reasonOf(cause)}`, { cause });
  }
}

async function runScript(script: string, values: Given, flash: FlashMhz): Promise<void> {
  const one = async (image: string): Promise<Shown & { host: Host }> => {
    const host = hostFor(script, values);
    const shown = await runChip({
      work: CHIP,
      image,
      script,
      flash,
      smashesMs: values.press.split(',').map((text) => wholeNumber('press', text, 0, MOST_MS)),
      holdMs: wholeNumber('hold', values.hold, 1, MOST_MS),
      endMs: wholeNumber('end', values.end, 1, MOST_MS),
      answerMs: wholeNumber('answer', values.answer, 0, MOST_MS),
      host,
    });
    return { ...shown, host };
  };
  const first = await one(join(CHIP, 'chip.elf'));
  const others: Shown[] = [];
  const layouts = join(CHIP, 'layouts');
  for (const name of values.layouts ? readdirSync(layouts).sort() : []) {
    others.push(await one(join(layouts, name)));
  }
  console.log(drawTable([first, ...others]));
  for (const fault of first.host.faults) console.log(`THE SERVER COMPLAINS: ${fault}`);
  if (values.console) console.log(first.outcome.console);
  if (values.details) showCallbacks(first);
}

/** Whether a script talks to a relay is seen in it. */
function hostFor(script: string, { status, body, raw: file, ...values }: Given): Host {
  const bytes = file === undefined ? undefined : contentOf(file);
  const code = status === undefined ? undefined : wholeNumber('status', status, 100, 999);
  if (!script.includes('/nonce')) {
    const answer = (): Answer => (bytes === undefined ? http(code ?? 200, {}, body) : raw(bytes));
    return new Chat((bytes ?? code ?? body) ? Array(EVERY_MESSAGE).fill(answer) : []);
  }
  const refuse: Play = ({ challenge }) => challenge(values.mac ? 'mac' : 'stale');
  const play: Play = ({ signed }) =>
    bytes === undefined ? signed(code ?? 200, body ?? '{"status":200}') : raw(bytes);
  const refusals = wholeNumber('refusals', values.refusals, 0, EVERY_MESSAGE);
  const always = (bytes ?? code ?? body) ? Array<Play>(EVERY_MESSAGE).fill(play) : [];
  const markFields = wholeNumber('mark', values.mark, 2, 3) === 3 ? 3 : 2;
  const dialect: Dialect = { padded: values.padded, markFields };
  return new Relay(values.secret, dialect, [...Array<Play>(refusals).fill(refuse), ...always]);
}

/** Every callback: when, how much, and what it did. */
function showCallbacks({ rows: { callbacks }, flash }: Shown): void {
  for (const { begin, took, seen } of callbacks) {
    const ms = (begin.instructions * CLOCK_NS[flash]) / 1e6;
    const did = [...seen].map(([name, times]) => `${name} ${times}`).join(', ');
    console.log(
      `${ms.toFixed(3).padStart(10)} ms ${(took.instructions / 1e3).toFixed(0).padStart(8)}  ${did}`,
    );
  }
}
