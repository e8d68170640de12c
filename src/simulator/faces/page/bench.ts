import { Failure } from '../../../failure.ts';
import { textOf } from '../smash.ts';
import { BoardWatch } from './board-watch.ts';
import { type Edition, type EditionSettings, openEdition } from './edition.ts';
import { History } from './history.ts';
import { Troubles } from './troubles.ts';
import type { Command, News } from './wire.ts';

const NOTHING = { edges: [], console: [], chat: [], fresh: false, world: null } as const;

/**
 * The workbench that all pages look at: the board, the hands on its keys, the troubles it is put to, and what has been
 * seen of it. It outlives the board: an edit builds another one onto the same bench. Each board counts its time from 0, the
 * bench's goes on.
 */
export class Bench {
  /** Called with what is new. */
  onNews: (news: News) => void = () => undefined;
  /** Called when a press has begun, whoever made it. */
  onPress: () => void = () => undefined;
  readonly #settings: EditionSettings;
  readonly #history = new History();
  readonly #troubles = new Troubles();
  /** The pins whose keys each page holds. */
  readonly #hands = new Map<object, readonly number[]>();
  readonly #stuck = new Set<number>();
  #edition: Edition;
  #watch: BoardWatch;
  /** What the boards before this one have counted. */
  #beforeMs = 0;
  #building = false;
  #buildFailure: string | null = null;
  /** The state that the pages know, as text. */
  #told: string | undefined;

  private constructor(settings: EditionSettings, edition: Edition) {
    this.#settings = settings;
    this.#edition = edition;
    this.#watch = new BoardWatch(edition.session.board, edition.config);
  }

  /** @throws Failure when the configuration is wrong or the firmware can't be built */
  static async open(settings: EditionSettings): Promise<Bench> {
    const bench = new Bench(settings, await openEdition(settings));
    bench.#start();
    return bench;
  }

  get isLive(): boolean {
    return this.#settings.live;
  }

  /** Everything so far, for a page that has just come. */
  whole(): News {
    this.#tell();
    return { ...this.#history.all(), fresh: true, world: this.#edition.world, ...this.#now() };
  }

  /** What a page is told that knows everything already. */
  nothingNew(): News {
    return { ...NOTHING, ...this.#now() };
  }

  /**
   * Does what a page asks for.
   * @param page whose hands are on the keys
   */
  obey(page: object, command: Command): void {
    const { session } = this.#edition;
    if (command.do === 'hold') this.#hands.set(page, command.pins);
    else if (command.do === 'stick') this.#stuck[command.stuck ? 'add' : 'delete'](command.pin);
    else if (command.do === 'powerCycle') {
      this.#note('power off and on');
      session.board.powerCycle();
    }
    this.#moveKeys();
    if (this.#troubles.take(command))
      void this.#applyTroubles(command.do === 'relay' ? `relay ${command.is}` : '');
    this.#tell();
  }

  /** A page is gone, and its hands with it. */
  leave(page: object): void {
    if (!this.#hands.delete(page)) return;
    this.#moveKeys();
    this.#tell();
  }

  /** Builds what is on disk now and boots it. Where that fails the board goes on with what it has, and the pages say why. */
  async rebuild(): Promise<void> {
    this.#building = true;
    this.#tell();
    try {
      const next = await openEdition(this.#settings);
      this.#buildFailure = null;
      await this.#replace(next);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#buildFailure = error.message;
    }
    this.#building = false;
    this.#tell();
  }

  async close(): Promise<void> {
    await this.#troubles.settled();
    await this.#edition.session.close();
  }

  async #replace(next: Edition): Promise<void> {
    const { session } = this.#edition;
    session.onTick = () => undefined;
    this.#tell();
    this.#beforeMs = this.#nowMs;
    this.#edition = next;
    this.#watch = new BoardWatch(next.session.board, next.config);
    // It is dark until its script lights it.
    this.#history.edge({ atMs: this.#beforeMs, lit: false });
    this.#note('built again after an edit');
    await this.#applyTroubles();
    await session.close();
    this.#start();
    this.onNews({ ...NOTHING, ...this.#history.takeNews(), world: next.world, ...this.#now() });
  }

  #start(): void {
    const { session } = this.#edition;
    const { board, chat } = session;
    board.console.onLine = (text) => {
      this.#history.console({ atMs: this.#nowMs, text, note: false });
    };
    board.onHeldBack = (why) => {
      this.#note(why);
    };
    if (chat) {
      chat.onRequest = ({ body, status }) => {
        this.#history.chat({ atMs: this.#nowMs, text: textOf(body), status });
      };
    }
    session.onTick = () => {
      this.#tell();
    };
    this.#moveKeys();
    session.start();
  }

  #moveKeys(): void {
    const { keys } = this.#edition.session.board;
    const held = new Set([...this.#stuck, ...[...this.#hands.values()].flat()]);
    for (const pin of keys.pins) {
      if (held.has(pin)) keys.press(pin);
      else keys.release(pin);
    }
    this.#watch.keysMoved();
  }

  #note(text: string): void {
    this.#history.console({ atMs: this.#nowMs, text, note: true });
  }

  /** @param done what the console is told when all of it is so */
  async #applyTroubles(done = ''): Promise<void> {
    const { session, config } = this.#edition;
    try {
      await this.#troubles.apply(session, config);
      if (done !== '') this.#note(done);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#note(error.message);
    }
  }

  /** Tells the pages what is new, if anything is. */
  #tell(): void {
    for (const { atMs, lit } of this.#watch.takeEdges()) {
      this.#history.edge({ atMs: this.#beforeMs + atMs, lit });
    }
    const now = this.#now();
    const news = this.#history.takeNews();
    const told = JSON.stringify(now.state);
    if (news !== null || told !== this.#told) {
      this.#told = told;
      this.onNews({ ...NOTHING, ...news, ...now });
    }
    if (this.#watch.takePress()) this.onPress();
  }

  get #nowMs(): number {
    return this.#beforeMs + this.#edition.session.board.clock.nowMs;
  }

  #now(): Pick<News, 'nowMs' | 'state'> {
    const seen = this.#watch.read();
    return {
      nowMs: this.#nowMs,
      state: {
        ...seen,
        pressEndsMs: seen.pressEndsMs === null ? null : this.#beforeMs + seen.pressEndsMs,
        ...this.#troubles.state,
        stuck: [...this.#stuck],
        building: this.#building,
        buildFailure: this.#buildFailure,
      },
    };
  }
}
