/** Whoever is at the other end of the chip's connections. `id` is the connection's place: it is another's after its end. */
export interface Peer {
  connected(id: number, nowMs: number): Reply;
  /** A part of what the chip sends, as it cut it. */
  received(id: number, bytes: Buffer, nowMs: number): Reply;
  /** The chip can take more: asked as the last reply wanted it. */
  more(id: number, nowMs: number): Reply;
  /** The chip has closed it, maybe in the middle of an answer. */
  closed(id: number): void;
}

/** What happens on the connection next. */
export interface Reply {
  readonly what: 'nothing' | 'bytes' | 'close' | 'reset';
  /** At most {@link SEGMENT_BYTES}. */
  readonly bytes?: Buffer;
  /** When to ask for more; not at all when it is left out. */
  readonly againMs?: number;
  /** When the whole run may end. */
  readonly endMs?: number;
}

export const NOTHING: Reply = { what: 'nothing' };

/** The largest segment that the chip's TCP takes. */
export const SEGMENT_BYTES = 536;

const KINDS = ['nothing', 'bytes', 'close', 'reset'] as const;
const NEVER = 0xffffffff;

/** @returns a reply as sdk.c reads it */
export function replyBytes({ what, bytes = Buffer.alloc(0), againMs = NEVER, endMs = NEVER }: Reply): Buffer {
  return Buffer.concat([words(KINDS.indexOf(what), againMs, endMs, bytes.length), bytes]);
}

/** @returns 32-bit words as the chip has them */
export function words(...numbers: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(numbers).buffer);
}
