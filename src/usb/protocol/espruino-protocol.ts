import { loadEspruinoPackage, PackageTimers } from './espruino-package.ts';
import type { SerialLink } from './serial-link.ts';

export type SendOutcome = 'sent' | 'refused' | 'unanswered';

/** A board that is connected. Nothing here ends by itself when the link is gone: race it against the link. */
export interface EspruinoBoard {
  /**
   * Has the board work out an expression, interrupting what runs on it if that keeps it from answering.
   * @param patienceMs how long the board may be silent while it works
   * @returns its value as JSON carries it, or undefined when no answer came
   */
  evaluate(expression: string, patienceMs: number): Promise<unknown>;
  /**
   * Sends a file into the board's Storage in packets, each acknowledged. The board acknowledges also what it could not
   * write, so read the file back. Needs Espruino 2v25.
   * @param bytes one character a byte
   */
  sendFile(name: string, bytes: string, onProgress: (sent: number) => void): Promise<SendOutcome>;
  /** Calls `listener` with whatever the board prints, one character a byte. */
  onConsole(listener: (text: string) => void): void;
  /** Ends whatever is still under way. To be called before the link is closed. */
  end(): void;
}

/**
 * Bytes of a packet's content. The chip keeps 500 bytes of input (MAX_RX_BUFFER in Espruino's targets/esp8266/uart.c) and
 * drops the rest silently, so a packet with its four bytes of header must fit while nobody reads.
 */
const PACKET_BYTES = 384;

/** Joins the protocol to an open link. */
export async function connectEspruino(link: SerialLink): Promise<EspruinoBoard> {
  const timers = new PackageTimers();
  const { Serial, Utils } = loadEspruinoPackage(timers);
  Serial.init();
  Serial.devices.push({
    getPorts(give) {
      give([{ path: link.path }]);
    },
    open(_path, opened, receive) {
      link.onData((bytes) => {
        receive(new Uint8Array(bytes).buffer);
      });
      opened({});
    },
    write(text, sent) {
      void link.write(Buffer.from(text, 'latin1')).then(sent);
    },
  });
  await new Promise((resolve) => {
    Serial.open(link.path, resolve, () => undefined);
  });
  const { connection } = Serial;

  return {
    evaluate: (expression, patienceMs) =>
      new Promise((resolve) => {
        const settle = (text: string | undefined): void => {
          resolve(text === undefined ? undefined : parse(text));
        };
        Utils.executeExpression(expression, settle, { minTimeout: patienceMs / 1000 });
      }),
    async sendFile(name, bytes, onProgress) {
      // Every expression sets its own.
      connection.chunkSize = PACKET_BYTES + 4;
      const progress = (done: number, total: number): void => {
        // The package counts a bit more than the bytes, for the packet that announces the file.
        onProgress(Math.max(0, Math.min(bytes.length, done - (total - bytes.length))));
      };
      try {
        await connection.espruinoSendFile(name, bytes, { chunkSize: PACKET_BYTES, progress });
        return 'sent';
      } catch (reason) {
        if (typeof reason !== 'string') throw reason;
        return reason.startsWith('NAK') ? 'refused' : 'unanswered';
      }
    },
    onConsole(listener) {
      connection.on('data', listener);
    },
    end() {
      timers.end();
    },
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
