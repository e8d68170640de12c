import type { Interpreter } from '../interpreter.ts';
import { printError } from '../interpreter.ts';
import { HttpConnection } from './connection.ts';
import { headerOf } from './headers.ts';
import { BoardError, isCallable, isObject, type RealmObject } from '../../language/realm.ts';
import { isPlainObject, typeName } from '../../language/type-name.ts';
import { parseUrl } from '../globals/url.ts';

/** What Espruino gives the request as User-Agent. */
const VERSION = '2v29.277';

/** `require("http")`: the client. Connections live in one list and move on once a turn, as in socketserver.c (docs/chip.md). */
export class HttpClient {
  readonly #interpreter: Interpreter;
  #connections: HttpConnection[] = [];
  readonly #byRequest = new WeakMap<object, HttpConnection>();

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  /** Requests that the board still holds on to, whether they have a socket or not. */
  get openRequests(): number {
    return this.#connections.length;
  }

  /** Answers whose body nobody reads: their socket and memory are gone for good. */
  get leakedBodies(): number {
    return this.#connections.filter(({ leaks }) => leaks).length;
  }

  get heldBytes(): number {
    return this.#connections.reduce((sum, { heldBytes }) => sum + heldBytes, 0);
  }

  /** Variables that the buffers and the headers of answers take. */
  get heldVariables(): number {
    return this.#connections.reduce((sum, { heldVariables }) => sum + heldVariables, 0);
  }

  get listenerCount(): number {
    return this.#connections.reduce((sum, { listenerCount }) => sum + listenerCount, 0);
  }

  /** Moves every connection on by one step; true when something happened. */
  idle(): boolean {
    let busy = false;
    for (const connection of this.#connections) if (connection.idle()) busy = true;
    if (busy) this.#connections = this.#connections.filter(({ gone }) => !gone);
    return busy;
  }

  /** The module that `require("http")` returns. */
  module(): RealmObject {
    return this.#interpreter.realm.object(
      {},
      {
        request: ([options, callback]) => this.#request(options, callback),
        get: ([options, callback]) => {
          if (isPlainObject(options)) options['method'] = 'GET';
          const request = this.#request(options, callback);
          if (request) this.#end(this.#connectionOf(request), undefined);
          return request;
        },
      },
    );
  }

  #request(given: unknown, callback: unknown): RealmObject | undefined {
    const interpreter = this.#interpreter;
    const options = typeof given === 'string' ? parseUrl(interpreter.realm, given, false) : given;
    if (!isPlainObject(options)) {
      printError(interpreter, `Expecting Options to be an Object but it was ${typeName(options)}`);
      return undefined;
    }
    if (callback !== undefined && !isCallable(callback)) {
      printError(interpreter, `Expecting Callback Function but got ${typeName(callback)}`);
      return undefined;
    }
    const request = interpreter.realm.object(
      {},
      {
        write: ([data], self) => {
          this.#write(this.#connectionOf(self), data);
          return false;
        },
        end: ([data], self) => {
          this.#end(this.#connectionOf(self), data);
          return undefined;
        },
      },
    );
    const connection = new HttpConnection(
      interpreter,
      request,
      options,
      isCallable(callback) ? callback : null,
    );
    this.#connections.push(connection);
    this.#byRequest.set(request, connection);
    return request;
  }

  #connectionOf(self: unknown): HttpConnection {
    const connection = isObject(self) ? this.#byRequest.get(self) : undefined;
    if (!connection) throw new BoardError('This socket is closed');
    return connection;
  }

  #write(connection: HttpConnection, data: unknown): void {
    const { realm } = this.#interpreter;
    connection.write(() => this.#head(connection), data === undefined ? null : realm.describe(data));
  }

  #end(connection: HttpConnection, data: unknown): void {
    if (data !== undefined) this.#write(connection, data);
    connection.end(() => this.#head(connection));
  }

  /** The request's head. `method` and `path` go out as they are, as the word "undefined" too. */
  #head(connection: HttpConnection): string {
    const { realm } = this.#interpreter;
    const { options } = connection;
    const text = (value: unknown) => realm.describe(value);
    let head = `${text(options['method'])} ${text(options['path'])} HTTP/1.1\r\n`;
    head += `User-Agent: Espruino ${VERSION}\r\nConnection: close\r\n`;
    const headers = isPlainObject(options['headers']) ? options['headers'] : {};
    for (const [name, value] of Object.entries(headers)) head += `${name}: ${text(value)}\r\n`;
    connection.chunksOut = text(headers['Transfer-Encoding']).toLowerCase() === 'chunked';
    if (headerOf(headers, 'Host') === undefined) {
      const port = Number(options['port'] ?? 0);
      head += `Host: ${text(options['host'])}${port > 0 && port !== 80 ? `:${port}` : ''}\r\n`;
    }
    return `${head}\r\n`;
  }
}
