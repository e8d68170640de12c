/** The SDK's operating mode. `wifi_set_opmode` keeps it in the SDK's own flash, `wifi_set_opmode_current` does not. */
export interface RadioMode {
  stationOn: boolean;
  accessPointOn: boolean;
}

/** A fresh or erased chip is an access point only. */
export const FRESH_MODE: Readonly<RadioMode> = { stationOn: false, accessPointOn: true };
