import type { ButtonConfig } from '../../../config/config.ts';
import { type Behaviour, BEHAVIOURS } from '../../world/behaviour.ts';
import type { Session } from '../session.ts';
import type { Command, State, WebhookState } from './wire.ts';

/** Nothing that the board could know. */
const OTHER_PASSWORD = 'another password';

type Troubled = Pick<State, 'wifi' | 'webhook' | 'relay'>;

/** What surrounds the board, and how it is put out of order. Another session gets the same. */
export class Troubles {
  #state: Troubled = { wifi: 'on', webhook: 'answers', relay: 'up' };
  /** A relay takes its time to come up, and nobody else may start it meanwhile. */
  #last: Promise<unknown> = Promise.resolve();

  get state(): Troubled {
    return this.#state;
  }

  /** @returns whether the command is about the surroundings; then {@link apply} is due */
  take(command: Command): boolean {
    if (command.do === 'wifi') this.#state = { ...this.#state, wifi: command.is };
    else if (command.do === 'webhook') this.#state = { ...this.#state, webhook: command.is };
    else if (command.do === 'relay') this.#state = { ...this.#state, relay: command.is };
    else return false;
    return true;
  }

  /**
   * Makes a session's surroundings as they should be: Wi-Fi at once, the others after what is still being made.
   * @throws Failure of the relay
   */
  apply(session: Session, { requestTimeoutMs }: Pick<ButtonConfig, 'requestTimeoutMs'>): Promise<void> {
    this.#makeWifi(session);
    const made = this.#last.then(async () => {
      await session.chat?.behave(behaviourOf(this.#state.webhook, requestTimeoutMs));
      await (this.#state.relay === 'up' ? session.relay?.comeUp() : session.relay?.goDown());
    });
    this.#last = made.catch(() => undefined);
    return made;
  }

  /** Everything that was to be made is made, or has failed. */
  async settled(): Promise<void> {
    await this.#last;
  }

  #makeWifi({ board, wifiPassword }: Session): void {
    const { accessPoint } = board;
    const { wifi } = this.#state;
    accessPoint.changePassword(wifi === 'wrongPassword' ? OTHER_PASSWORD : wifiPassword);
    if (wifi === 'off') accessPoint.goDown();
    else accessPoint.comeUp();
  }
}

function behaviourOf(webhook: WebhookState, requestTimeoutMs: number): Behaviour {
  switch (webhook) {
    case 'answers':
      return BEHAVIOURS.ok;
    case 'slow':
      // Well within the time that the board gives it.
      return { kind: 'answer', delayMs: requestTimeoutMs / 4 };
    case 'fails':
      return BEHAVIOURS.gone;
    case 'silent':
      return BEHAVIOURS.silent;
    case 'down':
      return BEHAVIOURS.refuse;
  }
}
