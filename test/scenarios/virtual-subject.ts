import {
  AccessPoint,
  type Behaviour,
  Board,
  Clock,
  type LampReading,
  MemoryChat,
  MemoryNetwork,
  readLamp,
  ScriptCache,
  type SeenRequest,
} from '../../src/simulator/index.ts';
import { ReferenceRelay } from '../firmware/reference-relay.ts';
import { RADIO } from './chip.ts';
import { DESIGNS, type Edition, editionScript, SECRET, WIFI } from './editions.ts';
import { type KeyStep, type RelayControls, type Router, Subject } from './subject.ts';

const HOST = '10.0.0.1';
const PORTS: Readonly<Record<Edition, number>> = { direct: 80, adorned: 80, relay: 8765 };
/** Far longer than the debounce time, as people's smashes are. */
const SEEN_MS = 150;
/** As often it looks whether what it waits for has come. */
const LOOK_MS = 10;
/** Nothing in a scenario takes longer. */
const LIMIT_MS = 60_000;

/** Makes virtual boards, each script once. */
export class VirtualWorkshop {
  readonly #scripts = new Map<Edition, Promise<string>>();
  readonly #cache = new ScriptCache();

  /** A board with its surroundings, all new. */
  async subject(edition: Edition): Promise<Subject> {
    const script = this.#scripts.get(edition) ?? editionScript(edition, `http://${HOST}:${PORTS[edition]}`);
    this.#scripts.set(edition, script);
    return new VirtualSubject(edition, await script, this.#cache);
  }
}

/** The virtual board in virtual time. */
class VirtualSubject extends Subject {
  readonly router: Router;
  readonly relay: RelayControls;
  readonly #clock = new Clock();
  readonly #network = new MemoryNetwork(this.#clock);
  readonly #chat = new MemoryChat();
  readonly #board: Board;
  readonly #relay: ReferenceRelay | null;

  constructor(edition: Edition, script: string, scripts: ScriptCache) {
    super();
    const { pins, klaxonPin } = DESIGNS[edition];
    const accessPoint = new AccessPoint(WIFI);
    this.#board = new Board({
      script,
      scripts,
      network: this.#network,
      clock: this.#clock,
      accessPoint,
      // D15 is always low: there is no key that could be seen.
      pins,
      stationTimes: RADIO,
      ...(klaxonPin === undefined ? {} : { klaxonPin }),
    });
    this.router = routerOf(accessPoint);
    const relay = new ReferenceRelay(SECRET, this.#clock);
    this.relay = controlsOf(relay);
    this.#relay = edition === 'relay' ? relay : null;
    this.#network.listen(HOST, PORTS[edition], this.#relay ?? this.#chat);
  }

  get lines(): readonly string[] {
    return this.#board.console.lines.map((line) => line.trimEnd());
  }

  get keys(): readonly number[] {
    return this.#board.keys.pins;
  }

  get requests(): readonly SeenRequest[] {
    return this.#chat.requests;
  }

  get reached(): readonly string[] {
    if (this.#relay) return this.#relay.delivered;
    return this.#chat.requests.filter(({ completeMs }) => completeMs !== null).map(({ body }) => body);
  }

  get lamp(): LampReading | null {
    return readLamp(this.#board.lamp, this.#clock.nowMs);
  }

  get klaxonHz(): number {
    return this.#board.klaxon?.hz ?? 0;
  }

  powerOn(): Promise<void> {
    this.#board.powerOn();
    return Promise.resolve();
  }

  powerOff(): Promise<void> {
    this.#board.powerOff();
    return Promise.resolve();
  }

  play(steps: readonly KeyStep[]): Promise<void> {
    for (const { afterMs, down = [], up = [] } of steps) {
      this.#board.advance(afterMs);
      this.#board.keys.press(...down);
      this.#board.keys.release(...up);
    }
    return Promise.resolve();
  }

  untilSeen(): Promise<void> {
    return this.wait(SEEN_MS);
  }

  wait(ms: number): Promise<void> {
    this.#board.advance(ms);
    return Promise.resolve();
  }

  linger(): Promise<void> {
    return this.wait(LIMIT_MS);
  }

  eventually(what: string, isSo: () => boolean): Promise<void> {
    for (let ms = 0; !isSo(); ms += LOOK_MS) {
      if (ms > LIMIT_MS) throw new Error(`Not within ${LIMIT_MS} ms: ${what}.\n${this.lines.join('\n')}`);
      this.#board.advance(LOOK_MS);
    }
    return Promise.resolve();
  }

  webhook(behaviour: Behaviour): Promise<void> {
    this.#chat.behaviour = behaviour;
    return Promise.resolve();
  }

  webhookInTurn(...behaviours: Behaviour[]): void {
    this.#chat.queue.push(...behaviours);
  }

  openDoors(): Promise<string[]> {
    const { isOpenToTelnet, isOpenAccessPoint } = this.#board;
    return Promise.resolve([
      ...(isOpenToTelnet ? ['telnet'] : []),
      ...(isOpenAccessPoint ? ['accessPoint'] : []),
    ]);
  }
}

function routerOf(accessPoint: AccessPoint): Router {
  return {
    goDown() {
      accessPoint.goDown();
      return Promise.resolve();
    },
    comeUp() {
      accessPoint.comeUp();
      return Promise.resolve();
    },
    setPassword(password, wrongIsTold = 'bad_password') {
      accessPoint.settings.wrongPassword = wrongIsTold;
      accessPoint.changePassword(password);
      return Promise.resolve();
    },
    setDhcp(answers) {
      accessPoint.settings.dhcp = answers ? 'answers' : 'silent';
      return Promise.resolve();
    },
  };
}

function controlsOf(relay: ReferenceRelay): RelayControls {
  return {
    goDown() {
      relay.isUp = false;
      return Promise.resolve();
    },
    comeUp(secret) {
      relay.isUp = true;
      relay.restart(secret);
      return Promise.resolve();
    },
    loseAnswers(count) {
      relay.mischief.splice(0, Infinity, ...Array.from({ length: count }, () => 'lost' as const));
    },
    webhookAnswers(...statuses) {
      // What the relay makes of a webhook's refusal.
      relay.webhook.push(...statuses.map((status) => (status === 200 ? 200 : 502)));
    },
  };
}
