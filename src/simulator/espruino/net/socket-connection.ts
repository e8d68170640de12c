import type { Interpreter } from '../interpreter.ts';
import { Connection } from './connection.ts';
import { Reception } from './reception.ts';
import type { RealmObject } from '../../language/realm.ts';

/** What a socket takes without its listeners: measured on the interpreter. */
const SOCKET_VARIABLES = 20;

/** What `net.connect` returns, at work: bytes as they are, both ways. */
export class SocketConnection extends Connection {
  protected readonly ownVariables = SOCKET_VARIABLES;
  #told = false;

  constructor(interpreter: Interpreter, socket: RealmObject, options: RealmObject) {
    super(interpreter, socket, options, new Reception(interpreter, socket));
  }

  get listenerCount(): number {
    return this.interpreter.emitter.countOf(this.handle);
  }

  /** Throws when no line can be had. */
  open(): void {
    this.connect(0);
  }

  /** `write()`: also before the line stands. */
  write(data: string): void {
    this.append(data);
  }

  /** `end()`: closes once everything is handed to the line, at the next idle when it is already. No answer is waited for. */
  end(): void {
    if (!this.isUnsent) this.closeNow = true;
    this.ending = true;
  }

  /** `connect`, and `drain` when there is nothing to send: also for a short text that was sent in this very turn. */
  protected override standing(): boolean {
    if (this.#told) return false;
    this.#told = true;
    const { emitter } = this.interpreter;
    emitter.emit(this.handle, 'connect', [this.handle]);
    if (!this.isUnsent) emitter.emit(this.handle, 'drain', [this.handle]);
    return true;
  }
}
