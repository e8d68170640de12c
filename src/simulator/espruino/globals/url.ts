import type { Realm, RealmObject } from '../../language/realm.ts';

/**
 * `url.parse` (jswrap_url_parse of libs/network/jswrap_net.c), with its ways: without a path the query stays in the host,
 * a user stays there too, and the digits of an IPv6 address count as the port's.
 */
export function parseUrl(realm: Realm, url: string, parsesQuery: boolean): RealmObject {
  const { addressStart, pathStart, searchStart, portStart, port } = scan(url);
  const hostEnd = portStart ?? pathStart;
  const search = searchStart === null ? null : url.slice(searchStart);
  const query = search?.slice(1) ?? null;
  return realm.object({
    ...(addressStart === null ? {} : { protocol: url.slice(0, addressStart - 1) }),
    method: 'GET',
    host: url.slice((addressStart ?? -1) + 1, hostEnd),
    path: url.slice(pathStart) || '/',
    pathname: url.slice(pathStart, searchStart ?? undefined) || '/',
    search,
    port: port > 0 && port <= 65535 ? port : null,
    query: query !== null && parsesQuery ? parseQuery(realm, query) : query,
  });
}

interface Places {
  /** The second slash of `http://`. */
  addressStart: number | null;
  pathStart: number;
  searchStart: number | null;
  portStart: number | null;
  port: number;
}

function scan(url: string): Places {
  let slashes = 0;
  let colons = 0;
  let addressStart: number | null = null;
  let portStart: number | null = null;
  let pathStart: number | null = null;
  let searchStart: number | null = null;
  let port = 0;
  for (const [at, char] of Array.from(url).entries()) {
    if (char === '/') {
      slashes++;
      pathStart ??= at;
      if (colons === 1 && slashes === 2) {
        addressStart = at;
        pathStart = null;
        searchStart = null;
      }
    }
    if (char === ':') {
      colons++;
      if (addressStart !== null && pathStart === null) portStart = at;
    }
    if (portStart !== null && pathStart === null && /\d/.test(char)) port = port * 10 + Number(char);
    if (char === '?' && pathStart !== null) searchStart = at;
  }
  return { addressStart, pathStart: pathStart ?? url.length, searchStart, portStart, port };
}

function parseQuery(realm: Realm, query: string): RealmObject {
  const parsed = realm.object();
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    if (name !== '' || value !== '') parsed[name] = value;
  }
  return parsed;
}

/** A percent and two digits are one byte. */
function decode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
