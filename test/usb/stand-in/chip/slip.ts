/** Frames on a serial line (RFC 1055). */
const END = 0xc0;
const ESC = 0xdb;
const ESC_END = 0xdc;
const ESC_ESC = 0xdd;

export function slipFrame(content: Uint8Array): Buffer {
  const escaped = [...content].flatMap((byte) => {
    if (byte === END) return [ESC, ESC_END];
    return byte === ESC ? [ESC, ESC_ESC] : [byte];
  });
  return Buffer.from([END, ...escaped, END]);
}

/** Takes bytes in pieces of any size, and tells each frame. */
export class SlipReader {
  readonly #onFrame: (content: Buffer) => void;
  #content: number[] | undefined;
  #escaping = false;

  constructor(onFrame: (content: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  take(bytes: Uint8Array): void {
    for (const byte of bytes) this.#takeByte(byte);
  }

  #takeByte(byte: number): void {
    if (byte === END) {
      const content = this.#content ?? [];
      this.#escaping = false;
      // An empty frame is the end of one and the beginning of the next.
      this.#content = content.length > 0 ? undefined : [];
      if (content.length > 0) this.#onFrame(Buffer.from(content));
    } else if (byte === ESC) this.#escaping = true;
    else {
      this.#content?.push(this.#escaping ? (byte === ESC_END ? END : ESC) : byte);
      this.#escaping = false;
    }
  }
}
