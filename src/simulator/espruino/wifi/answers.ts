import type { Interpreter } from '../interpreter.ts';
import type { RadioOptions } from '../../hardware/station.ts';
import type { RealmObject } from '../../language/realm.ts';

const BOARD_MAC = '5c:cf:7f:00:00:01';
const NO_ADDRESS = '0.0.0.0';

/** `getStatus()`. */
export function statusOf({ station, realm }: Interpreter, options: RadioOptions): RealmObject {
  const { stationOn, accessPointOn } = station;
  return realm.object({
    mode: stationOn ? (accessPointOn ? 'sta+ap' : 'sta') : accessPointOn ? 'ap' : 'off',
    station: stationOn ? station.status : 'off',
    ap: accessPointOn ? 'enabled' : 'disabled',
    phy: options.phy,
    powersave: options.powersave,
    savedMode: 'off',
  });
}

/** `getDetails()`: the password too, in plain text. */
export function detailsOf({ station, realm }: Interpreter): RealmObject {
  const { status, ssid, password } = station;
  const seen = station.stationOn ? { rssi: status === 'connected' ? -60 : 0 } : {};
  return realm.object({ status, ssid, password, ...seen, savedSsid: null });
}

/** `getAPDetails()`: the access point that the chip itself is, open to all. */
export function apDetailsOf({ station, realm }: Interpreter, options: RadioOptions): RealmObject {
  return realm.object({
    status: station.accessPointOn ? 'enabled' : 'disabled',
    authMode: 'open',
    hidden: false,
    maxConn: 4,
    ssid: options.apSsid,
    password: '',
    savedSsid: null,
  });
}

/** `getIP()`. */
export function addressOf({ station, realm, accessPoint }: Interpreter): RealmObject {
  const { netmask, gateway } = accessPoint.settings;
  const up = station.hasAddress;
  return realm.object({
    ip: station.ip,
    netmask: up ? netmask : NO_ADDRESS,
    gw: up ? gateway : NO_ADDRESS,
    mac: BOARD_MAC,
  });
}

/** `getAPIP()`. */
export function apAddressOf({ station, realm }: Interpreter): RealmObject {
  const on = station.accessPointOn;
  const ip = on ? '192.168.4.1' : NO_ADDRESS;
  return realm.object({ ip, netmask: on ? '255.255.255.0' : NO_ADDRESS, gw: ip, mac: BOARD_MAC });
}
