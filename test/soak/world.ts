import {
  AccessPoint,
  Board,
  type BoardSettings,
  Clock,
  type Engines,
  MemoryNetwork,
  readLamp,
  type Speed,
} from '../../src/simulator/index.ts';
import { LAMP_FRAME_MS } from '../../src/config/lamp.ts';
import { ChordOracle, CLOCK_MS } from './chord-oracle.ts';
import { type Claim, PressLog } from './press-log.ts';
import { KEYS, type Action } from './schedule.ts';
import { RelayStandIn } from './relay-stand-in.ts';
import { FaultyChat, type Server } from './stand-ins.ts';

/** The watchdog's bite: a longer stall restarts the chip. */
const WATCHDOG_MS = 3200;
/** A pattern is two seconds long, and the reader wants it to hold. */
const LAMP_READ_MS = 2400;
const LATENCY_MS = 5;
/** A key that is down for longer may be on the lamp as stuck. */
const STUCK_MS = 9000;
/** After a stall the board does at once what was due, of which telling an outcome is the last. */
const CATCH_UP_MS = 1000;
/** A timer is seen at the end of a turn of the loop: with some timers, on the slowest chip. */
const IDLE_TURN_MS = 2;

export const WIFI = { ssid: 'office', password: 'open sesame' };
export const SERVER_HOST = '10.0.0.1';

export interface WorldSettings {
  readonly script: string;
  readonly scripts: Engines;
  readonly speed: Speed;
  readonly debounceMs: number;
  readonly pollMs: number;
  readonly chordMs: number;
  readonly deadTimeMs: number;
  readonly pressTtlMs: number;
  /** Where the keys are, in the configuration's order. */
  readonly pins: readonly number[];
  /** Undefined for a button that talks to the webhook itself. */
  readonly relaySecret: string | undefined;
}

/** A button, its surroundings, and observers who see the pins, the lamp, the console and the server, but no firmware. */
export class World {
  readonly clock = new Clock();
  readonly latencyMs = LATENCY_MS;
  readonly server: Server;
  readonly presses = new PressLog();
  readonly board: Board;
  readonly #accessPoint = new AccessPoint(WIFI);
  /** What may fire, and what has to. */
  readonly #may: ChordOracle;
  readonly #must: ChordOracle;
  /** Power-ups, bites of the chip's watchdog, and restarts over a request without an answer: nothing else may boot the board. */
  boots = 0;
  /** The last moment at which the lamp may have had another reason to change. */
  #unsettledMs = 0;
  /** The end of the last stall. */
  #stalledMs = -CATCH_UP_MS;
  #online = false;
  #restarted = false;
  #faultsBefore = 0;
  readonly withRelay: boolean;
  /** Physical, not as polled: since when each key is down. */
  readonly #downMs: (number | null)[] = Array.from({ length: KEYS }, () => null);
  readonly #pressed = new Set<number>();
  readonly #stuck = new Set<number>();
  /** The most time between two looks at the keys that the program has not kept the processor for. */
  readonly #restMs: number;
  /** The last look at the keys since the boot or a stall, and what the program had kept the processor for by then. */
  #looked: { readonly atMs: number; readonly busyMs: number } | null = null;

