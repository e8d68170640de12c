import type { Interpreter } from '../interpreter.ts';
import { BoardError } from '../../language/realm.ts';

/** sntpSync of libs/network/esp8266/jswrap_esp8266_network.c: the SDK has no time yet at the first look, and the next is far. */
const FIRST_LOOK_MS = 100;
const LOOK_EVERY_MS = 30_000;

/** `Wifi.setSNTP`: now and then takes over the SDK's time, in whole seconds of the zone, which makes `getTime()` jump. */
export class Sntp {
  readonly #interpreter: Interpreter;
  #zone = 0;
  #knowsTime = false;
  /** Each call starts the waiting anew. */
  #calls = 0;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  start(server: unknown, zone: unknown): void {
    if (typeof zone !== 'number' && typeof zone !== 'boolean') throw new BoardError('Zone is not a number');
    const hours = Math.trunc(Number(zone));
    if (hours < -11 || hours > 13) throw new BoardError('Zone must be in range -11..13');
    if (typeof server !== 'string') throw new BoardError('Server is not a string');
    this.#zone = hours;
    this.#knowsTime = false;
    const call = ++this.#calls;
    this.#lookIn(FIRST_LOOK_MS + LOOK_EVERY_MS, call);
  }

  #lookIn(delayMs: number, call: number): void {
    const { clock, sockets } = this.#interpreter;
    clock.after(delayMs, () => {
      if (sockets.abandoned || call !== this.#calls) return;
      this.#look();
      this.#lookIn(LOOK_EVERY_MS, call);
    });
  }

  #look(): void {
    const interpreter = this.#interpreter;
    this.#knowsTime ||= interpreter.station.carries;
    if (!this.#knowsTime) return;
    const seconds = Math.floor(interpreter.sockets.network.unixMs / 1000) + this.#zone * 3600;
    interpreter.timeOffsetMs = seconds * 1000 - interpreter.clock.nowMs;
  }
}
