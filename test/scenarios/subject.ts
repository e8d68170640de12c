import type { Behaviour, LampReading, SeenRequest } from '../../src/simulator/index.ts';

/** Something happens to the keys, `afterMs` after the step before. */
export interface KeyStep {
  readonly afterMs: number;
  readonly down?: readonly number[];
  readonly up?: readonly number[];
}

/** The router that the button joins. */
export interface Router {
  goDown(): Promise<void>;
  comeUp(): Promise<void>;
  /** Who is on the network with another password is thrown out. */
  setPassword(password: string, wrongIsTold?: 'bad_password' | 'auth_expire'): Promise<void>;
  /** Whether it hands out addresses. */
  setDhcp(answers: boolean): Promise<void>;
}

/** The relay between button and webhook. */
export interface RelayControls {
  goDown(): Promise<void>;
  /** With the journal that it had, and with this secret from now on where one is given. */
  comeUp(secret?: string): Promise<void>;
  /** So many of its next answers to messages never arrive, though it has acted upon them. */
  loseAnswers(count: number): void;
  /** What the webhook answers to the next messages. */
  webhookAnswers(...statuses: number[]): void;
}

/**
 * A button with everything around it, as the scenarios use it: the script that ships on the virtual board in virtual time,
 * or on the real interpreter in real time. Power is off at first.
 */
export abstract class Subject {
  /** The console, line by line, through all boots. */
  abstract readonly lines: readonly string[];
  abstract readonly keys: readonly number[];
  abstract readonly router: Router;
  abstract readonly relay: RelayControls;

  abstract powerOn(): Promise<void>;
  abstract powerOff(): Promise<void>;
  /** Does as the steps say, in the board's own time; resolves after the last one. */
  abstract play(steps: readonly KeyStep[]): Promise<void>;
  /** Resolves once the board has looked at its keys as they are now, for longer than debouncing takes. */
  abstract untilSeen(): Promise<void>;
  /** Lets so much of the board's time pass. */
  abstract wait(ms: number): Promise<void>;
  /** Lets so much time pass that what might wrongly follow would have followed: as much as this board's time allows. */
  abstract linger(): Promise<void>;
  /** Lets time pass until it is so. @throws Error when it takes far too long */
  abstract eventually(what: string, isSo: () => boolean): Promise<void>;
  /** Changes what the webhook does from the next connection on. */
  abstract webhook(behaviour: Behaviour): Promise<void>;
  /** What it does to the next connections, one after the other, before it does as {@link webhook} says. */
  abstract webhookInTurn(...behaviours: Behaviour[]): void;
  /** Which doors stand open to everybody on the network. */
  abstract openDoors(): Promise<string[]>;

  /** What the webhook saw; nothing where a relay stands before it, whose requests are its own. */
  abstract get requests(): readonly SeenRequest[];
  /** The bodies that reached the webhook whole, whatever it answered. */
  abstract get reached(): readonly string[];
  abstract get lamp(): LampReading | null;
  /** The klaxon's tone, 0 when silent. */
  abstract get klaxonHz(): number;

  /** How many lines begin so. */
  printed(text: string): number {
    return this.lines.filter((line) => line.startsWith(text)).length;
  }

  /** Resolves when so many lines begin so. */
  says(text: string, times = 1): Promise<void> {
    return this.eventually(`the console says "${text}" ${times} times`, () => this.printed(text) >= times);
  }

  shows(reading: LampReading): Promise<void> {
    const wanted = JSON.stringify(reading);
    return this.eventually(`the lamp shows ${wanted}`, () => JSON.stringify(this.lamp) === wanted);
  }

  /** Resolves when the webhook got so many messages whole. */
  gets(count: number): Promise<void> {
    return this.eventually(`${count} messages reach the webhook`, () => this.reached.length >= count);
  }

  press(...pins: readonly number[]): Promise<void> {
    return this.play([{ afterMs: 0, down: pins }]);
  }

  release(...pins: readonly number[]): Promise<void> {
    return this.play([{ afterMs: 0, up: pins }]);
  }

  /** All keys down together, and up again, each for long enough to be seen. */
  async smash(): Promise<void> {
    await this.press(...this.keys);
    await this.untilSeen();
    await this.release(...this.keys);
    await this.untilSeen();
  }

  /** Power on, on the network, every key seen released. */
  async getReady(): Promise<void> {
    await this.powerOn();
    await this.says('network config');
    await this.untilSeen();
  }
}
