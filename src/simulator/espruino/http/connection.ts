import type { Interpreter } from '../interpreter.ts';
import { Connection } from '../net/connection.ts';
import { HttpReception } from './reception.ts';
import type { Callable, RealmObject } from '../../language/realm.ts';

/** What a request and its answer take without headers, buffers and listeners: measured on the interpreter. */
const REQUEST_VARIABLES = 60;

/** One request and its answer. */
export class HttpConnection extends Connection {
  /** The request's headers asked for chunks. */
  chunksOut = false;
  protected readonly ownVariables = REQUEST_VARIABLES;
  readonly #answerListeners: () => number;

  constructor(
    interpreter: Interpreter,
    request: RealmObject,
    options: RealmObject,
    callback: Callable | null,
  ) {
    const reception = new HttpReception(interpreter, request, callback);
    super(interpreter, request, options, reception);
    this.#answerListeners = () => reception.listenerCount;
  }

  get listenerCount(): number {
    return this.interpreter.emitter.countOf(this.handle) + this.#answerListeners();
  }

  /** `write()`: connects at once, throws when that cannot be. */
  write(head: () => string, data: string | null): void {
    this.append(this.isUnwritten ? head() : '');
    if (data !== null) this.append(this.chunksOut ? `${data.length.toString(16)}\r\n${data}\r\n` : data);
    this.connect(this.options['protocol'] === 'https:' ? 443 : 80);
  }

  /** `end()`: nothing more will be written; closes once the answer is complete. */
  end(head: () => string): void {
    this.write(head, this.chunksOut ? '' : null);
    this.ending = true;
  }
}