  constructor(settings: WorldSettings) {
    this.withRelay = settings.relaySecret !== undefined;
    this.#restMs = settings.pollMs + (settings.speed === 'instant' ? 0 : IDLE_TURN_MS);
    this.#may = new ChordOracle(settings, CLOCK_MS);
    this.#must = new ChordOracle(settings, -CLOCK_MS);
    const network = new MemoryNetwork(this.clock, { latencyMs: LATENCY_MS });
    this.server =
      settings.relaySecret === undefined
        ? new FaultyChat()
        : new RelayStandIn(settings.relaySecret, settings.pressTtlMs, this.clock);
    network.listen(SERVER_HOST, 80, this.server);
    const parts: BoardSettings = { ...settings, clock: this.clock, network, accessPoint: this.#accessPoint };
    this.board = new Board(parts);
    this.#watchKeys();
    this.board.console.onLine = (line) => {
      this.#hear(line);
    };
  }

  get nowMs(): number {
    return this.clock.nowMs;
  }

  get isOnline(): boolean {
    return this.#online;
  }

  apply(action: Action): void {
    switch (action.do) {
      case 'key':
        this.#key(this.#pressed, action.key, action.down);
        return;
      case 'stick':
        this.#key(this.#stuck, action.key, action.stuck);
        return;
      case 'radioQuiet':
        this.presses.disturb();
        this.board.silenceRadio();
        return;
      case 'router':
        this.presses.disturb();
        if (action.up) this.#accessPoint.comeUp();
        else this.#accessPoint.goDown();
        return;
      case 'addresses':
        this.#accessPoint.settings.dhcp = action.given ? 'answers' : 'silent';
        return;
      case 'queue':
        this.server.queue.push(...action.ways);
        return;
      case 'server':
        this.server.way = action.way;
        return;
      case 'power':
        this.#power(action.on);
        return;
      case 'stall':
        this.#stall(action.forMs);
        return;
      case 'webhook':
        this.server.upstream(action.forwardings);
        return;
      case 'stranger':
        this.presses.disturb();
        this.server.stranger(action.tricks);
        return;
      case 'relayRestart':
        this.presses.disturb();
        this.server.restart();
        return;
    }
  }

  /** Everything around the button works again, and nobody touches it. */
  heal(): void {
    this.server.queue.length = 0;
    this.server.way = 'ok';
    this.server.upstream([]);
    this.server.stranger([]);
    this.#accessPoint.settings.dhcp = 'answers';
    if (!this.#accessPoint.up) this.#accessPoint.comeUp();
    for (let key = 0; key < KEYS; key++) {
      this.#stuck.delete(key);
      this.#key(this.#pressed, key, false);
    }
  }

  /** @param holders the keys that fingers press, or those that are stuck: either keeps a key down */
  #key(holders: Set<number>, key: number, held: boolean): void {
    if (held) holders.add(key);
    else holders.delete(key);
    const down = this.#pressed.has(key) || this.#stuck.has(key);
    const pin = this.board.keys.pins[key] ?? 0;
    const heldMs = this.nowMs - (this.#downMs[key] ?? this.nowMs);
    if (!down && heldMs > STUCK_MS) this.#unsettledMs = this.nowMs;
    this.#downMs[key] = down ? (this.#downMs[key] ?? this.nowMs) : null;
    if (down) this.board.keys.press(pin);
    else this.board.keys.release(pin);
    // A user who finds the board dead, and whose key it was.
    if (!down && this.board.heldBackBy === pin) {
      this.#power(false);
      this.#power(true);
    }
  }

  #power(on: boolean): void {
    if (on === this.board.isOn) return;
    if (on) {
      this.#booted();
      this.board.powerOn();
      if (this.board.heldBackBy === null) this.boots++;
    } else {
      this.board.powerOff();
      this.#booted();
    }
  }

  #stall(forMs: number): void {
    if (!this.board.isOn || this.board.heldBackBy !== null) return;
    this.presses.disturb();
    this.#unsettledMs = this.nowMs;
    this.board.stall(forMs);
    this.#looked = null;
    this.#unsettledMs = this.#stalledMs = this.nowMs;
    if (forMs < WATCHDOG_MS) return;
    this.#booted();
    this.boots++;
    this.board.advance(0);
  }

