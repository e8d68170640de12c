import { STATUS_CODES } from 'node:http';
import type { Answer, Behaviour, Moment, SeenRequest } from './behaviour.ts';

/** One step of a server's side, `afterMs` after the step before it. */
export type Step =
  | { readonly afterMs: number; readonly do: 'send' | 'close' | 'reset'; readonly bytes: string }
  /** Only then is known what to do. */
  | { readonly afterMs: number; readonly do: 'decide'; readonly decide: () => readonly Step[] };

/**
 * One connection from the server's side, without any socket: bytes go in, steps come out. Both stand-in servers run
 * on it, so a behaviour cannot mean different things in memory and on loopback.
 */
export class Conversation {
  readonly request: SeenRequest;
  #behaviour: Behaviour;
  #bytes = '';
  #headersEnd = -1;
  #wantedBytes = 0;

  constructor(behaviour: Behaviour, nowMs: number) {
    this.#behaviour = behaviour;
    this.request = {
      method: '',
      path: '',
      headers: {},
      body: '',
      acceptedMs: nowMs,
      firstByteMs: null,
      completeMs: null,
      status: null,
    };
  }

  /** The connection stands. */
  accepted(): Step[] {
    return this.#breakAt('accept');
  }

  /** Bytes came in, one a character. */
  received(bytes: string, nowMs: number): Step[] {
    if (this.request.completeMs !== null) return [];
    this.request.firstByteMs ??= nowMs;
    this.#bytes += bytes;
    const steps: Step[] = [];
    if (this.#headersEnd < 0) {
      this.#headersEnd = this.#bytes.indexOf('\r\n\r\n');
      if (this.#headersEnd < 0) return [];
      this.#readHead(this.#bytes.slice(0, this.#headersEnd));
      steps.push(...this.#breakAt('headers'));
      if (this.#behaviour.kind === 'answer' && this.#behaviour.continues) {
        steps.push({ afterMs: 0, do: 'send', bytes: 'HTTP/1.1 100 Continue\r\n\r\n' });
      }
    }
    const body = this.#bytes.slice(this.#headersEnd + 4);
    if (body.length < this.#wantedBytes) return steps;
    this.request.body = Buffer.from(body.slice(0, this.#wantedBytes), 'latin1').toString('utf8');
    this.request.completeMs = nowMs;
    if (this.#behaviour.kind === 'decide') this.#behaviour = this.#behaviour.decide(this.request);
    return [...steps, ...this.#reply()];
  }

  #reply(): Step[] {
    const way = this.#behaviour;
    if (way.kind !== 'later') return [...this.#breakAt('body'), ...this.#answer()];
    const decide = (): Step[] => {
      this.#behaviour = way.decide();
      return this.#reply();
    };
    return [{ afterMs: way.afterMs, do: 'decide', decide }];
  }

  #readHead(head: string): void {
    const [first = '', ...lines] = head.split('\r\n');
    const [method = '', path = ''] = first.split(' ');
    this.request.method = method;
    this.request.path = path;
    for (const line of lines) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).toLowerCase();
      const before = this.request.headers[name];
      const value = line.slice(colon + 1).trim();
      this.request.headers[name] = before === undefined ? value : `${before}, ${value}`;
    }
    this.#wantedBytes = Number(this.request.headers['content-length'] ?? 0);
  }

  #breakAt(moment: Moment): Step[] {
    const way = this.#behaviour;
    if ((way.kind !== 'reset' && way.kind !== 'close') || way.at !== moment) return [];
    return [{ afterMs: 0, do: way.kind, bytes: '' }];
  }

  #answer(): Step[] {
    const way = this.#behaviour;
    if (way.kind === 'reset' && way.at === 'answer') {
      const head = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart of it';
      return [
        { afterMs: 0, do: 'send', bytes: head },
        { afterMs: 1, do: 'reset', bytes: '' },
      ];
    }
    if (way.kind !== 'answer') return [];
    this.request.status = way.status ?? 200;
    return answerSteps(way);
  }
}

function answerSteps(answer: Answer): Step[] {
  const status = answer.status ?? 200;
  const body = answer.bodyBytes === undefined ? (answer.body ?? 'ok') : 'x'.repeat(answer.bodyBytes);
  const framing = answer.framing ?? 'length';
  const headers = { ...answer.headers, Connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  if (framing === 'length') lines.push(`Content-Length: ${body.length}`);
  if (framing === 'chunked') lines.push('Transfer-Encoding: chunked');
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`, ...lines, '', ''].join('\r\n');
  const steps: Step[] = [{ afterMs: answer.delayMs ?? 0, do: 'send', bytes: head }];
  if (framing === 'chunked' && answer.cutAtBytes !== undefined) {
    steps.push({
      afterMs: 0,
      do: 'send',
      bytes: `${body.length.toString(16)}\r\n${body.slice(0, answer.cutAtBytes)}`,
    });
    if (!answer.keepsOpen) steps.push({ afterMs: 0, do: 'close', bytes: '' });
    return steps;
  }
  const sent = body.slice(0, answer.cutAtBytes);
  const piece = answer.pieceBytes ?? (framing === 'chunked' ? Math.ceil(sent.length / 3) : sent.length);
  for (let at = 0; at < sent.length; at += piece) {
    const part = sent.slice(at, at + piece);
    const bytes = framing === 'chunked' ? `${part.length.toString(16)}\r\n${part}\r\n` : part;
    steps.push({ afterMs: answer.pieceMs ?? 0, do: 'send', bytes });
  }
  if (framing === 'chunked') steps.push({ afterMs: 0, do: 'send', bytes: '0\r\n\r\n' });
  if (!answer.keepsOpen) steps.push({ afterMs: 0, do: 'close', bytes: '' });
  return steps;
}
