import { type Behaviour, BEHAVIOURS } from '../behaviour.ts';
import type { Edition } from './edition.ts';
import type { Command, RelayState, State, WebhookState, WifiState } from './wire.ts';

/** Nothing that the board could know. */
const OTHER_PASSWORD = 'another password';

/** What surrounds the board, and how it is put out of order. A new session gets the same. */
export class Troubles {
  #wifi: WifiState = 'on';
  #webhook: WebhookState = 'answers';
  #relay: RelayState = 'up';

  get state(): Pick<State, 'wifi' | 'webhook' | 'relay'> {
    return { wifi: this.#wifi, webhook: this.#webhook, relay: this.#relay };
  }

  /**
   * Does a command that is about the surroundings; any other is nothing to it.
   * @throws Failure of the relay
   */
  async make(edition: Edition, command: Command): Promise<void> {
    if (command.do === 'wifi') {
      this.#wifi = command.is;
      this.#makeWifi(edition);
    } else if (command.do === 'webhook') {
      this.#webhook = command.is;
      await this.#makeWebhook(edition);
    } else if (command.do === 'relay') {
      this.#relay = command.is;
      await this.#makeRelay(edition);
    }
  }

  /**
   * Puts a new session where the one before was.
   * @throws Failure of the relay
   */
  async makeAll(edition: Edition): Promise<void> {
    this.#makeWifi(edition);
    await this.#makeWebhook(edition);
    await this.#makeRelay(edition);
  }

  #makeWifi({ session }: Edition): void {
    const { board, wifiPassword } = session;
    const { accessPoint } = board;
    accessPoint.changePassword(this.#wifi === 'wrongPassword' ? OTHER_PASSWORD : wifiPassword);
    if (this.#wifi === 'off') accessPoint.goDown();
    else accessPoint.comeUp();
  }

  async #makeWebhook({ session, config }: Edition): Promise<void> {
    const behaviours: Readonly<Record<WebhookState, Behaviour>> = {
      answers: BEHAVIOURS.ok,
      // Well within the time that the board gives it.
      slow: { kind: 'answer', delayMs: config.requestTimeoutMs / 4 },
      fails: BEHAVIOURS.serverError,
      silent: BEHAVIOURS.silent,
      down: BEHAVIOURS.refuse,
    };
    await session.chat?.behave(behaviours[this.#webhook]);
  }

  async #makeRelay({ session }: Edition): Promise<void> {
    const { relay } = session;
    await (this.#relay === 'up' ? relay?.comeUp() : relay?.goDown());
  }
}
