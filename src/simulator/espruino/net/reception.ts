import type { Interpreter } from '../interpreter.ts';
import { hasRoomFor, textVariables } from '../memory.ts';
import type { RealmObject } from '../../language/realm.ts';
import { Stream } from './stream.ts';

/** Some of what has come in: `data` for the program, `rest` to be looked at next. */
export interface Piece {
  readonly data: string;
  readonly rest: string;
  /** The rest waits for more. */
  readonly partial: boolean;
}

/** The receiving side of a connection (socketReceived and socketPushReceiveData of libs/network/socketserver.c). */
export class Reception {
  protected readonly interpreter: Interpreter;
  /** What the program listens to. */
  protected readonly target: RealmObject;
  /** Received, not yet pushed. */
  protected pending = '';
  readonly #stream: Stream;
  #ended = false;
  #stuck = false;

  constructor(interpreter: Interpreter, target: RealmObject) {
    this.interpreter = interpreter;
    this.target = target;
    this.#stream = new Stream(interpreter, target);
  }

  /** A close was wanted and bytes that nobody reads forbade it. */
  get isStuck(): boolean {
    return this.#stuck;
  }

  get heldBytes(): number {
    return this.pending.length + this.#stream.heldBytes;
  }

  get heldVariables(): number {
    return textVariables(this.heldBytes);
  }

  get listenerCount(): number {
    return this.interpreter.emitter.countOf(this.target);
  }

  /** A turn begins: what the last one left is tried again. True when something moved. */
  beginTurn(): boolean {
    return this.push(false);
  }

  /** Whether nothing more is waited for, so that `end()` may close. */
  isComplete(): boolean {
    return true;
  }

  /** Tells the program of the end where one can be seen before the line's; true when that was now. */
  finish(): boolean {
    return false;
  }

  /** What the line's end comes to: an error number, or 0 when nothing was missed. */
  endError(received: number): number {
    return received;
  }

  take(bytes: string): void {
    if (!hasRoomFor(this.interpreter, textVariables(bytes.length))) return;
    this.pending += bytes;
    if (this.begin()) this.push(false);
  }

  /** Hands on what can be; true when something moved. */
  push(force: boolean): boolean {
    const before = this.pending;
    while (this.pending !== '') {
      const piece = this.nextPiece();
      if (piece === null) break;
      if (piece.data !== '' && !this.#stream.push(piece.data, force)) {
        this.pending = piece.data;
        break;
      }
      this.pending = piece.rest;
      if (piece.partial) break;
    }
    if (force) this.#stuck = this.pending !== '';
    return this.pending !== before;
  }

  /** The program throws away what could not be taken apart: `dRcv`, internal to the board. */
  drop(): void {
    this.pending = '';
  }

  /** `end`, once; true when it was now. */
  end(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    this.interpreter.emitter.emit(this.target, 'end', []);
    return true;
  }

  close(hadError: boolean): void {
    this.interpreter.emitter.emit(this.target, 'close', [hadError]);
  }

  /** Whether what has come in so far can be handed on. */
  protected begin(): boolean {
    return true;
  }

  /** The next piece to hand on, or null while there is none. */
  protected nextPiece(): Piece | null {
    return { data: this.pending, rest: '', partial: false };
  }
}
