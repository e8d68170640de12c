import type { EspruinoBoard, SendOutcome } from '../../../src/usb/protocol/espruino-protocol.ts';
import { StandInScript } from './script.ts';
import { StandInStorage } from './storage.ts';
import { ESP8266 } from './traits.ts';

const PACKET_BYTES = 384;

/** Stands in for a board behind its protocol: what it is asked is worked out at once, on the Storage of a stand-in. */
export class AskedBoard implements EspruinoBoard {
  readonly storage: StandInStorage;
  /** What was asked, and how long the board might have been silent. */
  readonly asked: { readonly expression: string; readonly patienceMs: number }[] = [];
  /** Whether the script was started anew. */
  isLoaded = false;
  /** Whether the script was ended. */
  isReset = false;
  telnetOpen = true;
  /** What becomes of each file that is sent, in order; further ones are taken. */
  outcomes: SendOutcome[] = [];
  /** Takes the place of an answer, or leaves it as it is. */
  answers: (expression: string, answer: unknown) => unknown = (_, answer) => answer;
  #hear: (text: string) => void = () => undefined;

  constructor(storageBytes = Number(ESP8266.env['STORAGE'])) {
    this.storage = new StandInStorage(storageBytes);
  }

  evaluate(expression: string, patienceMs: number): Promise<unknown> {
    this.asked.push({ expression, patienceMs });
    let printed: string | undefined;
    const script = new StandInScript({
      print: (text) => (printed = text),
      modules: {
        Storage: this.storage,
        TelnetServer: { setOptions: ({ mode }: { mode: string }) => (this.telnetOpen = mode !== 'off') },
      },
      env: ESP8266.env,
      levels: ESP8266.levels,
      reset: () => (this.isReset = true),
      load: () => (this.isLoaded = true),
      spin: () => undefined,
    });
    script.run(`print(JSON.stringify(${expression}))`);
    const isAnswer = printed !== undefined && !/^Uncaught |^undefined$/.test(printed);
    const answer: unknown = isAnswer ? JSON.parse(printed ?? '') : undefined;
    return Promise.resolve(this.answers(expression, answer));
  }

  sendFile(name: string, bytes: string, onProgress: (sent: number) => void): Promise<SendOutcome> {
    const outcome = this.outcomes.shift() ?? 'sent';
    // It is refused or lost in its middle.
    const end = outcome === 'sent' ? bytes.length : bytes.length / 2;
    for (let offset = 0; offset < end; offset += PACKET_BYTES) {
      onProgress(offset);
      this.storage.write(name, bytes.slice(offset, offset + PACKET_BYTES), offset, bytes.length);
    }
    if (outcome === 'sent') onProgress(bytes.length);
    return Promise.resolve(outcome);
  }

  onConsole(listener: (text: string) => void): void {
    this.#hear = listener;
  }

  /** Prints. */
  say(text: string): void {
    this.#hear(text);
  }

  end(): void {
    this.#hear = () => undefined;
  }
}
