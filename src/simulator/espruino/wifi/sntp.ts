import type { Interpreter } from '../interpreter.ts';
import { BoardError } from '../../language/realm.ts';

/** sntpSync of libs/network/esp8266/jswrap_esp8266_network.c: the SDK has no time yet at the first look, and the next is far. */
const FIRST_LOOK_MS = 100;
const LOOK_EVERY_MS = 30_000;

/** What one call has asked for. */
interface Asked {
  readonly zoneHours: number;
  knowsTime: boolean;
}

/** `Wifi.setSNTP`: now and then takes over the SDK's time, in whole seconds of the zone, which makes `getTime()` jump. */
export class Sntp {
  readonly #interpreter: Interpreter;
  /** Of the last call: each starts the waiting anew. */
  #asked: Asked | null = null;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  start(server: unknown, zone: unknown): void {
    if (typeof zone !== 'number' && typeof zone !== 'boolean') throw new BoardError('Zone is not a number');
    const hours = Math.trunc(Number(zone));
    if (hours < -11 || hours > 13) throw new BoardError('Zone must be in range -11..13');
    if (typeof server !== 'string') throw new BoardError('Server is not a string');
    this.#asked = { zoneHours: hours, knowsTime: false };
    this.#lookIn(FIRST_LOOK_MS + LOOK_EVERY_MS, this.#asked);
  }

  #lookIn(delayMs: number, asked: Asked): void {
    const { clock, sockets } = this.#interpreter;
    clock.after(delayMs, () => {
      if (sockets.abandoned || asked !== this.#asked) return;
      this.#look(asked);
      this.#lookIn(LOOK_EVERY_MS, asked);
    });
  }

  #look(asked: Asked): void {
    const interpreter = this.#interpreter;
    asked.knowsTime ||= interpreter.station.carries;
    if (!asked.knowsTime) return;
    const seconds = Math.floor(interpreter.sockets.network.unixMs / 1000) + asked.zoneHours * 3600;
    interpreter.timeOffsetMs = seconds * 1000 - interpreter.clock.nowMs;
  }
}
