import { type Interpreter, VARIABLES } from '../interpreter.ts';
import { headerOf, textVariables, variablesOf } from './headers.ts';
import { type Callable, type RealmObject } from '../../language/realm.ts';

/** STREAM_MAX_BUFFER_SIZE of src/jswrap_stream.h. */
const STREAM_BYTES = 512;

/**
 * The receiving side of a request: splits off the headers, hands the body to the response's `data` listener, or keeps
 * it where there is none (socketPushReceiveData of libs/network/socketserver.c and src/jswrap_stream.c).
 */
export class HttpReception {
  hasHeaders = false;
  /** What the parsed headers take for as long as the answer lives. */
  headerVariables = 0;
  readonly #interpreter: Interpreter;
  readonly #request: RealmObject;
  readonly #response: RealmObject;
  readonly #callback: Callable | null;
  /** Received, not yet pushed. */
  #pending = '';
  /** Pushed, no listener yet. */
  #buffered: string | null = null;
  #chunked = false;
  /** What the body still lacks; with chunks 1 until the last one. It can go below zero. */
  #remaining = 0;
  #ended = false;
  #stuck = false;

  constructor(interpreter: Interpreter, request: RealmObject, callback: Callable | null) {
    this.#interpreter = interpreter;
    this.#request = request;
    this.#callback = callback;
    this.#response = interpreter.realm.object(
      {},
      {
        available: () => this.#buffered?.length ?? 0,
        read: ([count]) => this.#read(Number(count ?? 0)),
      },
    );
    interpreter.realm.define(
      this.#response,
      'on',
      interpreter.realm.fn('on', ([event, listener]) => {
        interpreter.emitter.on(this.#response, event, listener);
        if (event === 'data') this.#flush();
        return undefined;
      }),
    );
  }

  /** A close was wanted and bytes that nobody reads forbade it. */
  get isStuck(): boolean {
    return this.#stuck;
  }

  get heldBytes(): number {
    return this.#pending.length + (this.#buffered?.length ?? 0);
  }

  get listenerCount(): number {
    return this.#interpreter.emitter.countOf(this.#response);
  }

  isComplete(hadHeaders: boolean): boolean {
    return hadHeaders && this.#remaining <= 0;
  }

  take(bytes: string): void {
    if (this.#interpreter.usedVariables() + textVariables(bytes.length) > VARIABLES) {
      this.#outOfMemory();
      return;
    }
    this.#pending += bytes;
    if (!this.hasHeaders) {
      if (!this.#parseHeaders()) return;
      this.hasHeaders = true;
      if (this.#callback) this.#interpreter.loop.queue([this.#callback], this.#request, [this.#response]);
    }
    this.push(false);
  }

  /** Hands on what can be; true when something moved. */
  push(force: boolean): boolean {
    let moved = false;
    while (this.#pending !== '') {
      const piece = this.#chunked ? this.#nextChunk() : this.#allPending();
      if (piece === null) break;
      if (piece.data !== '' && !this.#deliver(piece.data, force)) {
        this.#pending = piece.data;
        break;
      }
      moved ||= piece.data !== '' || piece.rest !== this.#pending;
      this.#pending = piece.rest;
      if (piece.partial) break;
    }
    if (force || this.#pending === '') this.#stuck = this.#pending !== '';
    return moved;
  }

  /** The program throws away what could not be taken apart: `dRcv`, internal to the board. */
  drop(): void {
    this.#pending = '';
  }

  /** `end`, once; true when it was now. */
  end(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    this.#interpreter.emitter.emit(this.#response, 'end', []);
    return true;
  }

  close(hadError: boolean): void {
    this.#interpreter.emitter.emit(this.#response, 'close', [hadError]);
  }

  #allPending(): { data: string; rest: string; partial: boolean } {
    const data = this.#pending;
    // Counted at each try, so an unread body makes the counter fall until `end` comes too early.
    this.#remaining -= data.length;
    return { data, rest: '', partial: false };
  }

  #nextChunk(): { data: string; rest: string; partial: boolean } | null {
    if (this.#pending.length < 5) return null;
    const lineEnd = this.#pending.indexOf('\r\n');
    const size = Number.parseInt(this.#pending, 16) || 0;
    this.#remaining = size > 0 ? 1 : 0;
    if (size === 0) return { data: '', rest: '', partial: true };
    const start = lineEnd + 2;
    const missing = start + size + 2 - this.#pending.length;
    if (missing > 0 && missing < 3) return null;
    const data = this.#pending.slice(start, start + size);
    if (missing > 0) return { data, rest: `${(missing - 2).toString(16)}\r\n`, partial: true };
    return { data, rest: this.#pending.slice(start + size + 2), partial: false };
  }

  /** jswrap_stream_pushData: false when there is no listener and no room. */
  #deliver(data: string, force: boolean): boolean {
    const listeners = this.#interpreter.emitter.listeners(this.#response, 'data');
    if (listeners.length > 0) {
      for (const listener of listeners) this.#interpreter.loop.call(listener, this.#response, [data]);
      return true;
    }
    if (this.#buffered === null) {
      this.#buffered = data;
      return true;
    }
    if (this.#buffered.length + data.length <= STREAM_BYTES) {
      this.#buffered += data;
      return true;
    }
    if (force) this.#interpreter.errorFlags.add('BUFFER_FULL');
    return false;
  }

  #flush(): void {
    if (this.#buffered === null) return;
    this.#interpreter.emitter.emit(this.#response, 'data', [this.#buffered]);
    this.#buffered = null;
  }

  #read(count: number): string {
    const all = this.#buffered ?? '';
    const length = count > 0 ? count : all.length;
    this.#buffered = length < all.length ? all.slice(length) : null;
    return all.slice(0, length);
  }

  /** For good: what nobody reads keeps its memory until the next reset, and `clsNow` can't free it either. */
  #outOfMemory(): void {
    this.#interpreter.loop.starved = true;
    if (this.#interpreter.errorFlags.has('MEMORY')) return;
    this.#interpreter.errorFlags.add('LOW_MEMORY').add('MEMORY');
    this.#interpreter.print(
      'OUT OF MEMORY\nExecution Interrupted\nNew interpreter error: LOW_MEMORY,MEMORY\n',
    );
  }

  #parseHeaders(): boolean {
    const end = this.#pending.indexOf('\r\n\r\n');
    if (end < 0) return false;
    const [first = '', ...lines] = this.#pending.slice(0, end).split('\r\n');
    const headers = this.#interpreter.realm.object();
    for (const line of lines) {
      const colon = line.indexOf(':');
      const value = line.slice(colon + 1).trimStart();
      const name = line.slice(0, colon);
      // The board keeps a repeated header twice, and a look-up finds the first.
      if (colon > 0 && value !== '' && !Object.hasOwn(headers, name)) headers[name] = value;
    }
    const taken = variablesOf(headers);
    // For a moment the board has them twice.
    if (this.#interpreter.usedVariables() + taken > VARIABLES) {
      this.#outOfMemory();
      return false;
    }
    this.headerVariables = taken;
    this.#pending = this.#pending.slice(end + 4);
    const [version = '', status = ''] = first.split(' ');
    const response = this.#response;
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
