import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { MAX_BODY_BYTES } from '../protocol/words.ts';

/** The button's headers come to some 400 bytes. */
export const MAX_HEADER_BYTES = 4096;

const HEAD_END = '\r\n\r\n';
const CHUNKS = /^transfer-encoding:/im;
const LENGTH = /^content-length:[ \t]*(\d{1,9})[ \t]*$/im;

/**
 * Reads the bytes of one request off a connection, and no more: a stranger who sends thousands in one go has the work of
 * one done. What is no request is handed on as it came, for the parser to turn down.
 * @param ready gets the request's bytes, once
 */
export function readOneRequest(socket: Socket, ready: (bytes: Buffer) => void): void {
  let bytes: Buffer = Buffer.alloc(0);
  socket.on('data', take);

  function take(chunk: Buffer): void {
    bytes = Buffer.concat([bytes, chunk]);
    const length = requestLength(bytes);
    if (length === undefined) return;
    // It goes on flowing, so that its end is heard of; without a listener what comes is thrown away.
    socket.off('data', take);
    ready(bytes.subarray(0, length));
  }
}

/** @returns how many of the bytes are the request, or undefined while it is not whole */
function requestLength(bytes: Buffer): number | undefined {
  const headEnd = bytes.subarray(0, MAX_HEADER_BYTES + HEAD_END.length).indexOf(HEAD_END);
  if (headEnd === -1) return bytes.length <= MAX_HEADER_BYTES + HEAD_END.length ? undefined : bytes.length;
  const headBytes = headEnd + HEAD_END.length;
  const head = bytes.toString('latin1', 0, headEnd);
  const bodyBytes = Number(LENGTH.exec(head)?.[1] ?? 0);
  // What is turned down is so by its head alone.
  if (bodyBytes > MAX_BODY_BYTES || CHUNKS.test(head)) return headBytes;
  return bytes.length < headBytes + bodyBytes ? undefined : headBytes + bodyBytes;
}

/** A connection as the HTTP parser sees it: it brings these bytes, takes an answer, and closes when the real one does. */
export class OneRequest extends Duplex {
  readonly connection: Socket;
  readonly arrived: () => void;
  readonly #lingerMs: number;

  /**
   * @param arrived to be called when the parser has the request whole
   * @param lingerMs how long the other side may take to hang up after the answer
   */
  constructor(
    connection: Socket,
    bytes: Buffer,
    { arrived, lingerMs }: { readonly arrived: () => void; readonly lingerMs: number },
  ) {
    super();
    this.connection = connection;
    this.arrived = arrived;
    this.#lingerMs = lingerMs;
    this.push(bytes);
    connection.once('close', () => this.destroy());
  }

  override _read(): void {
    // All there is has been pushed.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.connection.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.connection.setTimeout(this.#lingerMs, () => this.connection.destroy());
    this.connection.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.connection.destroySoon();
    done(error);
  }
}
