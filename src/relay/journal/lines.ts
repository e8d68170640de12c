import { open } from 'node:fs/promises';

const CHUNK_BYTES = 65_536;
const NEWLINE = 0x0a;

/** A line of a file, without its line break. */
export interface Line {
  readonly text: string;
  /** Whether it has a line break. */
  readonly isWhole: boolean;
  /** Where the next one begins, or the file ends. */
  readonly endByte: number;
}

/**
 * Reads a file line by line, so that one of any size takes little memory.
 * @throws the system's error when it can't be read
 */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  const file = await open(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    let endByte = 0;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES);
      if (bytesRead === 0) break;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
        endByte += end + 1 - start;
        yield { text: bytes.toString('utf8', start, end), isWhole: true, endByte };
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
    if (rest.length > 0) {
      yield { text: rest.toString('utf8'), isWhole: false, endByte: endByte + rest.length };
    }
  } finally {
    await file.close();
  }
}
