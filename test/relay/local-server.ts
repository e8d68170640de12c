import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

export interface LocalServer {
  readonly port: number;
  readonly server: Server;
  /** How many are open. */
  readonly connections: number;
  /** Ends it and all its connections. */
  close(): Promise<void>;
}

/** Lets a server listen on a free port of the loopback. */
export async function listenLocally(server: Server): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return {
    port: address.port,
    server,
    get connections() {
      return sockets.size;
    },
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
