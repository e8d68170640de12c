import type { Interpreter } from '../interpreter.ts';
import type { Connections } from '../net/connections.ts';
import { clientCall } from '../net/options.ts';
import { HttpConnection } from './connection.ts';
import { headerOf } from './headers.ts';
import { BoardError, isObject, type RealmObject } from '../../language/realm.ts';
import { isPlainObject } from '../../language/type-name.ts';

/** What Espruino gives the request as User-Agent. */
const VERSION = '2v29.277';

/** `require("http")` (libs/network/http/jswrap_http.c): the client. */
export class HttpClient {
  readonly #interpreter: Interpreter;
  readonly #connections: Connections;
  readonly #byRequest = new WeakMap<object, HttpConnection>();

  constructor(interpreter: Interpreter, connections: Connections) {
    this.#interpreter = interpreter;
    this.#connections = connections;
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
    const call = clientCall(interpreter, given, callback);
    if (!call) return undefined;
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
    const connection = new HttpConnection(interpreter, request, call.options, call.callback);
    this.#connections.add(connection);
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
