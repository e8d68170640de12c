import * as z from 'zod';
import { oneLine } from '../../printable.ts';
import { faults } from '../protocol/faults.ts';

/** What Espruino's `process.env` tells that matters here. */
export interface BoardInfo {
  readonly board: string;
  readonly version: string;
  /** Bytes of Storage, or undefined on firmware that does not tell. */
  readonly storageBytes: number | undefined;
  readonly modules: readonly string[];
  /** Whether it takes packets with acknowledgement: 2v25 and later. */
  readonly hasPackets: boolean;
}

/** What a board calls itself is shown among lines of ours. */
const MOST_NAME_CHARACTERS = 60;
const name = z.string().transform((text) => oneLine(text, MOST_NAME_CHARACTERS));

const processEnv = z.object({
  BOARD: name,
  VERSION: name,
  MODULES: z.string().optional(),
  STORAGE: z.number().optional(),
});

/** What the firmware is made for and README asks for; 2v14 was the first with block-scoped `let` and `const`. */
const OLDEST_VERSION = '2v20';
const FIRST_WITH_PACKETS = '2v25';

/** @returns what the board tells of itself, or undefined when that is not what Espruino answers */
export function parseBoardInfo(answer: unknown): BoardInfo | undefined {
  const { success, data } = processEnv.safeParse(answer);
  if (!success) return undefined;
  return {
    board: data.BOARD,
    version: data.VERSION,
    storageBytes: data.STORAGE,
    modules: data.MODULES?.split(',').map((name) => name.trim()) ?? [],
    hasPackets: isAtLeast(data.VERSION, FIRST_WITH_PACKETS),
  };
}

/**
 * Checks that the script can run on this board, before anything on it is changed.
 * @param bytes what the script takes in Storage
 * @throws Failure wrongBoard, firmwareTooOld, moduleMissing, scriptTooLarge
 */
export function checkBoard(path: string, info: BoardInfo, script: string, bytes: number): void {
  if (!info.board.startsWith('ESP8266')) throw faults.wrongBoard(path, info.board);
  checkVersion(info.version);
  const missing = requiredModules(script).filter((name) => !info.modules.includes(name));
  if (missing.length > 0) throw faults.moduleMissing(missing);
  checkRoom(bytes, info.storageBytes ?? Infinity);
}

/** @throws Failure firmwareTooOld */
export function checkVersion(version: string): void {
  if (!isAtLeast(version, OLDEST_VERSION)) throw faults.firmwareTooOld(version, OLDEST_VERSION);
}

/** @throws Failure scriptTooLarge */
export function checkRoom(bytes: number, room: number): void {
  if (bytes > room) throw faults.scriptTooLarge(bytes, room);
}

/** The built-in modules that a script asks for by name. */
export function requiredModules(script: string): string[] {
  const calls = script.matchAll(/\brequire\(\s*(["'`])([\w./-]+)\1\s*\)/g);
  return [...new Set([...calls].map((call) => call[2] ?? ''))];
}

/** Compares versions like `2v29` or `2v29.277`. What can't be read as one counts as too old. */
function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = numbers(version);
  const [leastMajor = 0, leastMinor = 0] = numbers(least);
  return (major - leastMajor || minor - leastMinor) >= 0;
}

function numbers(version: string): number[] {
  return /^(\d+)v(\d+)/.exec(version)?.slice(1).map(Number) ?? [];
}
