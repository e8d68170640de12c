import { type Behaviour, BEHAVIOURS } from '../../../../src/simulator/index.ts';
import { boot, HOST, whenJoined, type Workbench } from '../../workbench.ts';

/** A request of 40 bytes that a stand-in server takes for a whole one. */
export const GET = String.raw`GET / HTTP/1.1\r\nHost: h\r\nConnection: x\r\n\r\n`;

/**
 * Runs `body` once Wi-Fi is up. In it `go(listensToData)` connects a socket whose every event is told on the console.
 * @param afterMs how long the board runs on
 */
export function talk(body: string, behaviour: Behaviour = BEHAVIOURS.ok, afterMs = 10_000): Workbench {
  const bench = boot(
    whenJoined(`
      var net = require('net');
      function log(name) { return function (x) {
        print(name, arguments.length, x === this ? 'itself' : JSON.stringify(x)) } }
      function go(listens, options) {
        var s = net.connect(Object.assign({ host: '${HOST}', port: 80 }, options), log('connect'));
        ['drain', 'error', 'end', 'close'].forEach(function (e) { s.on(e, log(e)) });
        if (listens) s.on('data', function (d) { print('data ' + d.length) });
        return s;
      }
      ${body}`),
  );
  bench.chat.behaviour = behaviour;
  bench.board.advance(2000 + afterMs);
  return bench;
}

/** What an answer with this many bytes of body comes to, its head included. */
export function answerOf(bodyBytes: number): Behaviour {
  return { kind: 'answer', bodyBytes };
}
