import type { Socket } from 'node:net';
import fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { printableJson } from '../../printable.ts';
import { refusal, type Answer } from '../protocol/answers.ts';
import { Connections } from './connections.ts';
import { MAX_BODY_BYTES, MESSAGES_PATH, NONCE_PATH } from '../protocol/words.ts';
import type { Relay } from '../delivery/relay.ts';

export interface ServerLimits {
  /** How long a request may take to come in, headers and body, and how long a connection may idle after one. */
  readonly requestMs: number;
  readonly connections: number;
}

const LIMITS: ServerLimits = { requestMs: 5000, connections: 64 };
/** How often Node looks for connections past their limit. Its default is half a minute. */
const LIMIT_CHECK_MS = 250;
/** The button's headers come to some 400 bytes. */
const MAX_HEADER_BYTES = 4096;

/** Where log lines go, each a JSON object with its line break. */
export interface LogStream {
  write(line: string): void;
}

/**
 * The relay's HTTP edge: reads requests within limits, hands them on, writes answers.
 * @param relay what it resolves with serves; requests wait, so that the port can be taken before the journal is touched
 * @returns a server that is not listening yet; its `close` lets what is being answered end, and takes nothing new
 */
export function createServer(
  relay: () => Promise<Relay>,
  stream: LogStream,
  limits = LIMITS,
): FastifyInstance {
  const app = fastify({
    logger: { level: 'info', stream: shownOnly(stream) },
    // A line for each request would let anybody fill the disk.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.requestMs,
    exposeHeadRoutes: false,
    http: {
      headersTimeout: limits.requestMs,
      connectionsCheckingInterval: LIMIT_CHECK_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
  });
  const connections = new Connections(limits.connections);
  // An error that nobody listens to ends the process, and the deliveries that are under way with it.
  app.server.on('error', () => undefined);
  app.server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    connections.add(socket);
  });
  app.addHook('onRequest', async (request, reply) => {
    // The MAC names the path as it stands: no query, no escapes.
    if (!request.is404 && request.raw.url !== request.routeOptions.url) reply.callNotFound();
  });
  app.addHook('onSend', async (_request, reply) => {
    if (connections.closing) reply.raw.setHeader('Connection', 'close');
  });
  app.addHook('preClose', async () => {
    connections.close();
    await relay().then(
      (opened) => {
        opened.stop();
      },
      () => undefined,
    );
  });

  // The MAC is over the bytes as sent, so they are read as bytes, whatever type they claim.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });

  app.get(NONCE_PATH, async (_request, reply) => send(reply, (await relay()).nonce()));
  app.post(MESSAGES_PATH, async (request, reply) => {
    const answered = connections.busy(request.raw.socket);
    return send(reply, await answerMessage(relay(), request).finally(answered));
  });
  app.setNotFoundHandler((request, reply) => send(reply, noSuchRoute(request)));
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    if (error.statusCode === 413) return send(reply, refusal('tooLarge'));
    if (error.statusCode === 415) return send(reply, refusal('notJson'));
    if (error.statusCode !== undefined && error.statusCode < 500) return send(reply, refusal('malformed'));
    app.log.error({ err: error }, 'A fault of the relay.');
    return send(reply, refusal('internal'));
  });
  return app;
}

/** Whoever looks at the log does so on a terminal. */
function shownOnly(stream: LogStream): LogStream {
  return {
    write: (lines) => {
      stream.write(printableJson(lines));
    },
  };
}

async function answerMessage(relay: Promise<Relay>, { raw, body }: FastifyRequest): Promise<Answer> {
  const { headersDistinct: headers, socket } = raw;
  const gone = new AbortController();
  const leave = () => {
    gone.abort();
  };
  socket.once('close', leave);
  try {
    return await (
      await relay
    ).answer(
      {
        contentType: headers['content-type'] ?? [],
        idempotencyKey: headers['idempotency-key'] ?? [],
        authorization: headers['authorization'] ?? [],
        body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
      },
      { address: addressOf(socket), gone: gone.signal },
    );
  } finally {
    socket.off('close', leave);
  }
}

/** An IPv4 address is told as one, also where the relay listens on IPv6. */
function addressOf({ remoteAddress = '' }: Socket): string {
  return remoteAddress.replace(/^::ffff:/, '');
}

function noSuchRoute({ raw }: FastifyRequest): Answer {
  const allowed = { [NONCE_PATH]: 'GET', [MESSAGES_PATH]: 'POST' }[raw.url ?? ''];
  return allowed === undefined ? refusal('notFound') : refusal('wrongMethod', { Allow: allowed });
}

function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  // Set on the raw answer, because fastify sends its own names in lower case and the chip's client keeps the case it gets.
  for (const [name, value] of Object.entries(headers)) reply.raw.setHeader(name, value);
  return reply.code(status).type('application/json').send(body);
}
