import * as z from 'zod';
import { checkRoom, type BoardInfo } from './check.ts';
import type { EspruinoBoard } from '../protocol/espruino-protocol.ts';
import { faults } from '../protocol/faults.ts';
import { OPENING, storageBytes, type ScriptImage } from './script-image.ts';
import { untilAborted } from '../protocol/until-aborted.ts';

const BOOT_FILE = '.bootcde';
/** Erasing a flash page takes up to 0.4 s, and compacting erases several. */
const FLASH_PATIENCE_MS = 20_000;
/** Bytes of one REPL write, on firmware without packets: as base64 in its line it must fit the chip's 500 bytes of input. */
const REPL_WRITE_BYTES = 240;

/** What a board is left with at each stage, said when the upload ends there. */
export const LEFT = {
  untouched: 'What was on the board before is still there.',
  /** Until the board has said so. */
  erasing: 'What was on the board before may still be there; the next upload takes its place.',
  without: 'The board has no script now that runs; the next upload puts one on.',
  opening: 'The new script may be on the board, whole; the next upload makes sure of it.',
  whole: 'The script is on the board, whole, and runs at its next start.',
} as const;

export type Left = keyof typeof LEFT;

/** What Espruino runs at its start besides, or in place of, the script (its src/jsinteractive.c); `.varimg` is from `save()`. */
const RUN_BESIDE = ['.boot0', '.boot1', '.boot2', '.boot3', '.bootPowerOn', '.bootrst', '.varimg'] as const;
/** Has the board tell which of these it has. */
export const BESIDE = `${JSON.stringify(RUN_BESIDE)}.filter(function(n){return require("Storage").read(n)!==undefined})`;

/** They are told: others could forge a line of ours. */
const names = z.array(z.enum(RUN_BESIDE));

/** @returns the answer to {@link BESIDE}, or undefined when it is none */
export function parseNames(answer: unknown): string[] | undefined {
  return names.safeParse(answer).data;
}

/** What an upload takes away: those, the old script, and a `.wificfg` from `Wifi.save()`, which would win over its Wi-Fi. */
const REMOVED = [...RUN_BESIDE, BOOT_FILE, '.wificfg'];

const storedFile = z.tuple([z.number(), z.number()]);

/** @returns the answer to {@link STORED_FILE}, or undefined when it is none */
export function parseStored(answer: unknown): { length: number; crc: number } | undefined {
  const { data } = storedFile.safeParse(answer);
  return data && { length: data[0], crc: data[1] >>> 0 };
}

/**
 * Puts the image into the board's flash in an order in which no half of it can ever run, whatever ends it: the old script
 * is erased, the new one is sent sealed, read back, and opened last.
 * @param onLeft is told of each stage as it begins
 * @throws Failure scriptTooLarge, writeRefused, connectionLost, verifyFailed, or the signal's reason
 */
export async function transfer(
  board: EspruinoBoard,
  info: BoardInfo,
  image: ScriptImage,
  path: string,
  onProgress: (sent: number) => void,
  onLeft: (left: Left) => void,
  signal: AbortSignal,
): Promise<void> {
  const ask = async (expression: string, patienceMs = 2000): Promise<unknown> => {
    const answer = await untilAborted(board.evaluate(expression, patienceMs), signal);
    if (answer === undefined) throw faults.connectionLost(path);
    return answer;
  };
  const verify = async (crc: number): Promise<void> => {
    const stored = parseStored(await ask(STORED_FILE));
    if (stored?.length !== image.length || stored.crc !== crc) throw faults.verifyFailed();
  };

  onLeft('erasing');
  const room = await ask(ROOM, FLASH_PATIENCE_MS);
  if (typeof room === 'number' && room < storageBytes(image)) {
    onLeft('untouched');
    // What ran before has been stopped.
    await ask('(load(),1)');
    checkRoom(storageBytes(image), room);
  }
  const erase = async (): Promise<void> => {
    await ask(eraseScripts(info), FLASH_PATIENCE_MS);
    onLeft('without');
  };
  const send = async (): Promise<boolean> => {
    if (info.hasPackets) {
      const outcome = await untilAborted(board.sendFile(BOOT_FILE, image.sealed, onProgress), signal);
      if (outcome === 'unanswered') throw faults.connectionLost(path);
      return outcome === 'sent';
    }
    for (let offset = 0; offset < image.length; offset += REPL_WRITE_BYTES) {
      onProgress(offset);
      const part = image.sealed.slice(offset, offset + REPL_WRITE_BYTES);
      if ((await ask(writePart(part, offset, image.length))) !== true) return false;
    }
    onProgress(image.length);
    return true;
  };
  await erase();
  // The board refuses a packet that was cut off, too, as one is where the computer is busy for a second. What was written of the
  // script can't be written again.
  if (!(await send())) {
    await erase();
    if (!(await send())) throw faults.writeRefused();
  }

  await verify(image.sealedCrc);
  onLeft('opening');
  const opening = `require("Storage").write("${BOOT_FILE}","${OPENING.text}",${OPENING.offset})`;
  if ((await ask(opening)) !== true) throw faults.writeRefused();
  await verify(image.openCrc);
  onLeft('whole');
}

/** What is free, and what will be: a file takes a header and whole words (Espruino's src/jsflash.h). */
const ROOM =
  '(function(s){s.compact();return ' +
  `${JSON.stringify(REMOVED)}.reduce(function(r,n){var f=s.read(n);return f===undefined?r:r+32+(f.length+3&~3)},s.getFree())` +
  '})(require("Storage"))';

/** Without its script the board opens telnet by itself. */
function eraseScripts(info: BoardInfo): string {
  const telnet = info.modules.includes('TelnetServer')
    ? 'require("TelnetServer").setOptions({mode:"off"});'
    : '';
  const erase = `${JSON.stringify(REMOVED)}.forEach(function(n){s.erase(n)});s.compact();return 1`;
  return `(function(s){${telnet}${erase}})(require("Storage"))`;
}

/** Has the board tell the script's length and CRC-32. */
export const STORED_FILE = `(function(f){return[f.length,E.CRC32(f)]})(require("Storage").read("${BOOT_FILE}")||"")`;

function writePart(part: string, offset: number, size: number): string {
  const base64 = Buffer.from(part, 'latin1').toString('base64');
  return `require("Storage").write("${BOOT_FILE}",atob("${base64}"),${offset},${size})`;
}
