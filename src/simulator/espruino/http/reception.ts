import type { Interpreter } from '../interpreter.ts';
import { hasRoomFor } from '../memory.ts';
import { type Piece, Reception } from '../net/reception.ts';
import { headerOf, variablesOf } from './headers.ts';
import { SOCKET_CLOSED, SOCKET_NO_ANSWER } from '../../hardware/socket-errors.ts';
import type { Callable, RealmObject } from '../../language/realm.ts';

/** The receiving side of a request: splits off the headers and hands the body to the response's `data` listener. */
export class HttpReception extends Reception {
  readonly #request: RealmObject;
  readonly #callback: Callable | null;
  #hasHeaders = false;
  /** They had come when the turn began: the program has been told of them. */
  #hadHeaders = false;
  /** What the parsed headers take for as long as the answer lives. */
  #headerVariables = 0;
  #chunked = false;
  /** What the body still lacks; with chunks 1 until the last one. It can go below zero. */
  #remaining = 0;

  constructor(interpreter: Interpreter, request: RealmObject, callback: Callable | null) {
    super(interpreter, interpreter.realm.object());
    this.#request = request;
    this.#callback = callback;
  }

  override get heldVariables(): number {
    return super.heldVariables + this.#headerVariables;
  }

  override beginTurn(): boolean {
    this.#hadHeaders = this.#hasHeaders;
    return this.#hadHeaders && super.beginTurn();
  }

  override isComplete(): boolean {
    return this.#hadHeaders && this.#remaining <= 0;
  }

  /** The answer ends where its headers say so. */
  override finish(): boolean {
    return this.isComplete() && this.end();
  }

  override endError(received: number): number {
    if (received !== SOCKET_CLOSED) return received;
    if (!this.#hadHeaders) return SOCKET_NO_ANSWER;
    return this.isComplete() ? 0 : SOCKET_CLOSED;
  }

  protected override begin(): boolean {
    if (this.#hasHeaders) return true;
    if (!this.#parseHeaders()) return false;
    this.#hasHeaders = true;
    if (this.#callback) this.interpreter.loop.queue([this.#callback], this.#request, [this.target]);
    return true;
  }

  protected override nextPiece(): Piece | null {
    if (this.#chunked) return this.#nextChunk();
    // Counted at each try, so an unread body makes the counter fall until `end` comes too early.
    this.#remaining -= this.pending.length;
    return super.nextPiece();
  }

  #nextChunk(): Piece | null {
    if (this.pending.length < 5) return null;
    const lineEnd = this.pending.indexOf('\r\n');
    const size = Number.parseInt(this.pending, 16) || 0;
    this.#remaining = size > 0 ? 1 : 0;
    if (size === 0) return { data: '', rest: '', partial: true };
    const start = lineEnd + 2;
    const missing = start + size + 2 - this.pending.length;
    if (missing > 0 && missing < 3) return null;
    const data = this.pending.slice(start, start + size);
    if (missing > 0) return { data, rest: `${(missing - 2).toString(16)}\r\n`, partial: true };
    return { data, rest: this.pending.slice(start + size + 2), partial: false };
  }

  #parseHeaders(): boolean {
    const end = this.pending.indexOf('\r\n\r\n');
    if (end < 0) return false;
    const [first = '', ...lines] = this.pending.slice(0, end).split('\r\n');
    const headers = this.interpreter.realm.object();
    for (const line of lines) {
      const colon = line.indexOf(':');
      const value = line.slice(colon + 1).trimStart();
      const name = line.slice(0, colon);
      // The board keeps a repeated header twice, and a look-up finds the first.
      if (colon > 0 && value !== '' && !Object.hasOwn(headers, name)) headers[name] = value;
    }
    const taken = variablesOf(headers);
    // For a moment the board has them twice.
    if (!hasRoomFor(this.interpreter, taken)) return false;
    this.#headerVariables = taken;
    this.pending = this.pending.slice(end + 4);
    const [version = '', status = ''] = first.split(' ');
    const response = this.target;
    response['headers'] = headers;
    response['httpVersion'] = version.slice(5);
    response['statusCode'] = status;
    response['statusMessage'] = first.slice(version.length + status.length + 2);
    this.#chunked = String(headerOf(headers, 'Transfer-Encoding')).toLowerCase() === 'chunked';
    this.#remaining = this.#chunked
      ? 1
      : Number.parseInt(String(headerOf(headers, 'Content-Length')), 10) || 0;
    return true;
  }
}
