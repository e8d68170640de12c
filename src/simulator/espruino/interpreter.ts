import type { AccessPoint } from '../world/access-point.ts';
import type { Clock } from '../world/clock.ts';
import type { ResetCause, ResetReason } from '../hardware/chip.ts';
import type { Console } from './console.ts';
import type { Emitter } from './events.ts';
import type { Loop } from './loop.ts';
import type { Pins } from '../hardware/pins.ts';
import type { Realm } from '../language/realm.ts';
import type { Sockets } from '../hardware/sockets.ts';
import type { Station } from '../hardware/station.ts';
import type { Flash } from '../hardware/flash.ts';

/** Variables of the ESP8266_4MB build (boards/ESP8266_4MB.py), 12 bytes each. */
export const VARIABLES = 1600;
/** Of its 12 bytes, what a variable holds of a long text: on the interpreter 7000 unread bytes more took 876 variables. */
export const BYTES_A_VARIABLE = 8;

/** Everything one boot consists of; the board's built-in functions are made over it. */
export interface Interpreter {
  readonly clock: Clock;
  readonly console: Console;
  readonly flash: Flash;
  readonly pins: Pins;
  readonly realm: Realm;
  readonly loop: Loop;
  readonly emitter: Emitter;
  readonly station: Station;
  readonly sockets: Sockets;
  readonly accessPoint: AccessPoint;
  readonly resetCause: ResetCause;
  /** Telnet on port 23: it begins to listen in the first idle turn unless turned off before. */
  telnetOn: boolean;
  /** Milliseconds from power-on of this boot to the clock's zero, so that `getTime()` begins near 0. */
  timeOffsetMs: number;
  /** What `E.getErrorFlags` collects. */
  readonly errorFlags: Set<string>;
  /** Prints as the console does. */
  print(text: string): void;
  /** Restarts the chip when the turn is over. */
  restart(how: 'reboot' | 'load' | 'reset'): void;
  /** The chip crashes, here and now. Whoever calls this throws, so that the program goes no further. */
  crash(reason: ResetReason, exccause?: number): void;
  /** How many of the {@link VARIABLES} are taken, roughly: what the program's own objects take is not in it. */
  usedVariables(): number;
}

/** `jsError`: a complaint on the console that throws nothing. */
export function printError(interpreter: Interpreter, message: string): void {
  interpreter.print(`ERROR: ${message}\n`);
}