  #booted(): void {
    this.#looked = null;
    for (const oracle of [this.#may, this.#must]) oracle.boot();
    this.presses.reboot(this.nowMs);
    this.#unsettledMs = this.nowMs;
    this.#online = false;
  }

  /** The board reads its keys one after the other, all within one moment. */
  #watchKeys(): void {
    const { pins, keys } = this.board;
    const read = pins.read.bind(pins);
    let low = 0;
    let seen = 0;
    pins.read = (pin) => {
      const level = read(pin);
      const key = keys.pins.indexOf(pin);
      if (key < 0) return level;
      if (level === 0) low |= 1 << key;
      if (++seen === KEYS) {
        this.#look();
        for (const oracle of [this.#may, this.#must]) oracle.sample({ atMs: this.nowMs, low });
        if (this.#must.isOverdue(this.nowMs)) {
          this.presses.violations.push(`says nothing of the smash at ${this.nowMs}`);
          this.#spend(false);
        }
        low = 0;
        seen = 0;
      }
      return level;
    };
  }

  /** Debounced is what was seen all the time: whoever looks seldom sees a chord in what bounces. */
  #look(): void {
    const look = { atMs: this.nowMs, busyMs: this.board.busyMs };
    const last = this.#looked ?? look;
    this.#looked = look;
    const gapMs = look.atMs - last.atMs;
    const restMs = gapMs - (look.busyMs - last.busyMs);
    if (restMs > this.#restMs)
      this.presses.violations.push(`has not looked at its keys for ${gapMs} ms at ${this.nowMs}`);
  }

  #spend(fired: boolean): void {
    for (const oracle of [this.#may, this.#must]) oracle.spend(fired);
  }

  /** The button says that it takes a smash, or that it ignores one while it sends. */
  #smashed(): void {
    if (!this.#may.mayFire()) this.presses.violations.push(`fires at ${this.nowMs} without a chord`);
    this.#spend(true);
    this.#unsettledMs = this.nowMs;
    if (!this.presses.open) this.#faultsBefore = this.server.faults;
    this.presses.smash(this.nowMs);
  }

  #hear(line: string): void {
    const begins = line === 'generating request' || line === 'no network yet';
    if (line === 'ignored: still sending' || (begins && !this.presses.open)) this.#smashed();
    if (line === 'ignored: timing') this.#spend(false);
    // A restart that nobody asked for shows as unknown, of whatever press there was.
    if (line.startsWith('restarted:')) this.#restarted = true;
    // Without a relay a request that got no answer is taken from the chip by a restart, which tells of it: docs/design.md, D2.
    if (line === 'restarted: restart' && !this.withRelay && this.presses.open) {
      this.presses.line('unknown', this.nowMs);
      this.#booted();
      this.boots++;
    }
    if (line === 'unknown' && this.#restarted) {
      this.#restarted = false;
      return;
    }
    if (line.startsWith('network config')) this.#online = true;
    if (line === 'waiting to connect...') this.#online = false;
    if (line.startsWith('key stuck')) this.#unsettledMs = this.nowMs;
    // A relay's log has the messages that it passed on, and nothing of the answers that were lost on the way.
    if (this.withRelay && this.server.faults > this.#faultsBefore) this.presses.disturb();
    if (/^(error:|Uncaught|OUT OF MEMORY)/.test(line)) this.presses.violations.push(`says "${line}"`);
    const claim = this.presses.line(line, this.nowMs);
    if (claim) this.#watchLamp(claim, this.nowMs);
  }

  /**
   * The lamp must say what the console says, unless a key is stuck or something else has happened since.
   * A loop with a frame that a busy chip has cut short can't be read: the next that can counts, before an outcome may be over.
   */
  #watchLamp(claim: Claim, claimedMs: number, inMs = LAMP_READ_MS): void {
    this.clock.after(inMs, () => {
      if (this.#unsettledMs >= claimedMs) return;
      const shown = readLamp(this.board.lamp, this.nowMs);
      if (shown === claim || this.#isStuck(shown)) return;
      // Accepted shows for five seconds from when it is known, and a stall can hold up the telling for three of them.
      if (claim === 'accepted' && shown === 'ready' && claimedMs < this.#stalledMs + CATCH_UP_MS) return;
      if (shown === null && this.nowMs < claimedMs + 2 * LAMP_READ_MS) {
        this.#watchLamp(claim, claimedMs, LAMP_FRAME_MS);
        return;
      }
      const says = `says "${claim}" at ${claimedMs}, and the lamp shows ${JSON.stringify(shown)}`;
      this.presses.violations.push(says);
    });
  }

  #isStuck(shown: unknown): boolean {
    if (typeof shown !== 'object' || shown === null || !('stuckKey' in shown)) return false;
    const downMs = this.#downMs[Number(shown.stuckKey) - 1] ?? null;
    return downMs !== null;
  }
}
