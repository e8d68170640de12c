import type { Interpreter } from '../interpreter.ts';
import { BoardError, type Callable, isCallable, type RealmObject } from '../../language/realm.ts';
import { Sntp } from './sntp.ts';
import type { DisconnectReason, RadioOptions, StationEvent } from '../../hardware/station.ts';
import { isPlainObject, typeName } from '../../language/type-name.ts';
import { addressOf, apAddressOf, apDetailsOf, detailsOf, statusOf } from './answers.ts';
import { notModelled } from '../missing.ts';
import { checkAccessPointOptions, nullableCallback, optionalCallback, passwordOf } from './options.ts';
import { REASONS } from './reasons.ts';
import { savedWifi, WIFI_FILE } from './saved.ts';

/** The chip takes so many bytes of a name and of a password and drops the rest without a word. */
const SSID_BYTES = 31;
const PASSWORD_BYTES = 63;

/** `require("Wifi")` (libs/network/esp8266/jswrap_esp8266_network.c): thin over the {@link Station}, with its traps. */
export class WifiModule {
  readonly object: RealmObject;
  readonly #interpreter: Interpreter;
  readonly #sntp: Sntp;
  #callback: Callable | null = null;
  #disconnectCallback: Callable | null = null;
  /** The radio is to be off once it has left. Only `connect` joins another network, and takes this back. */
  #disconnecting = false;
  readonly #options: RadioOptions;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
    this.#options = interpreter.station.options;
    this.#sntp = new Sntp(interpreter);
    interpreter.station.onEvent = (event) => {
      this.#handle(event);
    };
    this.object = interpreter.realm.object(
      {},
      {
        connect: ([ssid, options, callback]) => {
          this.#connect(ssid, options, callback);
        },
        disconnect: ([callback]) => {
          this.#disconnect(callback);
        },
        stopAP: ([callback]) => {
          this.#setAccessPoint(false, optionalCallback(interpreter.realm, callback), []);
        },
        startAP: ([ssid, options, callback]) => {
          const done = optionalCallback(interpreter.realm, callback);
          if (typeof ssid !== 'string') throw new BoardError('No SSID');
          checkAccessPointOptions(options);
          this.#options.apSsid = ssid.slice(0, SSID_BYTES);
          this.#setAccessPoint(true, done, [null]);
        },
        getStatus: ([callback]) => this.#answer(callback, statusOf(interpreter, this.#options)),
        getDetails: ([callback]) => this.#answer(callback, detailsOf(interpreter)),
        getAPDetails: ([callback]) => this.#answer(callback, apDetailsOf(interpreter, this.#options)),
        getIP: ([callback]) => this.#answer(callback, addressOf(interpreter), true),
        getAPIP: ([callback]) => this.#answer(callback, apAddressOf(interpreter), true),
        getHostname: () => this.#options.hostname,
        setHostname: ([name, callback]) => {
          this.#options.hostname = interpreter.realm.describe(name);
          interpreter.station.restartDhcp();
          this.#queue(isCallable(callback) ? callback : null, []);
        },
        setSNTP: ([server, zone]) => {
          this.#sntp.start(server, zone);
        },
        setConfig: ([settings]) => {
          this.#setConfig(settings);
        },
        save: ([what]) => {
          if (what === 'clear') interpreter.flash.erase(WIFI_FILE);
          else interpreter.flash.write(WIFI_FILE, savedWifi(interpreter.station, this.#options.hostname));
        },
        restore: () => undefined,
        ...notModelled('Wifi', ['scan', 'getHostByName', 'ping', 'setIP', 'setAPIP', 'turbo']),
      },
    );
  }

  #connect(ssid: unknown, options: unknown, callback: unknown): void {
    const { station } = this.#interpreter;
    if (typeof ssid !== 'string') throw new BoardError('No SSID provided');
    // The callback of a connect that is still under way is forgotten, not called.
    this.#callback = null;
    const done = optionalCallback(this.#interpreter.realm, callback);
    this.#disconnectCallback = null;
    this.#disconnecting = false;
    const name = ssid.slice(0, SSID_BYTES);
    const password = passwordOf(options).slice(0, PASSWORD_BYTES);
    const { status } = station;
    if (status === 'connected' && station.ssid === name && station.password === password) {
      this.#queue(done, [null]);
      return;
    }
    station.disconnect();
    station.skipsDisconnect = status !== 'connected' && status !== 'off';
    station.setMode({ stationOn: true });
    this.#callback = done;
    station.connect(name, password);
  }

  #disconnect(given: unknown): void {
    const { station, realm } = this.#interpreter;
    this.#disconnectCallback = null;
    const callback = optionalCallback(realm, given);
    const wasConnected = station.status === 'connected';
    station.disconnect();
    if (wasConnected) {
      this.#disconnectCallback = callback;
      this.#disconnecting = true;
    } else {
      station.setMode({ stationOn: false });
      this.#queue(callback, []);
    }
  }

