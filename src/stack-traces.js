import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { pathToFileURL, URL } from 'node:url';

/**
 * Lets the stack of an error name files and lines of the sources, where a bundle with a map of them runs. Node itself does so
 * with --enable-source-maps, and reads the map at each start for it; here it is read when a stack is looked at.
 * @param {string} bundle
 */
export function traceToSources(bundle) {
  const file = `${bundle}.map`;
  if (!existsSync(file)) return;
  const bundleUrl = pathToFileURL(bundle).href;
  /** @type {SourceMap | undefined} */
  let map;
  Error.prepareStackTrace = (error, calls) => {
    const places = calls.map((call) =>
      String(call).replace(/(file:\/\/[^)]*):(\d+):(\d+)/, (place, url, line, column) => {
        if (url !== bundleUrl) return place;
        map ??= new SourceMap(JSON.parse(readFileSync(file, 'utf8')));
        const origin = map.findOrigin(Number(line), Number(column));
        if (!('fileName' in origin)) return place;
        return `${new URL(origin.fileName, bundleUrl).href}:${origin.lineNumber}:${origin.columnNumber}`;
      }),
    );
    return [Error.prototype.toString.call(error), ...places].join('\n    at ');
  };
}
