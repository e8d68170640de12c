import type { ButtonConfig } from '../config/config.ts';
import { BoardSession, choosePort, type StoredScript } from '../usb/index.ts';
import { checkEspruino, checkRunning, checkScript } from './board.ts';
import { checkBuild, checkConfiguration } from './configuration.ts';
import { checkTelnet, checkUpdates } from './doors.ts';
import { good, untried, type Outcome } from './finding.ts';
import { checkKey, KeysOnBench } from './keys.ts';
import { NOBODY } from './person.ts';
import { judgeProcessor, pollTime, turnsPerSecond } from './processor.ts';
import { checkKlaxon, checkLamp } from './signals.ts';
import { ANSWERS, type Step } from './steps.ts';
import type { Tools } from './tools.ts';
import { checkJournal, checkName, checkReach, checkRelay, checkWebhook } from './way.ts';
import { checkAccessPoint, checkWifi } from './wifi.ts';

/** What steps have found that later ones need. */
interface Known {
  config?: ButtonConfig;
  script?: string;
  board?: BoardSession;
  stored?: StoredScript;
  /** The board's, on its network. */
  address?: string;
  keys?: KeysOnBench;
}

/** One look at everything. */
export class Examination {
  readonly #port: string | undefined;
  readonly #tools: Tools;
  readonly #stop: AbortSignal;
  readonly #known: Known = {};

  constructor(port: string | undefined, tools: Tools, stop: AbortSignal) {
    this.#port = port;
    this.#tools = tools;
    this.#stop = stop;
  }

  /** The list in its order. A check that is one more, as a press that is posted, follows the last. */
  *steps(): Generator<Step> {
    const known = this.#known;
    yield {
      name: 'Configuration',
      needs: [],
      run: () => Promise.resolve(checkConfiguration((config) => (known.config = config))),
    };
    yield {
      name: 'Build',
      needs: ['Configuration'],
      run: () => checkBuild(this.#get('config'), (script) => (known.script = script)),
    };
    yield* this.#boardSteps();
    yield* this.#handSteps();
    yield { name: 'Running', needs: ['Script', ANSWERS], run: () => this.#runAgain() };
    yield* this.#waySteps();
  }

  async end(): Promise<void> {
    await this.#known.board?.end();
  }

  *#boardSteps(): Generator<Step> {
    const { knock, timing } = this.#tools;
    const board = () => this.#get('board');
    yield { name: 'Port', needs: [], run: () => this.#openPort() };
    yield {
      name: ANSWERS,
      needs: ['Port'],
      run: () => checkEspruino(board(), this.#known.script ?? ''),
    };
    yield { name: 'Script', needs: ['Build', ANSWERS], run: () => this.#script() };
    yield { name: 'Wi-Fi', needs: [ANSWERS], run: () => this.#firstWifi() };
    yield { name: 'Access point', needs: [ANSWERS], run: () => checkAccessPoint(board()) };
    yield { name: 'Port 23', needs: ['Wi-Fi'], run: () => checkTelnet(this.#get('address'), knock) };
    yield { name: 'Port 88', needs: ['Wi-Fi'], run: () => checkUpdates(this.#get('address'), knock) };
    yield {
      name: 'From the board',
      needs: ['Configuration', 'Wi-Fi', ANSWERS],
      run: () => checkReach(board(), this.#get('config'), timing),
    };
    yield { name: 'Processor', needs: ['Script', ANSWERS], run: () => this.#processor() };
  }

  *#handSteps(): Generator<Step> {
    const { person, timing } = this.#tools;
    const { config } = this.#known;
    const needs = ['Configuration', ANSWERS];
    if (config === undefined) {
      for (const name of ['Keys', 'Lamp']) yield { name, needs, run: () => Promise.reject(new Error(name)) };
      return;
    }
    for (const pin of config.pins) {
      yield {
        name: `Key D${pin}`,
        needs,
        run: () =>
          this.#onBench(async (board) => checkKey(board, await this.#keys(board), pin, person, timing)),
      };
    }
    yield {
      name: 'Lamp',
      needs,
      run: () => this.#onBench((board) => checkLamp(board, config.led, person)),
    };
    const { klaxonPin } = config;
    if (klaxonPin === undefined) return;
    yield {
      name: 'Klaxon',
      needs,
      run: () => this.#onBench((board) => checkKlaxon(board, klaxonPin, person)),
    };
  }

  *#waySteps(): Generator<Step> {
    const { journal, nowMs } = this.#tools;
    const needs = ['Configuration'];
    const config = () => this.#get('config');
    yield { name: 'Relay', needs, run: () => checkRelay(config()) };
    yield { name: 'Journal', needs, run: () => checkJournal(config(), journal) };
    yield { name: 'Name', needs, run: () => checkName(config()) };
    yield { name: 'Webhook', needs, run: () => checkWebhook(config(), nowMs()) };
  }

  async #openPort(): Promise<Outcome> {
    const { open, timing } = this.#tools;
    const path = await choosePort(this.#port);
    this.#known.board = await BoardSession.open(path, open, timing.session, this.#stop);
    return good(path);
  }

  #script(): Promise<Outcome> {
    const onStored = (stored: StoredScript): void => {
      this.#known.stored = stored;
    };
    return checkScript(this.#get('board'), this.#get('script'), onStored);
  }

  async #firstWifi(): Promise<Outcome> {
    const { stored } = this.#known;
    if (stored === 'none' || stored === 'half') return untried('no script on the board joins it.');
    return this.#wifi();
  }

  #wifi(): Promise<Outcome> {
    return checkWifi(this.#get('board'), this.#tools.timing, (address) => (this.#known.address = address));
  }

  /** With its script first: what is left of the loop's turns without it is what the script takes. */
  async #processor(): Promise<Outcome> {
    const board = this.#get('board');
    const { countMs } = this.#tools.timing;
    const pollMs = await pollTime(board);
    const beside = await turnsPerSecond(board, countMs);
    await board.stopScript();
    const alone = await turnsPerSecond(board, countMs);
    return judgeProcessor({ pollMs, beside, alone }, this.#get('config').pollMs);
  }

  /** With the script stopped: pins do what they are told, and no key does anything. */
  async #onBench(run: (board: BoardSession) => Promise<Outcome>): Promise<Outcome> {
    if (!this.#tools.person.isThere) return untried(NOBODY);
    const board = this.#get('board');
    if ((await board.filesBeside()).includes('.bootrst')) {
      return untried('a ".bootrst" on the board would run meanwhile. `npm run upload` removes it.');
    }
    await board.stopScript();
    return run(board);
  }

  async #keys(board: BoardSession): Promise<KeysOnBench> {
    const { config } = this.#known;
    if (this.#known.keys === undefined) {
      this.#known.keys = new KeysOnBench(board, config?.pins ?? []);
      await this.#known.keys.begin();
    }
    return this.#known.keys;
  }

  async #runAgain(): Promise<Outcome> {
    const running = await checkRunning(this.#get('board'));
    if (this.#known.address === undefined) return running;
    const joined = await this.#wifi();
    return joined.verdict === 'bad' ? joined : running;
  }

  /** A step that needs another one's result runs after it. */
  #get<Name extends keyof Known>(name: Name): NonNullable<Known[Name]> {
    const value = this.#known[name];
    if (value == null) throw new Error(`No ${name} is known yet.`);
    return value;
  }
}
