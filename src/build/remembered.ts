import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

export interface FirmwareModules {
  /** JavaScript that imports `button:constants` and nothing else. */
  readonly code: string;
  /** Of the compiler too. */
  readonly warnings: readonly string[];
}

const contentSchema = z.object({ key: z.string(), code: z.string() });

type Content = z.output<typeof contentSchema>;

/**
 * What was made of something the last time, or is made now. What there were warnings about is not remembered.
 * @param file that it is kept in
 * @param key of what it is made of
 */
export async function remembered(
  file: string,
  key: string,
  make: () => Promise<FirmwareModules>,
): Promise<FirmwareModules> {
  const known = read(file);
  if (known?.key === key) return { code: known.code, warnings: [] };
  const made = await make();
  if (made.warnings.length === 0) write(file, { key, code: made.code });
  return made;
}

function read(file: string): Content | undefined {
  try {
    return contentSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whole or not at all: another build may read it now. Where nothing can be written each build makes its own. */
function write(file: string, content: Content): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const mine = `${file}.${process.pid}`;
    writeFileSync(mine, JSON.stringify(content));
    renameSync(mine, file);
  } catch {
    // It only costs time.
  }
}
