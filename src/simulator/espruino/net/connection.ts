import type { Interpreter } from '../interpreter.ts';
import { textVariables } from '../memory.ts';
import type { Reception } from './reception.ts';
import { BoardError, BoardInternalError, type RealmObject } from '../../language/realm.ts';
import {
  SOCKET_CLOSED,
  SOCKET_MESSAGES,
  SOCKET_NO_LINE,
  SOCKET_UNSENT,
} from '../../hardware/socket-errors.ts';
import type { Socket } from '../../hardware/socket.ts';

/**
 * One connection that the program has asked for (socketClientConnectionsIdle of libs/network/socketserver.c). Nothing here
 * has a deadline: only the network or the program ends it.
 */
export abstract class Connection {
  readonly options: RealmObject;
  gone = false;
  /** Variables of its own, without what it holds. */
  protected abstract readonly ownVariables: number;
  protected readonly interpreter: Interpreter;
  /** The program's handle: a request or a socket. */
  protected readonly handle: RealmObject;
  /** `end()` was called: closes once everything is sent. */
  protected ending = false;
  /** Closes in the next turn, whatever is unsent or to come. */
  protected closeNow = false;
  readonly #reception: Reception;
  #socket: Socket | null = null;
  #toSend: string | null = null;

  constructor(interpreter: Interpreter, handle: RealmObject, options: RealmObject, reception: Reception) {
    this.interpreter = interpreter;
    this.handle = handle;
    this.options = options;
    this.#reception = reception;
  }

  /** The program reads nothing of an answer that does not fit: it can never be closed any more. */
  get leaks(): boolean {
    return this.#reception.isStuck;
  }

  get heldBytes(): number {
    return this.#reception.heldBytes + this.#unsentBytes + (this.#socket?.heldBytes ?? 0);
  }

  get heldVariables(): number {
    // What came in and was not read is in buffers of the chip's network (PktBuf of network_esp8266.c), not in variables.
    return this.ownVariables + this.#reception.heldVariables + textVariables(this.#unsentBytes);
  }

  abstract get listenerCount(): number;

  /** One turn's work; true when something happened. */
  idle(): boolean {
    let closeNow = this.closeNow || this.#wantsAbort;
    let error = 0;
    let busy = false;
    if (this.#socket) {
      if (this.#reception.beginTurn()) busy = true;
      if (!closeNow) {
        const sent = this.#sendSome(this.#socket);
        if (sent < 0) {
          closeNow = true;
          error = sent;
        } else if (sent > 0) {
          busy = true;
        } else if (!this.isUnsent) {
          closeNow = this.ending && this.#reception.isComplete();
          if (this.#reception.finish()) busy = true;
        }
        const received = this.#socket.receive();
        if (typeof received === 'string') {
          if (this.standing()) busy = true;
          if (received !== '') {
            busy = true;
            this.#reception.take(received);
          }
        } else if (received !== SOCKET_NO_LINE) {
          // That number is no error here, even where it is what has become of the line (the SYN's timeout).
          closeNow = true;
          error = this.#reception.endError(received) || error;
        }
      }
    }
    return closeNow ? this.#close(error) || busy : busy;
  }

  /** Nothing was written yet. */
  protected get isUnwritten(): boolean {
    return this.#toSend === null;
  }

  /** Something that was written is not handed to the line yet. */
  protected get isUnsent(): boolean {
    return this.#unsentBytes > 0;
  }

  protected append(text: string): void {
    if (this.ending || this.gone || this.closeNow || this.#wantsAbort)
      throw new BoardError('This socket is closed');
    this.#toSend = (this.#toSend ?? '') + text;
  }

  /** Asks for a line unless that was done before; throws when none can be had. */
  protected connect(defaultPort: number): void {
    if (this.#socket) return;
    const { realm, sockets } = this.interpreter;
    const { host, port } = this.options;
    // Without a host it talks to the board itself, where nobody listens.
    const address = host === undefined ? '127.0.0.1' : realm.describe(host);
    const socket = sockets.open(address, Number(port ?? 0) || defaultPort);
    if (socket === null) {
      this.closeNow = true;
      throw new BoardInternalError('Unable to create socket');
    }
    this.#socket = socket;
  }

  /** The line stands; true when the program is told of it now. */
  protected standing(): boolean {
    return false;
  }

  get #unsentBytes(): number {
    return this.#toSend?.length ?? 0;
  }

  get #wantsAbort(): boolean {
    return Boolean(this.handle['clsNow']);
  }

  /** Bytes sent, or an error number. `drain` comes when the last byte was taken, unless `end()` was called by then. */
  #sendSome(socket: Socket): number {
    if (this.#toSend === null || this.#toSend === '') return 0;
    const sent = socket.send(this.#toSend);
    this.#toSend = this.#toSend.slice(Math.max(0, sent));
    if (this.#toSend === '' && !this.ending) {
      this.interpreter.emitter.emit(this.handle, 'drain', [this.handle]);
    }
    return sent;
  }

  /** False while bytes that nobody reads are in the way. */
  #close(error: number): boolean {
    const wasStuck = this.#reception.isStuck;
    if (this.handle['dRcv'] === '') this.#reception.drop();
    this.#reception.push(true);
    if (this.#reception.isStuck) return !wasStuck;
    const code = this.isUnsent && error === SOCKET_CLOSED ? SOCKET_UNSENT : error;
    this.gone = true;
    this.#socket?.close();
    const hadError = code < 0 && code !== SOCKET_CLOSED;
    if (hadError) {
      const { emitter, realm } = this.interpreter;
      const details = realm.object({ code, message: SOCKET_MESSAGES[code] ?? 'unknown error' });
      emitter.emit(this.handle, 'error', [details]);
    }
    this.#reception.end();
    this.#reception.close(hadError);
    return true;
  }
}
