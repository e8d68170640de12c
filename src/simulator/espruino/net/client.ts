import type { Interpreter } from '../interpreter.ts';
import { notModelled } from '../missing.ts';
import type { Connections } from './connections.ts';
import { clientCall } from './options.ts';
import { SocketConnection } from './socket-connection.ts';
import { BoardError, isObject, type RealmObject } from '../../language/realm.ts';

/** `require("net")` (libs/network/jswrap_net.c): the client. */
export class NetClient {
  readonly #interpreter: Interpreter;
  readonly #connections: Connections;
  readonly #bySocket = new WeakMap<object, SocketConnection>();

  constructor(interpreter: Interpreter, connections: Connections) {
    this.#interpreter = interpreter;
    this.#connections = connections;
  }

  /** The module that `require("net")` returns. */
  module(): RealmObject {
    return this.#interpreter.realm.object(
      {},
      {
        ...notModelled('net', ['createServer']),
        connect: ([options, callback]) => this.#connect(options, callback),
      },
    );
  }

  #connect(given: unknown, callback: unknown): RealmObject | undefined {
    const interpreter = this.#interpreter;
    const call = clientCall(interpreter, given, callback);
    if (!call) return undefined;
    const { realm, emitter } = interpreter;
    const socket = realm.object(
      {},
      {
        ...notModelled('Socket', ['pipe']),
        write: ([data], self) => {
          this.#connectionOf(self).write(data === undefined ? '' : realm.describe(data));
          return false;
        },
        end: ([data], self) => {
          const connection = this.#connectionOf(self);
          if (data !== undefined) connection.write(realm.describe(data));
          connection.end();
        },
      },
    );
    const connection = new SocketConnection(interpreter, socket, call.options);
    if (call.callback) emitter.setBare(socket, 'connect', call.callback);
    this.#connections.add(connection);
    this.#bySocket.set(socket, connection);
    connection.open();
    return socket;
  }

  #connectionOf(self: unknown): SocketConnection {
    const connection = isObject(self) ? this.#bySocket.get(self) : undefined;
    if (!connection) throw new BoardError('This socket is closed');
    return connection;
  }
}
