import { randomBytes } from 'node:crypto';

/** Where a relay listens unless "relay.url" says otherwise. */
export const DEFAULT_RELAY_PORT = 8437;

/** 256 bits: 43 characters of base64url. */
const SECRET_BYTES = 32;

/** @returns "relay.url" of a relay on a machine with this address or name */
export function relayUrlAt(host: string): string {
  return `http://${host}:${DEFAULT_RELAY_PORT}`;
}

/** @returns another one each time */
export function newRelaySecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}
