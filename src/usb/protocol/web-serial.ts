/// <reference types="w3c-web-serial" />
import { ReadableStream, WritableStream } from 'node:stream/web';
import type { SerialLink } from './serial-link.ts';

/** A link as browsers have it, as far as `esptool-js` asks for it. */
export type WebSerial = SerialPort & {
  /** Makes what waits for an answer fail soon, and all that is sent from now on at once. */
  end(): void;
};

/** The one character that no frame of the bootloader's begins with or holds: an escape, and nothing to be escaped. */
const NO_FRAME = Uint8Array.of(0xdb, 0);

export function webSerialOf(link: SerialLink): WebSerial {
  let over = false;
  let receive: (bytes: Uint8Array) => void = () => undefined;
  link.onData((bytes) => {
    receive(bytes);
  });
  const port = {
    readable: new ReadableStream<Uint8Array>({
      start(controller) {
        receive = (bytes) => {
          if (!over) controller.enqueue(bytes);
        };
      },
    }),
    writable: new WritableStream<Uint8Array>({
      async write(bytes) {
        if (over) throw new Error('The link has ended.');
        await link.write(bytes);
      },
    }),
    open: () => Promise.resolve(),
    getInfo: () => ({}),
    end() {
      receive(NO_FRAME);
      over = true;
    },
  };
  // Node's streams are those of browsers, but for their types. What it lacks is not asked for.
  return port as unknown as WebSerial;
}
