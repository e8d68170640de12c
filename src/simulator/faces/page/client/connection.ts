import { type Command, PROTOCOL, type Update } from '../wire.ts';

const FIRST_RETRY_MS = 300;
const LONGEST_RETRY_MS = 3000;

/** Whether the page is let in; `ended`: nothing answers there. */
export type Line = 'open' | 'ended' | 'shut';

/** The line to the simulator. It comes back by itself: the page stays when the simulator is started again. */
export class Connection {
  readonly #onUpdate: (update: Update) => void;
  readonly #onState: (line: Line) => void;
  readonly #protocols: string[];
  #socket: WebSocket;
  #line: Line | null = null;
  #retryMs = FIRST_RETRY_MS;

  /** @param token what opens a live page, '' without one */
  constructor(token: string, onUpdate: (update: Update) => void, onState: (line: Line) => void) {
    this.#protocols = [PROTOCOL, ...(token === '' ? [] : [token])];
    this.#onUpdate = onUpdate;
    this.#onState = onState;
    this.#socket = this.#connect();
  }

  /** Sends it now or never: a press that arrives late is none. */
  send(command: Command): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(command));
  }

  #connect(): WebSocket {
    const socket = new WebSocket(`ws://${location.host}/bench`, this.#protocols);
    socket.addEventListener('open', () => {
      this.#retryMs = FIRST_RETRY_MS;
      this.#is('open');
    });
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      // Its own server's word, made from the same type.
      this.#onUpdate(JSON.parse(data) as Update);
    });
    socket.addEventListener('close', () => {
      // What was in hand is let go at once.
      if (this.#line === 'open') this.#is('ended');
      void this.#sayWhy();
      setTimeout(() => {
        this.#socket = this.#connect();
      }, this.#retryMs);
      this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
    });
    return socket;
  }

  async #sayWhy(): Promise<void> {
    const line = await askWhy();
    if (this.#socket.readyState !== WebSocket.OPEN) this.#is(line);
  }

  #is(line: Line): void {
    if (line !== this.#line) this.#onState(line);
    this.#line = line;
  }
}

/** A WebSocket doesn't tell why it was refused, so this asks in plain HTTP. */
async function askWhy(): Promise<Line> {
  try {
    const { status } = await fetch('/bench');
    return status === 401 ? 'shut' : 'ended';
  } catch {
    return 'ended';
  }
}
