import { BoardError, type Callable, isCallable, type Realm } from '../../language/realm.ts';
import { isPlainObject, typeName } from '../../language/type-name.ts';

/** MAC addresses are looked at so far and no further. */
const MAC_LENGTH = 17;
const MAC = /^[0-9a-f]*(?::[0-9a-f]*){5}$/i;

/** A callback that may be left out: null is none. */
export function optionalCallback(realm: Realm, value: unknown): Callable | null {
  if (value === undefined) return null;
  if (!isCallable(value))
    throw new BoardError(`Expecting callback function but got ${realm.describe(value)}`);
  return value;
}

/** The same where null passes, too. */
export function nullableCallback(realm: Realm, value: unknown): Callable | null {
  return value === null ? null : optionalCallback(realm, value);
}

/** Checks the options of `connect` in the board's order and takes the password out of them. */
export function passwordOf(options: unknown): string {
  if (options === undefined) return '';
  if (!isPlainObject(options)) throw new BoardError(`Expecting Object, got ${typeName(options)}`);
  const { password, bssid, channel } = options;
  if (password !== undefined && typeof password !== 'string') {
    throw new BoardError(`Expecting options.password to be a string but got ${typeName(password)}`);
  }
  if (typeof bssid === 'string' && !MAC.test(bssid.slice(0, MAC_LENGTH))) {
    throw new BoardError('Expecting bssid as "aa:bb:cc:dd:cc:ff"');
  }
  if (Number.isInteger(channel) && (Number(channel) & 255) > 14) {
    throw new BoardError('Expecting options.channel to be a integer between 0 and  14, but got Number');
  }
  return password ?? '';
}

/** Checks the options of `startAP`. */
export function checkAccessPointOptions(options: unknown): void {
  if (options === undefined || options === null) return;
  if (!isPlainObject(options)) {
    throw new BoardError(`Expecting options object but got ${typeName(options)}`);
  }
  const { password, authMode } = options;
  const isOpen = password === undefined || password === '';
  if (!isOpen && (typeof password !== 'string' || password.length < 8)) {
    throw new BoardError('Password must be string of at least 8 characters');
  }
  if (typeof authMode !== 'string') return;
  if (!['open', 'wpa', 'wpa2', 'wpa_wpa2'].includes(authMode)) throw new BoardError('Unknown authMode value');
  if (isOpen && authMode !== 'open') throw new BoardError('Password not set but authMode not open');
  if (!isOpen && authMode === 'open') throw new BoardError('Auth mode set to open but password supplied');
}
