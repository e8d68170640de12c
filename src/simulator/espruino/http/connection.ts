import type { Interpreter } from '../interpreter.ts';
import { textVariables } from './headers.ts';
import { HttpReception } from './reception.ts';
import { BoardError, BoardInternalError, type Callable, type RealmObject } from '../../language/realm.ts';
import {
  SOCKET_CLOSED,
  SOCKET_MESSAGES,
  SOCKET_NO_ANSWER,
  SOCKET_NO_LINE,
  SOCKET_UNSENT,
} from '../../hardware/socket-errors.ts';
import type { Socket } from '../../hardware/socket.ts';

/**
 * One request and its answer (socketClientConnectionsIdle of libs/network/socketserver.c). Nothing here has a deadline:
 * only the network or the program's `clsNow` ends it.
 */
export class HttpConnection {
  readonly options: RealmObject;
  /** The request's headers asked for chunks. */
  chunksOut = false;
  gone = false;
  readonly #interpreter: Interpreter;
  readonly #request: RealmObject;
  readonly #reception: HttpReception;
  #socket: Socket | null = null;
  #connectTried = false;
  #toSend: string | null = null;
  /** `end()` was called. */
  #ending = false;
  /** `close` of an error that came before a socket did. */
  #closeNow = false;

  constructor(
    interpreter: Interpreter,
    request: RealmObject,
    options: RealmObject,
    callback: Callable | null,
  ) {
    this.#interpreter = interpreter;
    this.#request = request;
    this.options = options;
    this.#reception = new HttpReception(interpreter, request, callback);
  }

  /** The program reads nothing of an answer that does not fit: it can never be closed any more. */
  get leaks(): boolean {
    return this.#reception.isStuck;
  }

  get heldBytes(): number {
    return this.#reception.heldBytes + (this.#toSend?.length ?? 0) + (this.#socket?.heldBytes ?? 0);
  }

  get heldVariables(): number {
    // What came in and was not read is in buffers of the chip's network (PktBuf of network_esp8266.c), not in variables.
    const texts = this.#reception.heldBytes + (this.#toSend?.length ?? 0);
    return textVariables(texts) + this.#reception.headerVariables;
  }

  get listenerCount(): number {
    return this.#interpreter.emitter.countOf(this.#request) + this.#reception.listenerCount;
  }

  /** `write()`: connects at once, throws when that cannot be. */
  write(head: () => string, data: string | null): void {
    if (this.#ending || this.gone || this.#closeNow || this.#wantsAbort)
      throw new BoardError('This socket is closed');
    this.#toSend ??= this.#socket ? '' : head();
    if (data !== null) {
      this.#toSend += this.chunksOut ? `${data.length.toString(16)}\r\n${data}\r\n` : data;
    }
    if (!this.#connectTried) this.#connect();
  }

  /** `end()`: nothing more will be written; closes once the answer is complete. */
  end(head: () => string): void {
    this.write(head, this.chunksOut ? '' : null);
    this.#ending = true;
  }

  /** One turn's work. */
  idle(): boolean {
    let closeNow = this.#closeNow || this.#wantsAbort;
    let error = 0;
    let busy = false;
    if (this.#socket) {
      const hadHeaders = this.#reception.hasHeaders;
      if (hadHeaders && this.#reception.push(false)) busy = true;
      if (!closeNow) {
        const sent = this.#sendSome(this.#socket);
        if (sent < 0) {
          closeNow = true;
          error = sent;
        } else if (sent > 0) {
          busy = true;
        } else if (this.#toSend === '') {
          closeNow = this.#ending && this.#reception.isComplete(hadHeaders);
          if (this.#reception.isComplete(hadHeaders) && this.#reception.end()) busy = true;
        }
        const received = this.#socket.receive();
        if (typeof received === 'string') {
          if (received !== '') {
            busy = true;
            this.#reception.take(received);
          }
        } else if (received !== SOCKET_NO_LINE) {
          closeNow = true;
          error = this.#endError(received, error);
        }
      }
    }
    return closeNow ? this.#close(error) || busy : busy;
  }

  get #wantsAbort(): boolean {
    return Boolean(this.#request['clsNow']);
  }

  #connect(): void {
    const host = this.options['host'];
    const isTls = this.options['protocol'] === 'https:';
    const port = Number(this.options['port'] ?? 0) || (isTls ? 443 : 80);
    const { realm, sockets } = this.#interpreter;
    // Without a host it talks to the board itself, where nobody listens.
    const socket = sockets.open(host === undefined ? '127.0.0.1' : realm.describe(host), port);
    if (typeof socket === 'number') {
      this.#closeNow = true;
      throw new BoardInternalError('Unable to create socket');
    }
    this.#connectTried = true;
    this.#socket = socket;
  }

  /** Bytes sent, or an error number. `drain` comes when the last byte was taken, unless `end()` was called by then. */
  #sendSome(socket: Socket): number {
    if (this.#toSend === null || this.#toSend === '') return 0;
    const sent = socket.send(this.#toSend);
    if (sent > 0) {
      this.#toSend = this.#toSend.slice(sent);
      if (this.#toSend === '' && !this.#ending) {
        this.#interpreter.emitter.emit(this.#request, 'drain', [this.#request]);
      }
    }
    return sent;
  }

  #endError(received: number, before: number): number {
    if (received !== SOCKET_CLOSED) return received;
    if (!this.#reception.hasHeaders) return SOCKET_NO_ANSWER;
    return this.#reception.isComplete(true) ? before : SOCKET_CLOSED;
  }

  /** False while bytes that nobody reads are in the way. */
  #close(error: number): boolean {
    const wasStuck = this.#reception.isStuck;
    if (this.#request['dRcv'] === '') this.#reception.drop();
    this.#reception.push(true);
    if (this.#reception.isStuck) return !wasStuck;
    const unsent = this.#toSend !== null && this.#toSend !== '';
    const code = unsent && error === SOCKET_CLOSED ? SOCKET_UNSENT : error;
    this.gone = true;
    this.#socket?.close();
    const hadError = code < 0 && code !== SOCKET_CLOSED;
    const { emitter, realm } = this.#interpreter;
    if (hadError) {
      const details = realm.object({ code, message: SOCKET_MESSAGES[code] ?? 'unknown error' });
      emitter.emit(this.#request, 'error', [details]);
    }
    this.#reception.end();
    this.#reception.close(hadError);
    return true;
  }
}
