import type { Command, Update } from '../wire.ts';

const FIRST_RETRY_MS = 300;
const LONGEST_RETRY_MS = 3000;

/** The line to the simulator. It comes back by itself: the page stays when the simulator is started again. */
export class Connection {
  readonly #onUpdate: (update: Update) => void;
  readonly #onState: (connected: boolean) => void;
  #socket: WebSocket | null = null;
  #retryMs = FIRST_RETRY_MS;

  constructor(onUpdate: (update: Update) => void, onState: (connected: boolean) => void) {
    this.#onUpdate = onUpdate;
    this.#onState = onState;
    this.#connect();
  }

  /** Sends it now or never: a press that arrives late is none. */
  send(command: Command): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(command));
  }

  #connect(): void {
    const socket = new WebSocket(`ws://${location.host}/bench`);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#retryMs = FIRST_RETRY_MS;
      this.#onState(true);
    });
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      // Its own server's word, made from the same type.
      this.#onUpdate(JSON.parse(data) as Update);
    });
    socket.addEventListener('close', () => {
      this.#onState(false);
      setTimeout(() => {
        this.#connect();
      }, this.#retryMs);
      this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
    });
  }
}
