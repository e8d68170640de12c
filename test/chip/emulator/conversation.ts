import type { Writable } from 'node:stream';
import { NOTHING, replyBytes, type Peer, type Reply } from './peer.ts';

/** How a run of the chip ended, as sdk.c tells it. */
export interface Ending {
  /** 'overrun' for more at once than the stand-in can keep. */
  readonly why: 'end' | 'reboot' | 'overrun';
  /** At the deepest, in bytes, without what Espressif's SDK takes. */
  readonly stack: number;
  /** Of the SDK, at most, in bytes. */
  readonly heap: number;
  /** Of the interpreter, that something held on to, at most: looked at when something is sent, and as often as sdk.c says. */
  readonly variables: number;
  readonly ms: number;
}

const LINE = /^@(\w+) (\d+) (\d+) (\d+) (\d+)$/;

/** Reads what sdk.c says on its standard error, and answers it for the peer. */
export class Conversation {
  ending: Ending | null = null;
  /** Lines that are none of sdk.c's: QEMU has a complaint. */
  readonly complaints: string[] = [];
  readonly #peer: Peer;
  readonly #answers: Writable;
  #unread = Buffer.alloc(0);

  constructor(peer: Peer, answers: Writable) {
    this.#peer = peer;
    this.#answers = answers;
  }

  read(bytes: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    while (this.#step());
  }

  /** @returns whether there was a whole event */
  #step(): boolean {
    const end = this.#unread.indexOf('\n');
    if (end < 0) return false;
    const line = this.#unread.toString('latin1', 0, end);
    const [, event = '', ...figures] = LINE.exec(line) ?? [];
    const [first = 0, second = 0, third = 0, fourth = 0] = figures.map(Number);
    const from = end + 1;
    const to = event === 'send' ? from + third : from;
    if (this.#unread.length < to) return false;
    const payload = this.#unread.subarray(from, to);
    this.#unread = this.#unread.subarray(to);
    if (event === 'end' || event === 'reboot' || event === 'overrun') {
      this.ending = { why: event, stack: first, heap: second, variables: third, ms: fourth };
    } else if (event === '') this.complaints.push(line);
    else this.#answers.write(replyBytes(this.#reply(event, first, second, payload)));
    return true;
  }

  #reply(event: string, id: number, nowMs: number, payload: Buffer): Reply {
    if (event === 'connect') return this.#peer.connected(id, nowMs);
    if (event === 'send') return this.#peer.received(id, payload, nowMs);
    if (event === 'more') return this.#peer.more(id, nowMs);
    this.#peer.closed(id);
    return NOTHING;
  }
}
