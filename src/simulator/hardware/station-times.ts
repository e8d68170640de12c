/** Times of the radio. A cold join on this chip takes some 4 s; those below add up to less, to keep logs short. */
export interface StationTimes {
  readonly associateMs: number;
  readonly dhcpMs: number;
  readonly dhcpTimeoutMs: number;
  /** From one failed try to the next: the SDK tries for ever by itself. */
  readonly retryMs: number;
  /** Without a beacon for this long, the chip takes the access point for lost. */
  readonly beaconTimeoutMs: number;
}

export const STATION_TIMES: StationTimes = {
  associateMs: 1500,
  dhcpMs: 500,
  dhcpTimeoutMs: 20_000,
  retryMs: 2500,
  beaconTimeoutMs: 4000,
};