  #setAccessPoint(on: boolean, callback: Callable | null, args: readonly unknown[]): void {
    this.#interpreter.station.setMode({ accessPointOn: on });
    this.#queue(callback, args);
  }

  #handle(event: StationEvent): void {
    const { realm, accessPoint, station } = this.#interpreter;
    const ap = accessPoint.settings;
    switch (event.kind) {
      case 'associated':
        this.#emit('associated', realm.object({ ssid: station.ssid, mac: ap.mac, channel: ap.channel }));
        return;
      case 'dhcpTimeout':
        this.#emit('dhcp_timeout', null);
        return;
      case 'gotAddress':
        this.#complete(null);
        this.#emit('connected', realm.object({ ip: ap.ip, mask: ap.netmask, gw: ap.gateway }));
        return;
      case 'disconnected':
        this.#disconnected(event.reason);
    }
  }

  #disconnected(reason: DisconnectReason): void {
    const { realm, accessPoint, station } = this.#interpreter;
    if (station.skipsDisconnect) {
      station.skipsDisconnect = false;
      return;
    }
    const { status } = station;
    if (status === 'bad_password' || status === 'no_ap_found' || status === 'connect_failed') {
      this.#complete(status);
    } else if (status === 'connecting' && reason === 2) {
      this.#complete(REASONS[reason]);
    }
    if (this.#disconnecting) {
      station.setMode({ stationOn: false });
      this.#queue(this.#disconnectCallback, []);
    }
    const details = { ssid: station.ssid, mac: accessPoint.settings.mac, reason: REASONS[reason] };
    this.#emit('disconnected', realm.object(details));
  }

  /** The callback of `connect`: at most once. */
  #complete(outcome: string | null): void {
    this.#queue(this.#callback, [outcome]);
    this.#callback = null;
  }

  #emit(name: string, details: unknown): void {
    this.#interpreter.emitter.emit(this.object, name, [details]);
  }

  #queue(callback: Callable | null, args: readonly unknown[]): void {
    if (callback) this.#interpreter.loop.queue([callback], undefined, args);
  }

  #answer(callback: unknown, answer: RealmObject, errorFirst = false): RealmObject {
    const done = nullableCallback(this.#interpreter.realm, callback);
    this.#queue(done, errorFirst ? [null, answer] : [answer]);
    return answer;
  }

  #setConfig(settings: unknown): void {
    if (!isPlainObject(settings)) {
      throw new BoardError(`Expecting options object but got ${typeName(settings)}`);
    }
    const { phy, powersave } = settings;
    if (typeof phy === 'string') {
      if (!['11b', '11g', '11n'].includes(phy)) throw new BoardError('Unknown phy mode');
      this.#options.phy = phy;
    }
    if (typeof powersave === 'string') {
      if (!['none', 'ps-poll'].includes(powersave)) throw new BoardError('Unknown powersave mode');
      this.#options.powersave = powersave;
    }
  }
}
