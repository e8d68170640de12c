import { isIPv4 } from 'node:net';
import * as z from 'zod';
import type { AskedBoard } from '../usb/index.ts';
import { bad, good, note, type Outcome } from './finding.ts';

/** What Espruino calls the state of the link (its libs/network/esp8266/jswrap_esp8266_network.c), and what mends it. */
const MENDS: Readonly<Record<string, string>> = {
  bad_password: 'The access point refuses the password: mend "wifi.password", and upload.',
  no_ap_found:
    'No network of that name is heard: mend "wifi.ssid", and upload. The board knows 2.4 GHz only.',
  off: "The board does not try: its script doesn't run. `npm run upload`.",
};
const OTHER_MEND =
  'Check "wifi" in the configuration, and that the network is on 2.4 GHz. `npm run monitor` shows how it goes.';

/** Below this many dBm packets get lost. */
const WEAK_DBM = -80;

export interface WifiTiming {
  /** How long a join may take, in milliseconds. */
  readonly joinMs: number;
  readonly lookEveryMs: number;
}

const wifiState = z.tuple([z.string(), z.string(), z.number().optional()]);

/**
 * The board's own word on its link, with the script that keeps it. Of what the chip tells, which has the password, no more
 * than this is asked for.
 * @param onAddress gets its address
 */
export async function checkWifi(
  board: AskedBoard,
  { joinMs, lookEveryMs }: WifiTiming,
  onAddress: (ip: string) => void,
): Promise<Outcome> {
  const endMs = performance.now() + joinMs;
  for (;;) {
    const [station, ip, dBm = 0] = await board.ask(WIFI_STATE, (answer) => wifiState.safeParse(answer).data);
    const isJoined = station === 'connected' && isIPv4(ip) && ip !== '0.0.0.0';
    if (isJoined) {
      onAddress(ip);
      const facts = { station, dBm };
      const found = `joined as ${ip}, signal ${dBm} dBm`;
      if (dBm >= WEAK_DBM) return good(found, facts);
      return note(`${found}: weak`, 'Bring the button and the access point nearer to each other.', facts);
    }
    if (performance.now() >= endMs) {
      return bad(`not joined: ${station}.`, MENDS[station] ?? OTHER_MEND, { station });
    }
    await board.pause(lookEveryMs);
  }
}

const WIFI_STATE =
  '(function(w){return[w.getStatus().station,w.getIP().ip,w.getDetails().rssi]})(require("Wifi"))';

/** The open network that the chip makes of itself, which the script shuts. */
export async function checkAccessPoint(board: AskedBoard): Promise<Outcome> {
  const state = await board.ask(
    'require("Wifi").getStatus().ap',
    (answer) => z.string().safeParse(answer).data,
  );
  if (state !== 'enabled') return good('off', { ap: state });
  return bad(
    'the board is one, open to everybody near it.',
    "Its script should have turned that off, and doesn't run: `npm run upload`.",
    { ap: state },
  );
}
