import type { ButtonConfig } from '../../config/config.ts';
import { REAL_BOARD, refuseExample } from '../../config/files/example.ts';
import { AccessPoint } from '../world/access-point.ts';
import { Board } from '../board.ts';
import type { Chat } from '../world/chat.ts';
import { LoopbackNetwork } from '../world/loopback-network.ts';
import type { StandInRelay } from '../world/stand-in-relay.ts';
import { openStandIns, type StandIns } from '../world/stand-ins.ts';
import type { StationTimes } from '../hardware/station-times.ts';

/** What the command line hands to a run of the virtual board. */
export interface RunSettings {
  readonly config: ButtonConfig;
  /** Uses the configuration's Wi-Fi name and webhook in place of the stand-ins. */
  readonly live: boolean;
  /** Puts a real relay and HTTPS between board and stand-in channel, and takes the relay's log lines. */
  readonly relayLog?: { write(lines: string): void } | undefined;
  /** Builds the script for a configuration: the very one that a real board would get. */
  readonly build: (config: ButtonConfig) => Promise<string>;
  /** Times of the virtual radio; a run without a person watching makes them short. */
  readonly stationTimes?: Partial<StationTimes>;
}

/**
 * A virtual board at work in real time: its script built, its access point and chat channel there. Without `live` both
 * are stand-ins on this machine; with it the board posts to the configured webhook, and there is no `chat` to look at.
 */
export class Session {
  readonly board: Board;
  readonly chat: Chat | null;
  /** Between the board and the chat, where there is one. */
  readonly relay: StandInRelay | null;
  /** The access point's own, as the board holds it. */
  readonly wifiPassword: string;
  /** Called after each step of real time. */
  onTick: () => void = () => undefined;
  readonly #network: LoopbackNetwork;
  readonly #standIns: StandIns | null;
  #timer: NodeJS.Timeout | undefined;
  #lastMs = 0;

  private constructor(board: Board, network: LoopbackNetwork, standIns: StandIns | null) {
    this.board = board;
    this.#network = network;
    this.#standIns = standIns;
    this.chat = standIns?.chat ?? null;
    this.relay = standIns?.relay ?? null;
    this.wifiPassword = board.accessPoint.settings.password;
  }

  /**
   * Builds the script and puts the board together, without power yet.
   * @throws Failure 'config' when `live` is asked for and the configuration still holds the example's values
   */
  static async open({ config, live, relayLog, build, stationTimes }: RunSettings): Promise<Session> {
    if (live) refuseExample(config, REAL_BOARD);
    const standIns = live ? null : await openWorld(config, relayLog);
    try {
      const used = standIns?.config ?? config;
      const script = await build(used);
      const network = new LoopbackNetwork();
      const { ssid, password = '' } = used.wifi;
      const board = new Board({
        script,
        network,
        accessPoint: new AccessPoint({ ssid: bytes(ssid), password: bytes(password) }),
        pins: used.pins,
        led: used.led,
        klaxonPin: used.klaxonPin,
        stationTimes,
      });
      return new Session(board, network, standIns);
    } catch (error) {
      await standIns?.close();
      throw error;
    }
  }

  /** Gives the board power and lets its time run with the host's. */
  start(): void {
    this.board.powerOn();
    this.#lastMs = performance.now();
    this.#timer = setInterval(() => {
      const nowMs = performance.now();
      // A host that slept or was busy makes the board's time slow: in between it must see what its sockets bring.
      this.board.advance(Math.min(nowMs - this.#lastMs, MAX_STEP_MS));
      this.#lastMs = nowMs;
      this.onTick();
    }, TICK_MS);
  }

  /** Takes everything down; afterwards nothing of it keeps the process alive. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.board.powerOff();
    this.#network.close();
    await this.#standIns?.close();
  }
}

/** A relay is loaded only where there is one. */
async function openWorld(config: ButtonConfig, relayLog: RunSettings['relayLog']): Promise<StandIns> {
  if (relayLog === undefined) return openStandIns(config);
  const { openRelayChain } = await import('../world/relay-chain.ts');
  return openRelayChain(config, relayLog);
}

const TICK_MS = 5;
const MAX_STEP_MS = 50;

/** The board holds a name as its UTF-8 bytes. */
function bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
