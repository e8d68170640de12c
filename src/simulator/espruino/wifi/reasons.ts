import type { DisconnectReason } from '../../hardware/station.ts';

/**
 * What the module makes of the SDK's reasons. Its table has no entry 199, so those from 200 on are named after the
 * reason before: 200 is really a lost beacon, 201 a missing access point, 202 a refused authentication, 203 a refused
 * association, 204 a handshake that timed out.
 */
export const REASONS: Readonly<Record<DisconnectReason, string>> = {
  2: 'auth_expire',
  8: 'assoc_leave',
  15: '4way_handshake_timeout',
  200: 'cipher_suite_rejected',
  201: 'beacon_timeout',
  202: 'no_ap_found',
  203: 'auth_failed',
  204: 'assoc_failed',
};
