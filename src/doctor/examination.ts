import type { ButtonConfig } from '../config/config.ts';
import { choosePort, type AskedBoard } from '../usb/index.ts';
import { checkEspruino, checkRunning, checkScript, type OnBoard } from './board.ts';
import { stepsByHand } from './by-hand.ts';
import { buildPractice, checkBuild, checkConfiguration } from './configuration.ts';
import { checkTelnet, checkUpdates } from './doors.ts';
import { good, untried, type Outcome } from './finding.ts';
import { checkPractice } from './practice.ts';
import { checkProcessor } from './processor.ts';
import { ANSWERS, type Step } from './steps.ts';
import type { Tools } from './tools.ts';
import { checkJournal, checkName, checkReach, checkRelay, checkWebhook } from './way.ts';
import { checkAccessPoint, checkWifi } from './wifi.ts';

/** What steps have found that later ones need. */
interface Known {
  config?: ButtonConfig;
  script?: string;
  board?: AskedBoard;
  onBoard?: OnBoard;
  /** The board's, on its network. */
  address?: string;
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

  /** The list in its order. */
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
    yield* stepsByHand(known.config, () => this.#get('board'), this.#tools);
    yield { name: 'Running', needs: ['Script', ANSWERS], run: () => this.#runAgain() };
    yield* this.#waySteps();
    // Of another script than that for practice there is more to say than that it keeps this from being tried.
    const needs = known.onBoard?.practice === undefined ? ['Build', ANSWERS] : ['Running', ANSWERS];
    yield { name: 'Practice', needs, run: () => this.#practice() };
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
    yield {
      name: 'Processor',
      needs: ['Script', ANSWERS],
      run: () => checkProcessor(board(), timing.countMs, this.#get('config').pollMs),
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
    const path = await choosePort(this.#port);
    this.#known.board = await this.#tools.open(path, this.#stop);
    return good(path);
  }

  #script(): Promise<Outcome> {
    const builds = { script: this.#get('script'), practice: () => buildPractice(this.#get('config')) };
    return checkScript(this.#get('board'), builds, (found) => (this.#known.onBoard = found));
  }

  async #firstWifi(): Promise<Outcome> {
    const stored = this.#known.onBoard?.stored;
    if (stored === 'none' || stored === 'half') return untried('no script on the board joins it.');
    return this.#wifi();
  }

  #wifi(): Promise<Outcome> {
    return checkWifi(this.#get('board'), this.#tools.timing, (address) => (this.#known.address = address));
  }

  async #runAgain(): Promise<Outcome> {
    const running = await checkRunning(this.#get('board'));
    if (this.#known.address === undefined) return running;
    const joined = await this.#wifi();
    return joined.verdict === 'bad' ? joined : running;
  }

  #practice(): Promise<Outcome> {
    const { person, timing } = this.#tools;
    return checkPractice(this.#get('board'), this.#known.onBoard, this.#get('config'), person, timing);
  }

  /** A step that needs another one's result runs after it. */
  #get<Name extends keyof Known>(name: Name): NonNullable<Known[Name]> {
    const value = this.#known[name];
    if (value == null) throw new Error(`No ${name} is known yet.`);
    return value;
  }
}
