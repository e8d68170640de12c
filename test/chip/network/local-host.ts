import { createServer } from 'node:net';
import { listenLocally, type LocalServer } from '../../relay/local-server.ts';
import { parseRequest } from './request.ts';
import type { Host } from './scripted-server.ts';

/**
 * A host for whom the chip's network is not needed: it answers on the loopback.
 * @param current who answers the next request
 */
export function serveLocally(current: () => Host): Promise<LocalServer> {
  return listenLocally(
    createServer((socket) => {
      let asked = Buffer.alloc(0);
      const take = (bytes: Buffer): void => {
        asked = Buffer.concat([asked, bytes]);
        const request = parseRequest(asked);
        if (request === null) return;
        socket.off('data', take).resume();
        const { bytes: answer, then } = current().answer(request, performance.now());
        if (then === 'reset') socket.resetAndDestroy();
        else if (then === 'close') socket.end(answer);
        else socket.write(answer);
      };
      socket.on('data', take);
    }),
  );
}
