import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import type { ButtonConfig } from '../../src/config/config.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { buildPractice } from '../../src/doctor/configuration.ts';
import { examine, TOOLS } from '../../src/doctor/doctor.ts';
import type { Finding, Verdict } from '../../src/doctor/finding.ts';
import type { Person } from '../../src/doctor/person.ts';
import { Chat } from '../../src/simulator/world/chat.ts';
import { CHIP_PARTS } from '../usb/stand-in/chip-parts.ts';
import { RealBoard } from '../usb/stand-in/real-board.ts';
import { whole } from '../usb/upload-setup.ts';

/** Path of Espruino's Linux build; without it this is skipped. */
const ESPRUINO = process.env['ESPRUINO'] ?? '';

jest.setTimeout(120_000);

/** Presses the keys that it is asked for, or all: their levels are the global KEYS, the first pin in the highest bit. */
function handsOn(board: RealBoard, pins: readonly number[]): Person {
  const up = (1 << pins.length) - 1;
  return {
    isThere: true,
    tell(text) {
      const [, pin] = /on D(\d+)/.exec(text) ?? [];
      if (pin === undefined && !text.includes('Smash')) return;
      const down = pin === undefined ? 0 : up & ~(1 << (pins.length - 1 - pins.indexOf(Number(pin))));
      // At once and by the board's own timers: between two questions to it, whose lines this must not get into.
      board.type(Buffer.from(`\x10setTimeout("KEYS=${down}",200);setTimeout("KEYS=${up}",400)\n`));
    },
    agrees: () => Promise.resolve(true),
  };
}

/** The parts that this build lacks of the chip are in a `.boot0`, which is not to be seen. */
function hideParts(board: RealBoard): void {
  const send = board.uart.send.bind(board.uart);
  board.uart.send = (bytes) => {
    send(Buffer.from(bytes.toString('latin1').replace('[".boot0"]', '[]'), 'latin1'));
  };
}

/** A board with a script and all parts, and the chat that its messages come to. */
async function ready(scriptOf: (config: ButtonConfig) => Promise<string>) {
  const folder = mkdtempSync(join(tmpdir(), 'button-doctor-'));
  const chat = await Chat.open();
  const file = {
    wifi: { ssid: 'lab', password: 'correct horse' },
    webhook: `http://127.0.0.1:${chat.port}/hooks/x`,
    klaxonPin: 14,
  };
  writeFileSync(join(folder, 'button.json'), JSON.stringify(file));
  process.env['BUTTON_CONFIG'] = join(folder, 'button.json');
  const { config } = checkConfig(file, 'the test');
  const board = new RealBoard(ESPRUINO);
  await board.prints(/>/);
  await board.fit(CHIP_PARTS);
  await board.store('.bootcde', whole(await scriptOf(config)));
  await board.powerCycle();
  hideParts(board);
  const end = async (): Promise<void> => {
    await board.end();
    await chat.close();
    Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
    rmSync(folder, { recursive: true, force: true });
  };
  return { board, chat, config, end };
}

/** Examines it, with somebody who does what he is told. @returns what was found to be of this kind */
async function examined(board: RealBoard, pins: readonly number[]): Promise<(verdict: Verdict) => Finding[]> {
  const findings: Finding[] = [];
  const knock = () => Promise.resolve('closed' as const);
  const tools = { ...TOOLS, person: handsOn(board, pins), knock };
  await examine(board.path, tools, (finding) => findings.push(finding), new AbortController().signal);
  return (verdict) => findings.filter((finding) => finding.verdict === verdict);
}

const named = (findings: readonly Finding[]): string[] => findings.map(({ name }) => name);

(ESPRUINO === '' ? describe.skip : describe)('with the real interpreter', () => {
  test('every check goes well, nothing is posted, and the button works again', async () => {
    const { board, chat, config, end } = await ready(async (given) => (await bundleFirmware(given)).script);
    const found = await examined(board, config.pins);
    expect(found('bad')).toEqual([]);
    expect(named(found('untried'))).toEqual(['Relay', 'Journal', 'Practice']);
    const processor = found('good').find(({ name }) => name === 'Processor');
    expect(processor?.detail).toMatch(/^one poll takes \d/);
    expect(chat.messages).toEqual([]);

    board.printed = '';
    board.type(Buffer.from('\x10KEYS=0\n'));
    await board.prints(/200/);
    expect(chat.messages[0]).toBe(config.bodies[0]);
    await end();
  });

  test('with the script for practice one press goes to the chat, and it is for practice', async () => {
    const { board, chat, config, end } = await ready(async (given) => (await buildPractice(given))!);
    const found = await examined(board, config.pins);
    expect(found('bad')).toEqual([]);
    expect(named(found('untried'))).toEqual(['Relay', 'Journal']);
    expect(named(found('good'))).toContain('Practice');
    expect(chat.messages).toEqual([expect.stringContaining('PRACTICE')]);
    await end();
  });
});
