import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, findNodeAtLocation, getNodeValue, type JSONPath, modify, parseTree } from 'jsonc-parser';
import { Failure } from '../../failure.ts';
import { reasonOf } from '../../reason.ts';
import { LOCAL_CONFIG_FILE } from './load.ts';

/** A key of the configuration and its new value; `undefined` takes it away. */
export interface Edit {
  readonly path: JSONPath;
  readonly value: unknown;
}

const formattingOptions = { insertSpaces: true, tabSize: 2 };

/** @returns what the local file would be with these edits; the rest of it stays as it is, to the last blank */
export function editedLocal(folder: string, edits: readonly Edit[]): string {
  const file = join(folder, LOCAL_CONFIG_FILE);
  const before = existsSync(file) ? readFileSync(file, 'utf8').replace(/^\ufeff/, '') : '{}\n';
  return edits
    .filter(({ path, value }) => JSON.stringify(valueAt(before, path)) !== JSON.stringify(value))
    .reduce(
      (text, { path, value }) => applyEdits(text, modify(text, path, value, { formattingOptions })),
      before,
    );
}

function valueAt(text: string, path: JSONPath): unknown {
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, path);
  return node && getNodeValue(node);
}

/**
 * Writes the local file, for its owner's eyes only, and whole or not at all.
 * @throws Failure 'config' when it can't be written
 */
export function writeLocal(folder: string, text: string): void {
  const file = join(folder, LOCAL_CONFIG_FILE);
  const temporary = `${file}.new`;
  try {
    rmSync(temporary, { force: true });
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(temporary, file);
  } catch (cause) {
    throw new Failure(
      'config',
      `"${LOCAL_CONFIG_FILE}" could not be written (${reasonOf(cause)}). Check the permissions of its folder.`,
      { cause },
    );
  }
}
