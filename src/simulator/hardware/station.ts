import type { AccessPoint } from '../world/access-point.ts';
import type { Appointment, Clock } from '../world/clock.ts';
import type { RadioMode } from './radio-mode.ts';
import type { Link } from './socket.ts';
import { STATION_TIMES, type StationTimes } from './station-times.ts';

/** `wifi_station_get_connect_status` of the SDK. */
export type StationStatus =
  'off' | 'connecting' | 'bad_password' | 'no_ap_found' | 'connect_failed' | 'connected';

/** Reasons of the SDK's disconnect event that occur here (user_interface.h). */
export type DisconnectReason = 2 | 8 | 15 | 200 | 201 | 202 | 203 | 204;

/** What the SDK's event handler is told. */
export type StationEvent =
  | { readonly kind: 'associated' }
  | { readonly kind: 'disconnected'; readonly reason: DisconnectReason }
  | { readonly kind: 'gotAddress' }
  | { readonly kind: 'dhcpTimeout' };

/** What the radio keeps besides its mode and its network: names and settings that a program may change. */
export interface RadioOptions {
  hostname: string;
  powersave: string;
  phy: string;
  apSsid: string;
}

const OPTIONS: RadioOptions = {
  hostname: 'espruino',
  powersave: 'ps-poll',
  phy: '11n',
  apSsid: 'ESP_000001',
};

/** How the SDK reports a wrong password; which of them it is depends on the access point. */
const WRONG_PASSWORD = {
  bad_password: { status: 'bad_password', reason: 15 },
  auth_expire: { status: 'connecting', reason: 2 },
  handshake_timeout: { status: 'bad_password', reason: 204 },
} as const;

/** The radio and what the SDK does with it by itself: join, try again, lose the beacon. Lives until the chip starts over. */
export class Station implements Link {
  status: StationStatus = 'off';
  ssid = '';
  password = '';
  ip = '0.0.0.0';
  stationOn: boolean;
  accessPointOn: boolean;
  readonly options: RadioOptions = { ...OPTIONS };
  /** The module takes the next `disconnected` for one that it caused; it goes on to after `load()`. */
  skipsDisconnect = false;
  /** Set by the JavaScript module that listens. */
  onEvent: (event: StationEvent) => void = () => undefined;
  onLinkUp: () => void = () => undefined;
  readonly times: StationTimes;
  readonly #clock: Clock;
  readonly #ap: AccessPoint;
  readonly #kept: RadioMode;
  #next: Appointment | null = null;
  #associated = false;

  /** @param kept the mode in the SDK's flash, which outlives the station */
  constructor(clock: Clock, ap: AccessPoint, kept: RadioMode, times: Partial<StationTimes>) {
    this.#clock = clock;
    this.#ap = ap;
    this.#kept = kept;
    this.stationOn = kept.stationOn;
    this.accessPointOn = kept.accessPointOn;
    this.times = { ...STATION_TIMES, ...times };
    ap.whenChanged(() => {
      this.#apChanged();
    });
  }

  get hasAddress(): boolean {
    return this.ip !== '0.0.0.0';
  }

  get carries(): boolean {
    return this.hasAddress && this.#ap.up;
  }

  /** `wifi_set_opmode`: for now and for every start to come. */
  setMode(change: Partial<RadioMode>): void {
    Object.assign(this, change);
    this.#kept.stationOn = this.stationOn;
    this.#kept.accessPointOn = this.accessPointOn;
  }

  /** `wifi_station_connect`: tries until it works or is told otherwise. */
  connect(ssid: string, password: string): void {
    this.ssid = ssid;
    this.password = password;
    this.status = 'connecting';
    this.#in(this.times.associateMs, () => {
      this.#tryToAssociate();
    });
  }

  /** Gives up without an event, as the SDK sometimes does: until the next `connect` nothing happens any more. */
  fallSilent(): void {
    this.#drop(this.status === 'off' ? 'off' : 'connecting');
  }

  /** `wifi_station_disconnect`. Its event comes later, and only when there was a network to leave. */
  disconnect(): void {
    const wasConnected = this.status === 'connected';
    this.#drop('off');
    if (wasConnected) {
      this.#clock.after(0, () => {
        this.onEvent({ kind: 'disconnected', reason: 8 });
      });
    }
  }

  /** `wifi_station_dhcpc_stop` and `_start`: an address that was held is given up and asked for again. */
  restartDhcp(): void {
    if (!this.#associated) return;
    this.ip = '0.0.0.0';
    this.#in(this.times.dhcpMs, () => {
      this.#askForAddress(this.#clock.nowMs);
    });
  }

  /** The chip starts over, or its power is gone. */
  abandon(): void {
    this.#drop('off');
    this.onEvent = () => undefined;
    this.onLinkUp = () => undefined;
    this.#ap.whenChanged(() => undefined);
  }

  #tryToAssociate(): void {
    const ap = this.#ap.settings;
    if (!ap.up || ap.ssid !== this.ssid) {
      this.#failed('no_ap_found', 201);
    } else if (ap.refuses !== 'nobody') {
      this.#failed('connect_failed', ap.refuses === 'authentication' ? 202 : 203);
    } else if (ap.password !== this.password) {
      const { status, reason } = WRONG_PASSWORD[ap.wrongPassword];
      this.#failed(status, reason);
    } else {
      this.#associated = true;
      this.status = 'connecting';
      const sinceMs = this.#clock.nowMs;
      this.onEvent({ kind: 'associated' });
      this.#in(this.times.dhcpMs, () => {
        this.#askForAddress(sinceMs);
      });
    }
  }

  #askForAddress(sinceMs: number): void {
    if (!this.#ap.up) {
      this.#lose();
    } else if (this.#ap.settings.dhcp === 'answers') {
      this.ip = this.#ap.settings.ip;
      this.status = 'connected';
      this.onEvent({ kind: 'gotAddress' });
      this.onLinkUp();
    } else {
      const waitedMs = this.#clock.nowMs - sinceMs;
      const timedOut = waitedMs >= this.times.dhcpTimeoutMs;
      if (timedOut) this.onEvent({ kind: 'dhcpTimeout' });
      this.#in(this.times.retryMs, () => {
        this.#askForAddress(timedOut ? this.#clock.nowMs : sinceMs);
      });
    }
  }

  #failed(status: StationStatus, reason: DisconnectReason): void {
    this.status = status;
    this.onEvent({ kind: 'disconnected', reason });
    this.#in(this.times.retryMs, () => {
      this.#tryToAssociate();
    });
  }

  #apChanged(): void {
    if (!this.#associated) return;
    if (this.#ap.up) {
      if (this.#ap.settings.password !== this.password) this.#lose();
      else if (this.hasAddress) {
        this.#cancel();
        this.onLinkUp();
      }
    } else {
      this.#in(this.times.beaconTimeoutMs, () => {
        this.#lose();
      });
    }
  }

  #lose(): void {
    this.#drop('connecting');
    this.onEvent({ kind: 'disconnected', reason: 200 });
    this.#in(this.times.retryMs, () => {
      this.#tryToAssociate();
    });
  }

  #drop(status: StationStatus): void {
    this.#cancel();
    this.#associated = false;
    this.ip = '0.0.0.0';
    this.status = status;
  }

  #in(delayMs: number, happen: () => void): void {
    this.#cancel();
    this.#next = this.#clock.after(delayMs, happen);
  }

  #cancel(): void {
    if (this.#next) this.#next.cancelled = true;
    this.#next = null;
  }
}
