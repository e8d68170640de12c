import {
  type Answer,
  BEHAVIOURS,
  type Behaviour,
  type BehaviourName,
  type MemoryServer,
  type SeenRequest,
} from '../../src/simulator/index.ts';
import type { Forwarding, Trick } from './schedule.ts';

/** What became of a message at a server, as only the server can know it. */
export type Fate =
  /** It took it: a 2xx went out, whether or not it arrived. */
  | 'taken'
  /** It said that it did not, or that it never will. */
  | 'notNow'
  | 'refused'
  /** It has all of it and said nothing: it may well have acted. */
  | 'silent'
  /** It never had all of it. */
  | 'partial';

/** A message that a server has seen: of a relay, one that it passed on. */
export interface LoggedRequest {
  readonly request: Pick<SeenRequest, 'body' | 'acceptedMs' | 'completeMs'>;
  /** When it left a relay, where that is later than it came. */
  readonly leftMs?: number;
  readonly fate: Fate;
  /** Whether the button can have been left without a word, or with one that tells nothing. */
  readonly ambiguous: boolean;
}

/** What the button talks to: the webhook, or a relay in front of it. Named ways are used up one a connection. */
export interface Server extends MemoryServer {
  readonly queue: BehaviourName[];
  way: BehaviourName;
  /** Connections that met another way than `ok`. */
  readonly faults: number;
  /** What it knows of the messages. */
  readonly log: readonly LoggedRequest[];
  /** Messages that it has passed on and waits for: a relay may yet crash over one. */
  readonly underWay: number;
  /** What becomes of the next messages that are passed on; only a relay does. */
  upstream(forwardings: readonly Forwarding[]): void;
  restart(): void;
  /** What somebody in front of a relay does to the next requests; none for nothing more. */
  stranger(tricks: readonly Trick[]): void;
}

/** The chat's webhook, with every fault there is, and a log of what it did to whom. */
export class FaultyChat implements Server {
  readonly requests: SeenRequest[] = [];
  readonly queue: BehaviourName[] = [];
  way: BehaviourName = 'ok';
  /** Connections that met another way than `ok`. */
  faults = 0;
  readonly underWay = 0;
  readonly #ways: Behaviour[] = [];

  next(): Behaviour {
    const name = this.queue.shift() ?? this.way;
    const way = BEHAVIOURS[name];
    if (name !== 'ok') this.faults++;
    // Only a connection that stands gets a request in the log.
    if (way.kind !== 'refuse' && way.kind !== 'swallow') this.#ways.push(way);
    return way;
  }

  upstream(): void {
    // Nothing is behind it.
  }

  restart(): void {
    // It keeps nothing that could be lost.
  }

  stranger(): void {
    // There is no promise without a MAC.
  }

  get log(): LoggedRequest[] {
    return this.requests.map((request, index) => {
      const way = this.#ways[index] ?? BEHAVIOURS.ok;
      return { request, fate: fateOf(request, way), ambiguous: isAmbiguous(way) };
    });
  }
}

function fateOf({ completeMs }: SeenRequest, way: Behaviour): Fate {
  if (completeMs === null) return 'partial';
  if (way.kind === 'reset' && way.at === 'answer') return 'taken';
  if (way.kind !== 'answer') return 'silent';
  const status = way.status ?? 200;
  if (status >= 200 && status < 300) return 'taken';
  if (tellsNothing(way)) return 'silent';
  return status === 429 || status === 503 ? 'notNow' : 'refused';
}

/** A fault of the server, or a proxy's word for an answer that it has lost: who knows whether the message was taken. */
function tellsNothing({ status = 200, headers = {} }: Answer): boolean {
  if (Number.isNaN(status)) return true;
  return status >= 500 && !(status === 503 && 'Retry-After' in headers);
}

function isAmbiguous(way: Behaviour): boolean {
  if (way.kind !== 'answer') return true;
  return way.continues === true || way.delayMs !== undefined || tellsNothing(way);
}
