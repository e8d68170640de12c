import { once } from 'node:events';
import { request as requestHttp } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import { getProxyForUrl } from 'proxy-from-env';
import { connectToAny } from './race.ts';

/** A connection to the webhook's host, on which nothing has been said yet. */
export interface OpenWay {
  readonly socket: Socket;
  /** What a request names: the path, or to a proxy all of the URL. */
  readonly path: string;
  /** For a proxy that reads the request. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The authorities that are trusted. To read them takes longer than a handshake, and more memory than all the rest. */
let trust: SecureContext | undefined;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The way to a webhook's host, for a delivery and for the check alike: straight, or by the proxy that `https_proxy`,
 * `http_proxy` and `no_proxy` name. TLS is verified, and sessions are taken up again; connections never are: a server that
 * closes one just then would leave the next message's outcome unknown.
 */
export class Way {
  readonly #target: URL;
  #session: Buffer | undefined;

  constructor(url: string) {
    this.#target = new URL(url);
  }

  /** @throws why there is none; not a byte of a message has left then */
  async open(signal: AbortSignal): Promise<OpenWay> {
    const target = this.#target;
    const secure = target.protocol === 'https:';
    const proxy = proxyFor(target);
    const hop = proxy ?? target;
    let socket = await connectToAny(hop.hostname, portOf(hop), signal);
    try {
      if (proxy?.protocol === 'https:') socket = await secured(socket, { host: proxy.hostname }, signal);
      if (proxy !== undefined && secure) socket = await tunnel(socket, target, proxy, signal);
      if (secure) socket = await this.#secured(socket, signal);
    } catch (error) {
      socket.destroy();
      throw error;
    }
    const byProxy = proxy !== undefined && !secure;
    return {
      socket,
      path: byProxy ? target.href : target.pathname + target.search,
      headers: byProxy ? credentials(proxy) : {},
    };
  }

  async #secured(socket: Socket, signal: AbortSignal): Promise<TLSSocket> {
    const session = this.#session;
    const wrapped = await secured(socket, { host: this.#target.hostname, session }, signal).catch(
      (error: unknown) => {
        // One that is not taken is no reason to come with it again.
        this.#session = undefined;
        throw error;
      },
    );
    wrapped.on('session', (fresh: Buffer) => (this.#session = fresh));
    return wrapped;
  }
}

/** @returns the proxy that the environment names for a URL, if any; this machine is reached without one */
export function proxyFor(target: URL): URL | undefined {
  const named = LOOPBACK.test(target.hostname) ? '' : getProxyForUrl(target.href);
  if (named === '') return undefined;
  const proxy = URL.canParse(named) ? new URL(named) : undefined;
  if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:') return proxy;
  throw new Error('the proxy that the environment names is no http:// or https:// URL');
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

async function secured(
  socket: Socket,
  { host, session }: { host: string; session?: Buffer | undefined },
  signal: AbortSignal,
): Promise<TLSSocket> {
  const wrapped = connectTls({
    socket,
    host,
    secureContext: (trust ??= createSecureContext()),
    ALPNProtocols: ['http/1.1'],
    ...(isIP(host) === 0 && { servername: host }),
    session,
  });
  try {
    await once(wrapped, 'secureConnect', { signal });
    return wrapped;
  } catch (error) {
    wrapped.on('error', () => undefined).destroy();
    throw error;
  }
}

/** Asks a proxy for a connection to the target (RFC 9110, 9.3.6). */
async function tunnel(socket: Socket, target: URL, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const authority = `${target.hostname}:${portOf(target)}`;
  const asked = requestHttp({
    createConnection: () => socket,
    method: 'CONNECT',
    path: authority,
    headers: { Host: authority, ...credentials(proxy) },
    signal,
  });
  asked.end();
  const [{ statusCode }] = (await once(asked, 'connect')) as [{ statusCode?: number }];
  if (statusCode === 200) return socket;
  throw new Error(`the proxy answered ${statusCode ?? 'nothing'}`);
}

function credentials({ username, password }: URL): Record<string, string> {
  if (username + password === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}
