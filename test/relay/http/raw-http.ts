import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Requests byte by byte, for what no HTTP client would send. */

export interface RawAnswer {
  readonly status: number;
  /** As sent: the names in their own case. */
  readonly head: string;
  readonly body: string;
}

/** Opens a connection and sends `bytes`. */
export function open(port: number, bytes: string | Buffer = '', localAddress = '127.0.0.1'): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  socket.write(bytes);
  return socket;
}

/** Sends `bytes` and reads answers until the server ends the connection. */
export async function exchange(port: number, bytes: string | Buffer): Promise<RawAnswer[]> {
  return answersIn(await readToEnd(open(port, bytes)));
}

/** @returns all that comes until the connection ends, however it does */
export async function readToEnd(socket: Socket): Promise<string> {
  const received: string[] = [];
  socket.setEncoding('utf8').on('data', (part: string) => received.push(part));
  if (!socket.closed) await once(socket, 'close').catch(() => undefined);
  return received.join('');
}

function answersIn(received: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = received; rest !== '';) {
    const end = rest.indexOf('\r\n\r\n');
    const head = rest.slice(0, end);
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? '0');
    const body = rest.slice(end + 4, end + 4 + length);
    answers.push({ status: Number(head.slice(9, 12)), head, body });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
}

/** @returns the bytes of a request that asks to end the connection after it */
export function request(line: string, headers: readonly string[] = [], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return [`${line} HTTP/1.1`, 'Host: relay', 'Connection: close', ...headers, ...length, '', body].join(
    '\r\n',
  );
}
