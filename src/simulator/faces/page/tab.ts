import type { WebSocket } from 'ws';

/** More than a whole state takes. */
const MOST_UNREAD_BYTES = 256 * 1024;

/** One open page, as far as it is told things. */
export class Tab {
  readonly #socket: WebSocket;
  /** What a page that has just come is told, as text. */
  readonly #whole: () => string;
  /** Whether something was not told because it does not read. */
  #behind = false;

  constructor(socket: WebSocket, whole: () => string) {
    this.#socket = socket;
    this.#whole = whole;
  }

  /** Tells what is new; a tab that does not read is told everything instead, once it has read what it was sent. */
  tell(news: string): void {
    if (this.#behind || this.#socket.bufferedAmount > MOST_UNREAD_BYTES) {
      this.#behind = true;
      return;
    }
    this.#socket.send(news, () => {
      this.#catchUp();
    });
  }

  tellAll(): void {
    this.tell(this.#whole());
  }

  #catchUp(): void {
    if (!this.#behind || this.#socket.bufferedAmount > 0) return;
    this.#behind = false;
    this.tellAll();
  }
}
