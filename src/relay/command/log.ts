import SonicBoom from 'sonic-boom';
import { oneLine, printableJson } from '../../printable.ts';
import type { Log } from '../delivery/log.ts';

/** Where log lines go, each with its line break. */
export interface LogStream {
  write(line: string): void;
}

/** What waits for a reader that has stopped reading; what comes on top of it is lost. */
const MOST_WAITING_BYTES = 1024 * 1024;

/**
 * A file descriptor that lines may be written to whatever becomes of it: a closed terminal, a reader that has gone, a full disk.
 * It neither ends the process nor holds it up; what could not be written is tried again with the next line.
 */
export function openOutput(fd: number): LogStream {
  const output = new SonicBoom({ fd, sync: false, maxLength: MOST_WAITING_BYTES });
  output.on('error', () => undefined);
  return {
    write: (line) => {
      output.write(line);
    },
  };
}

/**
 * @param forPeople words in place of JSON
 * @param wallMs the calendar
 */
export function createLog(output: LogStream, forPeople: boolean, wallMs: () => number = Date.now): Log {
  const write = (level: string, fields: object, message: string): void => {
    const time = new Date(wallMs());
    const told = { ...fields, ...('err' in fields && { err: plainError(fields.err) }) };
    output.write(
      forPeople
        ? `${oneLine(words(time, told, message))}\n`
        : `${printableJson(JSON.stringify({ level, time, msg: message, ...told }))}\n`,
    );
  };
  return {
    info: (fields, message) => {
      write('info', fields, message);
    },
    warn: (fields, message) => {
      write('warn', fields, message);
    },
    error: (fields, message) => {
      write('error', fields, message);
    },
  };
}

interface Told {
  readonly message?: number;
  readonly address?: string;
  readonly practice?: boolean;
  readonly why?: string;
  readonly err?: { readonly message: string };
}

/** A line for a person: when, which message from where, what became of it and what to do, and why. */
function words(time: Date, { message, address, practice, why, err }: Told, text: string): string {
  const from = address === undefined ? '' : `${address}${message === undefined ? '' : ` #${message}`}  `;
  const what = practice === true ? `PRACTICE: ${text}` : text;
  const reason = err?.message ?? why;
  return `${time.toTimeString().slice(0, 8)}  ${from}${what}${reason === undefined ? '' : ` (${reason})`}`;
}

/** An error's fields don't show in JSON by themselves. */
function plainError(error: unknown): { message: string; code?: unknown; stack?: string | undefined } {
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, ...('code' in error && { code: error.code }), stack: error.stack };
}
