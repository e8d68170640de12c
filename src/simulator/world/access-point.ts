/** The router that the board joins, as a test or a key in the terminal changes it. */
export interface AccessPointSettings {
  ssid: string;
  /** Empty for an open network. */
  password: string;
  up: boolean;
  /** Whether it hands out addresses. */
  dhcp: 'answers' | 'silent';
  /**
   * What the chip says to a wrong password. The SDK often gives `auth_expire`, which the board's own status does not know.
   */
  wrongPassword: 'bad_password' | 'auth_expire' | 'handshake_timeout';
  /** Turns stations away whatever they know, as a full house or a list of permitted addresses does. */
  refuses: 'nobody' | 'authentication' | 'association';
  ip: string;
  netmask: string;
  gateway: string;
  mac: string;
  channel: number;
}

/** An access point stand-in. The station asks it whenever it tries to join; changes tell the station at once. */
export class AccessPoint {
  readonly settings: AccessPointSettings;
  #changed: () => void = () => undefined;

  constructor(settings: Partial<AccessPointSettings> = {}) {
    this.settings = {
      ssid: 'stand-in',
      password: '',
      up: true,
      dhcp: 'answers',
      wrongPassword: 'bad_password',
      refuses: 'nobody',
      ip: '192.168.4.23',
      netmask: '255.255.255.0',
      gateway: '192.168.4.1',
      mac: '02:00:5e:10:00:01',
      channel: 6,
      ...settings,
    };
  }

  get up(): boolean {
    return this.settings.up;
  }

  /** Takes the radio away, as pulling the router's plug does: nothing says goodbye. */
  goDown(): void {
    this.settings.up = false;
    this.#changed();
  }

  comeUp(): void {
    this.settings.up = true;
    this.#changed();
  }

  /** Takes another password, '' for none: whoever joined with the one before is thrown out. */
  changePassword(password: string): void {
    this.settings.password = password;
    this.#changed();
  }

  /** The one station that listens. */
  whenChanged(changed: () => void): void {
    this.#changed = changed;
  }
}
