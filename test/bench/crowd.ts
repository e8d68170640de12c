import { connect, type Socket } from 'node:net';

/**
 * The program of a crowd at a relay's door: does one kind of nuisance on many connections as fast as one process can, until its
 * parent says something; then it answers how often it did it.
 */

const CONNECTIONS = 32;
/** As many as a crowd of slow ones holds open at a time; the relay has room for fewer. */
const SLOW_CONNECTIONS = 200;
const SLOW_BYTE_MS = 100;
const PIPELINED = 500;

const HEARTBEAT = 'GET /nonce HTTP/1.1\r\nHost: relay\r\n\r\n';
const BODY = '{"text":"!deploy prod master -f"}';
const WRONG_MAC = [
  'POST /messages HTTP/1.1',
  'Host: relay',
  'Content-Type: application/json',
  `Content-Length: ${BODY.length}`,
  'Idempotency-Key: AAAAACDyx3-iZr_BJ21swg1B_QBhIsx2-30590-1',
  `Authorization: Button nonce="AAAAACDyx3-iZr_BJ21swg1B_QBhIsx2", mac="${'0'.repeat(40)}"`,
  '',
  BODY,
].join('\r\n');

/** What each does with a connection of its own; the next one is opened when it is closed. */
const KINDS: Readonly<Record<string, (socket: Socket) => void>> = {
  pipelined: (socket) => socket.write(HEARTBEAT.repeat(PIPELINED)),
  wrongMac: (socket) => socket.write(WRONG_MAC),
  dropped: (socket) => socket.destroy(),
  slow: (socket) => {
    let sent = 0;
    const timer = setInterval(() => socket.write(HEARTBEAT.charAt(sent++)), SLOW_BYTE_MS);
    socket.once('close', () => {
      clearInterval(timer);
    });
  },
};

const [, , kind = '', port = ''] = process.argv;
const begin = KINDS[kind];
if (begin === undefined) throw new Error(`"${kind}" is no kind of crowd.`);
let count = 0;

function annoy(nuisance: (socket: Socket) => void): void {
  const socket = connect({ port: Number(port), host: '127.0.0.1' }, () => {
    count += 1;
    nuisance(socket);
  });
  socket
    .on('error', () => undefined)
    .on('close', () => {
      setImmediate(annoy, nuisance);
    })
    .resume();
}

for (let opened = kind === 'slow' ? SLOW_CONNECTIONS : CONNECTIONS; opened > 0; opened -= 1) annoy(begin);
// A parent that is gone has no use for it.
process.once('disconnect', () => process.exit());
process.once('message', () => {
  process.send?.(count, () => process.exit());
});
