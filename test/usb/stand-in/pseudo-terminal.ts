import { createRequire } from 'node:module';
import { ReadStream } from 'node:tty';

/** The computer's end of a serial line: what opens `path` talks to the one who holds this. */
export interface Line {
  readonly path: string;
  onData(listener: (bytes: Buffer) => void): void;
  write(bytes: Buffer): void;
  /** As when the cable is pulled: the path is gone, and who has it open loses it. */
  unplug(): Promise<void>;
}

/** Both ends of a new pseudo-terminal, as file descriptors. */
interface Pair {
  readonly master: number;
  readonly slave: number;
  readonly pty: string;
}

/** More output than this is lost when nobody reads, as on a real line. */
const LINE_BYTES = 16_384;

/** A serial port without hardware. */
export function openPseudoTerminal(): Line {
  const { master: masterFd, slave: slaveFd, pty } = openPair();
  const master: ReadStream & NodeJS.WritableStream = new ReadStream(masterFd);
  // Held open so that the terminal outlives who opens it, raw so that it echoes nothing, and never read here.
  const slave = new ReadStream(slaveFd);
  slave.setRawMode(true);
  // Reading after the last close gives an error that only says so.
  master.on('error', () => undefined);
  return {
    path: pty,
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

/**
 * The library's own `open()` starts to read from both ends, and what it reads from this one the port never sees; so this
 * calls what that calls.
 */
function openPair(): Pair {
  const library: unknown = createRequire(import.meta.url)('@lydell/node-pty/requireBinary.js');
  const binary = has(library, 'requireBinary') ? library.requireBinary('pty.node') : undefined;
  const pair = has(binary, 'open') ? binary.open(80, 24) : undefined;
  if (!isPair(pair)) throw new Error('@lydell/node-pty is not the version these tests were made for.');
  return pair;
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

function has<Name extends string>(
  value: unknown,
  name: Name,
): value is Record<Name, (...args: unknown[]) => unknown> {
  return typeof value === 'object' && value !== null && name in value;
}

function isPair(value: unknown): value is Pair {
  return (
    typeof value === 'object' && value !== null && 'master' in value && 'slave' in value && 'pty' in value
  );
}
