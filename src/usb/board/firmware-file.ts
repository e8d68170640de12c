import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseTar } from 'nanotar';
import { flashFaults } from '../protocol/flash-faults.ts';
import { checkedImage, imageOfParts, type FirmwareImage, type Part } from './firmware-image.ts';

/** The names of the parts in Espruino's archive; its Makefile says which go onto a board. */
const PART_NAMES: Readonly<Record<Part, RegExp>> = {
  boot: /^boot_v[\d.]+\.bin$/,
  user: /^espruino_esp8266_user1\.bin$/,
  defaults: /^esp_init_data_default\w*\.bin$/,
  blank: /^blank\.bin$/,
};

/** As Espruino's site names them, also where a browser has put a number behind the name, and unpacked. */
const DOWNLOAD =
  /^espruino_(\d+)v(\d+)(?:\.(\d+))?_esp8266_4mb(?:_combined_4096)?(?: ?\(\d+\))?(?:\.tgz|\.tar\.gz|\.bin)?$/i;

/**
 * Reads Espruino from what its site offers: the `.tgz`, its folder, or the combined `.bin`.
 * @throws Failure firmwareMissing, firmwareUnusable
 */
export function readFirmware(path: string): FirmwareImage {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) throw flashFaults.noSuchFile(path);
  if (info.isDirectory()) return imageOfFiles(path, filesOf(path));
  const content = readFileSync(path);
  if (/\.bin$/i.test(path)) return checkedImage(path, content);
  if (isGzip(content)) return imageOfFiles(path, unpacked(path, content));
  throw flashFaults.unusable(path, 'it is neither a .tgz nor a .bin; unpack it and name the folder');
}

/**
 * @returns the newest Espruino for the ESP8266 with 4 MB in these folders, or undefined when there is none; a missing folder holds
 *   none
 */
export function newestFirmware(folders: readonly string[]): string | undefined {
  const found = folders.flatMap((folder) =>
    namesIn(folder).flatMap((name) => {
      const [, ...version] = DOWNLOAD.exec(name) ?? [];
      return version.length === 0 ? [] : [{ path: join(folder, name), version: version.map(number) }];
    }),
  );
  found.sort((a, b) => compare(b.version, a.version));
  return found[0]?.path;
}

/** Where browsers put files: on Linux it may have a name in the user's language, which the desktop keeps in a file. */
export function downloads(home = homedir()): string {
  const settings = join(home, '.config', 'user-dirs.dirs');
  const text = existsSync(settings) ? readFileSync(settings, 'utf8') : '';
  const [, named] = /^XDG_DOWNLOAD_DIR="(.+)"/m.exec(text) ?? [];
  return named?.replace('$HOME', home) ?? join(home, 'Downloads');
}

type Files = ReadonlyMap<string, Uint8Array>;

function filesOf(folder: string): Files {
  const parts = namesIn(folder).filter((name) => partOf(name) !== undefined);
  return new Map(parts.map((name) => [name, readFileSync(join(folder, name))]));
}

function unpacked(path: string, content: Buffer): Files {
  try {
    // The library reads a whole ArrayBuffer, so it gets one of its own.
    const files = parseTar(Uint8Array.from(gunzipSync(content)).buffer);
    return new Map(files.map(({ name, data }) => [basename(name), data ?? new Uint8Array()]));
  } catch (cause) {
    throw flashFaults.unusable(path, 'the archive is damaged or not whole', cause);
  }
}

function imageOfFiles(path: string, files: Files): FirmwareImage {
  const parts = new Map<Part, Uint8Array>();
  for (const [name, content] of files) {
    const part = partOf(name);
    if (part !== undefined) parts.set(part, content);
  }
  const lacking = (['boot', 'user', 'defaults'] as const).filter((part) => !parts.has(part));
  if (lacking.length > 0) {
    const names = {
      boot: 'boot_v1.6.bin',
      user: 'espruino_esp8266_user1.bin',
      defaults: 'esp_init_data_default.bin',
    };
    throw flashFaults.unusable(path, `it lacks ${lacking.map((part) => `"${names[part]}"`).join(', ')}`);
  }
  return imageOfParts(path, parts);
}

function partOf(name: string): Part | undefined {
  return (Object.keys(PART_NAMES) as Part[]).find((part) => PART_NAMES[part].test(name));
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function isGzip(content: Buffer): boolean {
  return content[0] === 0x1f && content[1] === 0x8b;
}

function number(digits: string | undefined): number {
  return Number(digits ?? 0);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return (a[at] ?? 0) - (b[at] ?? 0);
}
