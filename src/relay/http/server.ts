import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { refusal, type Answer } from '../protocol/answers.ts';
import { Connections } from './connections.ts';
import { MAX_HEADER_BYTES, OneRequest, readOneRequest } from './one-request.ts';
import { MAX_BODY_BYTES, MESSAGES_PATH, NONCE_PATH } from '../protocol/words.ts';
import type { Log } from '../delivery/log.ts';
import type { MessageRequest } from '../delivery/decide.ts';
import type { Relay } from '../delivery/relay.ts';

export interface ServerLimits {
  /** How long a request may take to come in, headers and body, and how long a connection may stay after its answer. */
  readonly requestMs: number;
  readonly connections: number;
}

const LIMITS: ServerLimits = { requestMs: 5000, connections: 64 };

export interface RelayServer {
  readonly server: Server;
  /** @throws the system's error when the port can't be had */
  listen(where: { readonly host: string; readonly port: number }): Promise<void>;
  /** Lets what is being answered end, and takes nothing new. */
  close(): Promise<void>;
}

/**
 * The relay's HTTP edge: reads requests within limits, hands them on, writes answers. One request for each connection, as
 * the button does it: nobody else needs more.
 * @param relay what it resolves with serves; requests wait, so that the port can be taken before the journal is touched
 * @returns a server that is not listening yet
 */
export function createServer(relay: () => Promise<Relay>, log: Log, limits = LIMITS): RelayServer {
  const connections = new Connections(limits.connections);
  // It parses, and never listens: its connections come from the server below.
  const parser = createHttpServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    const { socket } = request;
    if (socket instanceof OneRequest) void serve(request, response, socket);
  });
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    connections.add(socket);
    const deadline = setTimeout(() => socket.destroy(), limits.requestMs);
    const arrived = () => {
      clearTimeout(deadline);
    };
    socket.once('close', arrived);
    readOneRequest(socket, (bytes) => {
      parser.emit('connection', new OneRequest(socket, bytes, { arrived, lingerMs: limits.requestMs }));
    });
  });

  server.on('error', (err) => {
    // Where it could not listen, that is told by who asked for it.
    if (server.listening) log.error({ err }, 'A connection could not be taken.');
  });

  async function serve(request: IncomingMessage, response: ServerResponse, from: OneRequest): Promise<void> {
    connections.mark(from.connection, true);
    const { status, headers, body } = await answer(request, from).catch((err: unknown) => {
      log.error({ err }, 'A fault of the relay.');
      return refusal('internal');
    });
    connections.mark(from.connection, false);
    response
      .writeHead(status, {
        // First: the button searches them from the beginning, and that takes it time.
        ...headers,
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        Connection: 'close',
      })
      .end(body);
  }

  async function answer(request: IncomingMessage, from: OneRequest): Promise<Answer> {
    // The MAC names the path as it stands: no query, no escapes.
    const route = `${request.method ?? ''} ${request.url ?? ''}`;
    if (route === `GET ${NONCE_PATH}`) return (await relay()).nonce();
    if (route === `POST ${MESSAGES_PATH}`) {
      const message = await readMessage(request);
      if ('status' in message) return message;
      from.arrived();
      return answerMessage(await relay(), message, from.connection);
    }
    return noSuchRoute(request.url ?? '');
  }

  return {
    server,
    listen: async (where) => {
      server.listen(where);
      await once(server, 'listening');
    },
    close: async () => {
      const closed = server.listening ? once(server, 'close') : Promise.resolve();
      server.close();
      connections.close();
      await relay().then(
        (opened) => {
          opened.stop();
        },
        () => undefined,
      );
      await closed;
    },
  };
}

async function readMessage(request: IncomingMessage): Promise<MessageRequest | Answer> {
  const { headersDistinct: headers } = request;
  // The button says how long a body is; what does not can't be read within limits.
  if (headers['transfer-encoding'] !== undefined) return refusal('malformed');
  if (Number(headers['content-length']?.[0] ?? 0) > MAX_BODY_BYTES) return refusal('tooLarge');
  return {
    contentType: headers['content-type'] ?? [],
    idempotencyKey: headers['idempotency-key'] ?? [],
    authorization: headers['authorization'] ?? [],
    // The MAC is over the bytes as sent, whatever type they claim.
    body: await buffer(request),
  };
}

function answerMessage(relay: Relay, message: MessageRequest, from: Socket): Promise<Answer> {
  const gone = new AbortController();
  const leave = () => {
    gone.abort();
  };
  from.once('close', leave);
  if (from.closed) leave();
  return relay.answer(message, { address: addressOf(from), gone: gone.signal });
}

/** An IPv4 address is told as one, also where the relay listens on IPv6. */
function addressOf({ remoteAddress = '' }: Socket): string {
  return remoteAddress.replace(/^::ffff:/, '');
}

function noSuchRoute(url: string): Answer {
  const allowed = { [NONCE_PATH]: 'GET', [MESSAGES_PATH]: 'POST' }[url];
  return allowed === undefined ? refusal('notFound') : refusal('wrongMethod', { Allow: allowed });
}
