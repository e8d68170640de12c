import { ReadStream } from 'node:tty';
import * as pty from '@lydell/node-pty';

/** The computer's end of a serial line: what opens `path` talks to the one who holds this. */
export interface Line {
  readonly path: string;
  onData(listener: (bytes: Buffer) => void): void;
  write(bytes: Buffer): void;
  /** As when the cable is pulled: the path is gone, and who has it open loses it. */
  unplug(): Promise<void>;
}

/** Both ends as the library has them; its own types leave this function out. */
interface Pair {
  readonly ptsName: string;
  readonly master: ReadStream & NodeJS.WritableStream;
  readonly slave: ReadStream;
}

/** More output than this is lost when nobody reads, as on a real line. */
const LINE_BYTES = 16_384;

/** A serial port without hardware. */
export function openPseudoTerminal(): Line {
  const library: object = pty;
  const pair = hasOpen(library) ? library.open({ encoding: null }) : undefined;
  if (!isPair(pair)) throw new Error('@lydell/node-pty has no open() any more');
  const { master, slave, ptsName } = pair;
  // Held open so that the terminal outlives who opens it, raw so that it echoes nothing, and never read here.
  slave.setRawMode(true);
  slave.pause();
  // Reading after the last close gives an error that only says so.
  master.on('error', () => undefined);
  return {
    path: ptsName,
    onData(listener) {
      master.on('data', listener);
    },
    write(bytes) {
      if (!master.destroyed && master.writableLength < LINE_BYTES) master.write(bytes);
    },
    async unplug() {
      await Promise.all([slave, master].map(destroyed));
    },
  };
}

function destroyed(stream: ReadStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) resolve();
    else {
      stream.once('close', () => {
        resolve();
      });
      stream.destroy();
    }
  });
}

function hasOpen(library: object): library is { open(options: object): unknown } {
  return 'open' in library && typeof library.open === 'function';
}

function isPair(value: unknown): value is Pair {
  return (
    typeof value === 'object' &&
    value !== null &&
    'ptsName' in value &&
    typeof value.ptsName === 'string' &&
    'master' in value &&
    value.master instanceof ReadStream &&
    'slave' in value &&
    value.slave instanceof ReadStream
  );
}
