import type { AccessPoint } from '../world/access-point.ts';
import type { Clock } from '../world/clock.ts';
import type { Network } from '../world/network.ts';
import { NoiseSource } from './noise-source.ts';
import type { RadioMode } from './radio-mode.ts';
import { Sockets } from './sockets.ts';
import { Station } from './station.ts';
import type { StationTimes } from './station-times.ts';

/** Why a chip starts that the virtual board models, in the words of rst_codes of targets/esp8266/user_main.c. */
export type ResetReason = 'power on' | 'exception' | 'soft wdt' | 'restart' | 'reset pin';

/** As `require("ESP8266").getResetInfo()` tells it. */
export interface ResetCause {
  readonly reason: ResetReason;
  /** EXCCAUSE of the core after an exception, where it is known, else 0. */
  readonly exccause: number;
}

export interface ChipParts {
  readonly clock: Clock;
  readonly accessPoint: AccessPoint;
  readonly network: Network;
  readonly stationTimes: Partial<StationTimes>;
  /** As the SDK's flash has it. */
  readonly radioMode: RadioMode;
  readonly resetCause: ResetCause;
}

/**
 * What starts over when the chip does, and what `load()` and `reset()` leave alone: those begin the interpreter anew, not
 * the SDK below it (jshReset of targets/esp8266/jshardware.c).
 */
export class Chip {
  readonly station: Station;
  readonly sockets: Sockets;
  readonly noise = new NoiseSource();
  readonly resetCause: ResetCause;

  constructor({ clock, accessPoint, network, stationTimes, radioMode, resetCause }: ChipParts) {
    this.station = new Station(clock, accessPoint, radioMode, stationTimes);
    this.sockets = new Sockets(clock, network, this.station);
    this.station.onLinkUp = () => {
      this.sockets.linkUp();
    };
    this.resetCause = resetCause;
  }

  /** The chip starts over, or its power is gone. */
  abandon(): void {
    this.station.abandon();
    this.sockets.abandon();
  }
}
