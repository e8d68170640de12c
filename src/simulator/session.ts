import { EXAMPLE_HOST, type ButtonConfig, exampleKeys } from '../config/config.ts';
import { Failure } from '../failure.ts';
import { AccessPoint } from './access-point.ts';
import { Board } from './board.ts';
import { Chat } from './chat.ts';
import { LoopbackNetwork } from './loopback-network.ts';
import type { StationTimes } from './station.ts';

/** What the command line hands to a run of the virtual board. */
export interface RunSettings {
  readonly config: ButtonConfig;
  /** Uses the configuration's Wi-Fi name and webhook in place of the stand-ins. */
  readonly live: boolean;
  /** Builds the script for a configuration: the very one that a real board would get. */
  readonly build: (config: ButtonConfig) => Promise<string>;
  /** Times of the virtual radio; a run without a person watching makes them short. */
  readonly stationTimes?: Partial<StationTimes>;
}

const STAND_IN_SSID = 'stand-in';

/**
 * A virtual board at work in real time: its script built, its access point and chat channel there. Without `live` both
 * are stand-ins on this machine; with it the board posts to the configured webhook, and there is no `chat` to look at.
 */
export class Session {
  readonly board: Board;
  readonly chat: Chat | null;
  /** Called after each step of real time. */
  onTick: () => void = () => undefined;
  readonly #network: LoopbackNetwork;
  #timer: NodeJS.Timeout | null = null;
  #lastMs = 0;

  private constructor(board: Board, network: LoopbackNetwork, chat: Chat | null) {
    this.board = board;
    this.#network = network;
    this.chat = chat;
  }

  /**
   * Builds the script and puts the board together, without power yet.
   * @throws Failure 'config' when `live` is asked for and the configuration still holds the example's values
   */
  static async open({ config, live, build, stationTimes }: RunSettings): Promise<Session> {
    if (live) refuseExample(config);
    const chat = live ? null : await Chat.open();
    try {
      const used = chat === null ? config : standInConfig(config, chat.port);
      const script = await build(used);
      const network = new LoopbackNetwork();
      const { ssid, password = '' } = used.wifi;
      const board = new Board({
        script,
        network,
        accessPoint: new AccessPoint({ ssid: bytes(ssid), password: bytes(password) }),
        pins: used.pins,
        led: used.led,
        ...(used.klaxonPin === undefined ? {} : { klaxonPin: used.klaxonPin }),
        ...(stationTimes === undefined ? {} : { stationTimes }),
      });
      return new Session(board, network, chat);
    } catch (error) {
      await chat?.close();
      throw error;
    }
  }

  /** Gives the board power and lets its time run with the host's. */
  start(): void {
    this.board.powerOn();
    this.#lastMs = performance.now();
    this.#timer = setInterval(() => {
      const nowMs = performance.now();
      // A laptop that slept must not make the board live through the night in one go.
      this.board.advance(Math.min(nowMs - this.#lastMs, MAX_STEP_MS));
      this.#lastMs = nowMs;
      this.onTick();
    }, TICK_MS);
  }

  /** Takes everything down; afterwards nothing of it keeps the process alive. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.board.powerOff();
    this.#network.close();
    await this.chat?.close();
  }
}

const TICK_MS = 5;
const MAX_STEP_MS = 1000;

/** A configuration whose Wi-Fi and webhook are the stand-ins on this machine; all else is the user's own. */
export function standInConfig(config: ButtonConfig, port: number): ButtonConfig {
  return {
    ...config,
    wifi: { ssid: STAND_IN_SSID },
    webhook: { protocol: 'http:', host: '127.0.0.1', port, path: '/hooks/stand-in', headers: {} },
    relay: undefined,
  };
}

function refuseExample(config: ButtonConfig): void {
  const keys = exampleKeys(config);
  if (keys.length === 0) return;
  const names = keys.map((key) => `"${key}"`).join(', ');
  throw new Failure(
    'config',
    `--live needs your own values: ${names} still ${keys.length === 1 ? 'is' : 'are'} the example's (${EXAMPLE_HOST}).`,
  );
}

/** The board holds a name as its UTF-8 bytes. */
function bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
