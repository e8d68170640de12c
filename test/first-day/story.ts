import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Chat } from '../../src/simulator/index.ts';
import { textOf } from '../../src/simulator/faces/smash.ts';
import { StandInChip } from '../usb/stand-in/chip/chip.ts';
import { combined } from '../usb/stand-in/chip/espruino-image.ts';
import { type Hands, realHands, virtualHands } from './boards.ts';
import { Terminal } from './terminal.ts';

/** What is typed and done on the first day, and what is seen of it. */
export interface Scene {
  readonly title: string;
  /** What is typed, where it is a command. */
  readonly command?: string;
  readonly sees: readonly string[];
}

const ENTER = '\r';
const DOWN = '\u001b[B';
/** Of a chain whose parts run in real time, on a machine that may be busy. */
const PATIENCE_MS = 120_000;
const LOOK_MS = 20;

/**
 * Lives through the first day in an empty folder: a chip with nothing in its flash at the end of a serial line, a user at a
 * terminal, and a chat. Each command is the real one, in a process of its own.
 * @param program of Espruino's Linux build; without it the virtual board runs what is uploaded
 */
export async function firstDay(program: string): Promise<Scene[]> {
  const folder = mkdtempSync(join(tmpdir(), 'button-first-day-'));
  for (const name of ['src', 'node_modules', 'package.json', 'rollup.config.js', 'tsconfig.json']) {
    symlinkSync(resolve(name), join(folder, name));
  }
  copyFileSync('espruino.config.json', join(folder, 'espruino.config.json'));
  writeFileSync(join(folder, 'espruino_2v29_esp8266_4mb_combined_4096.bin'), combined());
  const chat = await Chat.open();
  const hands = program === '' ? virtualHands(folder) : await realHands(program);
  const chip = new StandInChip({ hasLines: false, firmware: hands.firmware });
  try {
    return await live(new Terminal(folder), chip, hands, chat);
  } finally {
    await chip.unplug();
    await chat.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function live(terminal: Terminal, chip: StandInChip, hands: Hands, chat: Chat): Promise<Scene[]> {
  const setup = await terminal.run(
    ['setup'],
    [
      ['name of the Wi-Fi', `office${ENTER}`],
      ['Its password', `correct horse${ENTER}`],
      ['Where the messages go', `${DOWN.repeat(8)}${ENTER}`],
      ["webhook's address", `http://127.0.0.1:${chat.port}/hooks/abc${ENTER}`],
      ['deploy bot obeys', ENTER],
      ['Write this into', ENTER],
    ],
  );
  const flash = await terminal.run(
    ['flash', '--port', chip.path],
    [
      [
        'does not enter its bootloader by itself',
        () => {
          holdBootPin(chip);
        },
      ],
      ['for practice?', ENTER],
      ['Ready for practice', ''],
    ],
  );
  const practised = await smash(hands, chat, 1);
  const upload = await terminal.run(['upload', '--port', chip.path], [['The button is ready', '']]);
  const deployed = await smash(hands, chat, 2);
  return [
    { title: 'What is asked', command: 'npm run setup', sees: setup },
    {
      title: 'Espruino, and the button for practice',
      command: `npm run flash -- --port ${chip.path}`,
      sees: flash.map((line) => line.replaceAll(terminal.folder, '~')),
    },
    { title: 'A smash for practice: what the chat gets', sees: practised },
    { title: 'The real button', command: `npm run upload -- --port ${chip.path}`, sees: upload },
    { title: 'A smash: what the chat gets', sees: deployed },
  ];
}

/** As a person does it who is told so: pin 0 to GND, a press of the reset button. */
function holdBootPin(chip: StandInChip): void {
  chip.holdsBootPin = true;
  chip.pressReset();
  chip.holdsBootPin = false;
}

/** @returns the texts that the chat gets of a smash, once it has so many */
async function smash(hands: Hands, chat: Chat, messages: number): Promise<string[]> {
  const before = chat.messages.length;
  hands.smash();
  for (const endMs = performance.now() + PATIENCE_MS; chat.messages.length < before + messages;) {
    if (performance.now() > endMs) throw new Error(`The chat has ${chat.messages.length - before} messages.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return chat.messages.slice(before).map(textOf);
}
