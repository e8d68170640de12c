import type { WebSocket } from 'ws';
import { Arming } from '../arming.ts';
import type { Bench } from './bench.ts';
import { parseCommand } from './command.ts';
import type { News, Update } from './wire.ts';

/** More than a whole state takes. */
const MOST_UNREAD_BYTES = 256 * 1024;

/** One open page: what it is told, and what its user may do. */
export class Tab {
  readonly #socket: WebSocket;
  readonly #bench: Bench;
  readonly #arming: Arming;
  /** Whether something was not told because it does not read. */
  #behind = false;

  constructor(socket: WebSocket, bench: Bench) {
    this.#socket = socket;
    this.#bench = bench;
    this.#arming = new Arming(bench.isLive, () => {
      if (!this.#arming.armed) bench.leave(this);
      this.tell(bench.nothingNew());
    });
  }

  /** Tells what is new; a tab that does not read is told everything instead, once it has read what it was sent. */
  tell(news: News): void {
    if (this.#behind || this.#socket.bufferedAmount > MOST_UNREAD_BYTES) {
      this.#behind = true;
      return;
    }
    const update: Update = { ...news, armed: this.#arming.armed };
    this.#socket.send(JSON.stringify(update), () => {
      this.#catchUp();
    });
  }

  /** Does what its user asks for, as far as that is a command and the page is armed. */
  take(text: string): void {
    const command = parseCommand(text);
    if (command?.do === 'arm') this.#arming.set(command.armed);
    else if (command && this.#arming.armed) this.#bench.obey(this, command);
  }

  disarm(): void {
    this.#arming.set(false);
  }

  /** It is gone, and its hands with it. */
  leave(): void {
    this.disarm();
    this.#bench.leave(this);
  }

  #catchUp(): void {
    if (!this.#behind || this.#socket.bufferedAmount > 0) return;
    // To make it tells what is new, which this tab can't join to what it knows.
    const whole = this.#bench.whole();
    this.#behind = false;
    this.tell(whole);
  }
}
