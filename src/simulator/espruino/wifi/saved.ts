import { isObject } from '../../language/realm.ts';
import type { Station } from '../../hardware/station.ts';

/** WIFI_CONFIG_STORAGE_NAME: where `Wifi.save()` leaves its settings, the password in plain text. */
export const WIFI_FILE = '.wificfg';

/** What `Wifi.save()` writes. */
export function savedWifi(station: Station, hostname: string): string {
  const mode = (station.stationOn ? 1 : 0) + (station.accessPointOn ? 2 : 0);
  return JSON.stringify({ ssid: station.ssid, password: station.password, mode, hostname });
}

/**
 * jswrap_wifi_restore: runs after the boot code when the chip starts, and what it finds overrides what that code asked for.
 * The mode is for now: the SDK's flash keeps its own.
 */
export function restoreWifi(station: Station, saved: string | undefined): void {
  let settings: unknown;
  try {
    settings = JSON.parse(String(saved));
  } catch {
    // What is no JSON is as good as nothing.
  }
  if (!isObject(settings)) return;
  const { mode, ssid, password, hostname } = settings;
  station.accessPointOn = mode === 2 || mode === 3;
  station.stationOn = mode === 1 || mode === 3;
  if (!station.stationOn) return;
  if (typeof hostname === 'string') station.options.hostname = hostname;
  // On the chip as well what is missing becomes the text "undefined".
  station.connect(String(ssid), String(password));
}
