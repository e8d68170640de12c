import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Edit, editedLocal } from '../../src/config/files/local-file.ts';

const LOCAL = 'espruino.config.local.json';
const SSID = ['wifi', 'ssid'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-edited-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What becomes of a local file with this text. */
function edited(text: string, ...edits: Edit[]): string {
  writeFileSync(join(folder, LOCAL), text);
  return editedLocal(folder, edits);
}

describe('a local file that is edited', () => {
  test('begins as an object where there is none, and is not written yet', () => {
    expect(editedLocal(folder, [])).toBe('{}\n');
    expect(editedLocal(folder, [{ path: SSID, value: 'net' }])).toBe(
      '{\n  "wifi": {\n    "ssid": "net"\n  }\n}\n',
    );
    expect(() => readFileSync(join(folder, LOCAL))).toThrow('ENOENT');
  });

  test.each(['', ' \n'])('begins as an object where it is %j', (text) => {
    expect(JSON.parse(edited(text, { path: SSID, value: 'net' }))).toEqual({ wifi: { ssid: 'net' } });
  });

  test('gets its new values in the order of the edits, and keeps the rest to the last blank', () => {
    const before = '{ "pins" :[4,5],\n\n\t"wifi": {"ssid":   "old", "password": "a\ufeffb"} }';
    const after = edited(before, { path: SSID, value: 'one' }, { path: SSID, value: 'two' });
    expect(after).toBe(before.replace('old', 'two'));
  });

  test('loses what is taken away, and nothing where there is nothing to take', () => {
    const before = '{\n  "wifi": {\n    "ssid": "net"\n  },\n  "led": 2\n}\n';
    expect(edited(before, { path: ['led'], value: undefined })).toBe(
      '{\n  "wifi": {\n    "ssid": "net"\n  }\n}\n',
    );
    const gone = [['relay', 'url'], ['wifi', 'password'], ['klaxonPin']];
    expect(edited(before, ...gone.map((path) => ({ path, value: undefined })))).toBe(before);
  });

  test('stays as it is written where it has these values already', () => {
    const before = '{"messages":[ "a",   {"b" :1}],"led":2}';
    const same = [
      { path: ['messages'], value: ['a', { b: 1 }] },
      { path: ['led'], value: 2 },
    ];
    expect(edited(before, ...same)).toBe(before);
    expect(edited(before, { path: ['messages'], value: ['a'] })).not.toBe(before);
  });

  test('loses the byte order mark, which no JSON begins with', () => {
    expect(edited('\ufeff{"led":2}')).toBe('{"led":2}');
  });
});
