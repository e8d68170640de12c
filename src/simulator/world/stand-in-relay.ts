import type { RelayConfig } from '../../config/config.ts';
import {
  type RelayProcess,
  type RelayProcessOptions,
  type RelaySettings,
  startRelayProcess,
} from '../../relay/index.ts';

/** A real relay in front of the stand-in channel, in a process of its own, that can be taken away and brought back. */
export class StandInRelay {
  readonly #settings: RelaySettings;
  readonly #options: RelayProcessOptions;
  #process: RelayProcess | null;

  private constructor(settings: RelaySettings, options: RelayProcessOptions, process: RelayProcess) {
    // Wherever it comes up again, the board looks for it where it was.
    this.#settings = { ...settings, port: Number(new URL(process.url).port) };
    this.#options = options;
    this.#process = process;
  }

  /** @throws Failure of the relay */
  static async open(settings: RelaySettings, options: RelayProcessOptions): Promise<StandInRelay> {
    return new StandInRelay(settings, options, await startRelayProcess(settings, options));
  }

  /** As the board's configuration names it. */
  get config(): RelayConfig {
    const { host, port, secret } = this.#settings;
    return { url: `http://${host}:${port}`, host, port, secret };
  }

  async goDown(): Promise<void> {
    const process = this.#process;
    this.#process = null;
    await process?.close();
  }

  /** With the journal that it had. */
  async comeUp(): Promise<void> {
    this.#process ??= await startRelayProcess(this.#settings, this.#options);
  }

  async close(): Promise<void> {
    await this.goDown();
  }
}
