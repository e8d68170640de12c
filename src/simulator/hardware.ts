import type { AccessPoint } from './access-point.ts';
import type { ResetReason } from './chip.ts';
import type { Clock } from './clock.ts';
import type { Network } from './network.ts';
import { NoiseSource } from './noise-source.ts';
import type { RadioMode } from './radio-mode.ts';
import { Sockets } from './sockets.ts';
import { Station } from './station.ts';
import type { StationTimes } from './station-times.ts';

export interface HardwareParts {
  readonly clock: Clock;
  readonly accessPoint: AccessPoint;
  readonly network: Network;
  readonly stationTimes: Partial<StationTimes>;
  /** As the SDK's flash has it. */
  readonly radioMode: RadioMode;
  readonly resetReason: ResetReason;
}

/**
 * What starts over when the chip does, and what `load()` and `reset()` leave alone: those begin the interpreter anew, not
 * the SDK below it (jshReset of targets/esp8266/jshardware.c).
 */
export class Hardware {
  readonly station: Station;
  readonly sockets: Sockets;
  readonly noise = new NoiseSource();
  readonly resetReason: ResetReason;

  constructor({ clock, accessPoint, network, stationTimes, radioMode, resetReason }: HardwareParts) {
    this.station = new Station(clock, accessPoint, radioMode, stationTimes);
    this.sockets = new Sockets(clock, network, this.station);
    this.station.onLinkUp = () => {
      this.sockets.linkUp();
    };
    this.resetReason = resetReason;
  }

  /** The chip starts over, or its power is gone. */
  abandon(): void {
    this.station.abandon();
    this.sockets.abandon();
  }
}
