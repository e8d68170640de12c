import { isIPv4 } from 'node:net';
import type { Behaviour, SeenRequest } from './behaviour.ts';
import type { Clock } from './clock.ts';
import { Conversation, type Step } from './conversation.ts';
import type { Line, Network, Peer } from './network.ts';

/** Where the in-memory network sends a SYN: a server decides connection by connection what it does. */
export interface MemoryServer {
  readonly requests: SeenRequest[];
  /** Called once a connection attempt. */
  next(): Behaviour;
}

/** A stand-in server in memory. `behaviour` holds until changed; `queue` is used up first, one a connection. */
export class MemoryChat implements MemoryServer {
  behaviour: Behaviour = { kind: 'answer' };
  readonly queue: Behaviour[] = [];
  readonly requests: SeenRequest[] = [];

  next(): Behaviour {
    return this.queue.shift() ?? this.behaviour;
  }

  /** The bodies of the requests that got a 2xx, in the order they came. */
  get messages(): string[] {
    return this.requests
      .filter(({ status }) => status !== null && status >= 200 && status < 300)
      .map((r) => r.body);
  }
}

/** What the in-memory network is like. */
export interface MemoryNetworkSettings {
  /** One way, from the board to a server or back. */
  readonly latencyMs: number;
  /** How long the chip tries a SYN that nobody answers. */
  readonly synTimeoutMs: number;
  /** The time one segment of 536 bytes takes on the air: the ESP8266's lwIP offers that MSS. */
  readonly segmentMs: number;
  /** How long a closed line to a server that never closes its side keeps its place on the chip. */
  readonly finWaitMs: number;
  /** What time servers say while the clock is at its zero. */
  readonly epochMs: number;
}

const DEFAULTS: MemoryNetworkSettings = {
  latencyMs: 5,
  synTimeoutMs: 75_000,
  segmentMs: 2,
  finWaitMs: 20_000,
  epochMs: Date.UTC(2026, 0, 1),
};
const SEGMENT_BYTES = 536;
/** Where nobody listens. */
const NOBODY: MemoryServer = { requests: [], next: () => ({ kind: 'refuse' }) };

/** A network in virtual time: every byte moves when the {@link Clock} says so, and the same run is the same twice. */
export class MemoryNetwork implements Network {
  readonly clock: Clock;
  readonly settings: MemoryNetworkSettings;
  readonly #servers = new Map<string, MemoryServer>();
  readonly #hosts = new Set<string>();

  constructor(clock: Clock, settings: Partial<MemoryNetworkSettings> = {}) {
    this.clock = clock;
    this.settings = { ...DEFAULTS, ...settings };
  }

  get unixMs(): number {
    return this.settings.epochMs + this.clock.nowMs;
  }

  /** Puts a server at a name or address, which makes the name known. */
  listen(host: string, port: number, server: MemoryServer): void {
    this.#hosts.add(host);
    this.#servers.set(`${host}:${port}`, server);
  }

  open(host: string, port: number, peer: Peer): Line {
    const server = this.#servers.get(`${host}:${port}`) ?? NOBODY;
    return new MemoryLine(this, peer, server, isIPv4(host) || this.#hosts.has(host));
  }
}

class MemoryLine implements Line {
  readonly #network: MemoryNetwork;
  readonly #peer: Peer;
  #conversation: Conversation | null = null;
  #behaviour: Behaviour | null = null;
  #gone = false;
  #closing = false;
  /** When the last step of the server's will have been sent, so that steps keep their order. */
  #busyUntilMs = 0;

  constructor(network: MemoryNetwork, peer: Peer, server: MemoryServer, known: boolean) {
    this.#network = network;
    this.#peer = peer;
    const { latencyMs, synTimeoutMs } = network.settings;
    if (!known) {
      this.#later(2 * latencyMs, () => {
        this.#fail(-6);
      });
      return;
    }
    this.#later(latencyMs, () => {
      const behaviour = server.next();
      this.#behaviour = behaviour;
      if (behaviour.kind === 'swallow') {
        this.#later(synTimeoutMs - latencyMs, () => {
          this.#fail(-11);
        });
      } else if (behaviour.kind === 'refuse') {
        this.#later(latencyMs, () => {
          this.#fail(-9);
        });
      } else {
        this.#accept(server, behaviour);
      }
    });
  }

  send(bytes: string): void {
    const { latencyMs } = this.#network.settings;
    this.#later(latencyMs, () => {
      this.#later(latencyMs, () => {
        this.#peer.acknowledged();
      });
      const { nowMs } = this.#network.clock;
      this.#play(this.#conversation?.received(bytes, nowMs) ?? []);
    });
  }

  close(): void {
    this.#closing = true;
    const { latencyMs, finWaitMs } = this.#network.settings;
    const lingers = this.#behaviour?.kind === 'silent';
    this.#later(lingers ? finWaitMs : 2 * latencyMs, () => {
      this.#gone = true;
      this.#peer.released();
    });
  }

  abandon(): void {
    this.#gone = true;
  }

  #accept(server: MemoryServer, behaviour: Behaviour): void {
    const { latencyMs } = this.#network.settings;
    const conversation = new Conversation(behaviour, this.#network.clock.nowMs);
    this.#conversation = conversation;
    server.requests.push(conversation.request);
    this.#later(latencyMs, () => {
      this.#peer.connected();
    });
    this.#play(conversation.accepted());
  }

  #play(steps: readonly Step[]): void {
    const { clock, settings } = this.#network;
    for (const step of steps) {
      this.#busyUntilMs = Math.max(this.#busyUntilMs, clock.nowMs) + step.afterMs;
      if (step.do === 'send') {
        for (let at = 0; at < step.bytes.length; at += SEGMENT_BYTES) {
          if (at > 0) this.#busyUntilMs += settings.segmentMs;
          const segment = step.bytes.slice(at, at + SEGMENT_BYTES);
          this.#arrive(() => {
            this.#peer.received(segment);
          });
        }
      } else if (step.do === 'decide') {
        this.#later(this.#busyUntilMs - clock.nowMs, () => {
          this.#play(step.decide());
        });
      } else if (step.do === 'close') {
        this.#arrive(() => {
          this.#peer.closed();
        });
      } else {
        this.#arrive(() => {
          this.#fail(-9);
        });
      }
    }
  }

  /** Something the server did at `#busyUntilMs` gets to the chip, unless the chip has closed the line by then. */
  #arrive(happen: () => void): void {
    const { clock, settings } = this.#network;
    this.#later(this.#busyUntilMs - clock.nowMs + settings.latencyMs, () => {
      if (!this.#closing) happen();
    });
  }

  #fail(error: -6 | -9 | -11): void {
    if (this.#closing) return;
    this.#gone = true;
    this.#peer.failed(error);
  }

  #later(delayMs: number, happen: () => void): void {
    this.#network.clock.after(delayMs, () => {
      if (!this.#gone) happen();
    });
  }
}
