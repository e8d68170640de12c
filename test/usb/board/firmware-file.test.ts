import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createTar } from 'nanotar';
import { downloads, newestFirmware, readFirmware } from '../../../src/usb/board/firmware-file.ts';
import { checkedImage } from '../../../src/usb/board/firmware-image.ts';
import { BLANK_PART, BOOT_PART, combined, DEFAULTS_PART, userPart } from '../stand-in/chip/espruino-image.ts';

const FILES: Readonly<Record<string, Buffer | string>> = {
  'boot_v1.6.bin': BOOT_PART,
  'espruino_esp8266_user1.bin': userPart(),
  'espruino_esp8266_user2.bin': 'the other half of an update over the air',
  'esp_init_data_default.bin': DEFAULTS_PART,
  'blank.bin': BLANK_PART,
  'README_flash.txt': 'How to flash',
};
const WHOLE = checkedImage('combined.bin', combined()).bytes;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firmware-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function archive(files: Readonly<Record<string, Buffer | string>>): Buffer {
  const entries = Object.entries(files).map(([name, data]) => ({
    name: `espruino_2v29_esp8266_4mb/${name}`,
    data,
  }));
  return gzipSync(createTar(entries));
}

describe('Espruino is read', () => {
  test('from its archive', () => {
    expect(readFirmware(write('espruino.tgz', archive(FILES))).bytes.equals(WHOLE)).toBe(true);
  });

  test('from an archive that is called like an image', () => {
    expect(readFirmware(write('espruino.bin.tgz', archive(FILES))).bytes.equals(WHOLE)).toBe(true);
  });

  test('from an archive with files that are called almost like its parts', () => {
    const { 'esp_init_data_default.bin': defaults = '', ...others } = FILES;
    const names = ['boot_v1.6.bin', 'espruino_esp8266_user1.bin', 'esp_init_data_default.bin', 'blank.bin'];
    const more: Record<string, string> = {};
    for (const name of names) more[`old_${name}`] = more[`${name}.asc`] = 'something else';
    const files = { ...others, 'esp_init_data_default_v08.bin': defaults, ...more };
    expect(readFirmware(write('espruino.tgz', archive(files))).bytes.equals(WHOLE)).toBe(true);
  });

  test('from the folder of its archive', () => {
    for (const [name, content] of Object.entries(FILES)) write(name, content);
    mkdirSync(join(folder, 'more'));
    expect(readFirmware(folder).bytes.equals(WHOLE)).toBe(true);
  });

  test('from the combined image', () => {
    expect(readFirmware(write('combined.bin', combined())).bytes.equals(WHOLE)).toBe(true);
  });
});

describe('it is refused', () => {
  test.each([
    ['an archive that is cut off', 'a.tgz', archive(FILES).subarray(0, -100), 'damaged or not whole'],
    ['a tar that is cut off', 'a.tgz', gzipSync(cutTar()), 'damaged or not whole'],
    [
      'an archive of something else',
      'a.tgz',
      archive({ 'a.txt': 'a' }),
      'it lacks "boot_v1.6.bin", "espruino_esp',
    ],
    [
      'an archive without the settings of the radio',
      'a.tgz',
      archive(Object.fromEntries(Object.entries(FILES).filter(([name]) => !name.startsWith('esp_init')))),
      'it lacks "esp_init_data_default.bin".',
    ],
    ['what begins a bit like an archive', 'a.tgz', Buffer.of(0x1f, 0x8c), 'neither a .tgz nor a .bin'],
    ['what goes on like an archive', 'a.tgz', Buffer.of(0x1e, 0x8b), 'neither a .tgz nor a .bin'],
    ['a zip', 'a.zip', Buffer.from('PK\x03\x04'), 'unpack it and name the folder'],
    [
      'a part in place of all',
      'espruino_esp8266_user1.bin',
      userPart(),
      'a combined image for 4 MB has 4194304',
    ],
  ])('%s', (_, name, content, says) => {
    const path = write(name, content);
    expect(() => readFirmware(path)).toThrow(`"${path}" is not what the board needs: `);
    expect(() => readFirmware(path)).toThrow(says);
  });

  test('a file that is not there, with where to get it', () => {
    expect(() => readFirmware('/nowhere.tgz')).toThrow(
      /^"\/nowhere\.tgz": there is no such file\. Get the newest/,
    );
  });
});

describe('the newest Espruino', () => {
  test('is found by its version, among downloads and unpacked folders', () => {
    for (const name of ['espruino_2v9_esp8266_4mb.tgz', 'espruino_2v29_esp8266_4mb_combined_4096.bin'])
      write(name, '');
    write('espruino_2v30_esp8266.tgz', '');
    write('espruino_2v31_esp8266_4mb.tgz.part', '');
    expect(newestFirmware(['/nowhere', folder])).toBe(
      join(folder, 'espruino_2v29_esp8266_4mb_combined_4096.bin'),
    );
    write('espruino_2v29.277_esp8266_4mb (1).tgz', '');
    expect(newestFirmware([folder])).toBe(join(folder, 'espruino_2v29.277_esp8266_4mb (1).tgz'));
    mkdirSync(join(folder, 'espruino_2v30_esp8266_4mb'));
    expect(newestFirmware([folder])).toBe(join(folder, 'espruino_2v30_esp8266_4mb'));
  });

  test.each([
    'espruino_3v01_esp8266_4mb.tgz',
    'espruino_10v00_esp8266_4mb.tar.gz',
    'espruino_2v99_esp8266_4mb(1).tgz',
    'espruino_2v99_esp8266_4mb (12).bin',
    'ESPRUINO_2v29.1000_ESP8266_4MB.TGZ',
  ])('is %s, and not an older one', (newest) => {
    for (const name of ['espruino_2v29.999_esp8266_4mb.tgz', newest, 'espruino_1v99_esp8266_4mb.tgz'])
      write(name, '');
    write('my_espruino_99v01_esp8266_4mb.tgz', '');
    expect(newestFirmware([folder])).toBe(join(folder, newest));
  });

  test('is none where there is none', () => {
    expect(newestFirmware([folder])).toBeUndefined();
  });

  test('is looked for where the desktop says that downloads go', () => {
    expect(downloads(folder)).toBe(join(folder, 'Downloads'));
    mkdirSync(join(folder, '.config'));
    write(
      '.config/user-dirs.dirs',
      '# a comment\n#XDG_DOWNLOAD_DIR="/nowhere"\nXDG_DOWNLOAD_DIR="$HOME/Téléchargements"\n',
    );
    expect(downloads(folder)).toBe(join(folder, 'Téléchargements'));
  });
});

/** The end of the last file is missing. */
function cutTar(): Uint8Array {
  return createTar([
    { name: 'boot_v1.6.bin', data: BOOT_PART },
    { name: 'x', data: Buffer.alloc(4000) },
  ]).subarray(0, 2048);
}
