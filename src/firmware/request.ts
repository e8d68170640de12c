import { HOST, MAX_ANSWER, PORT, REQUEST_TIMEOUT_MS } from 'button:constants';
import { clock, log, round } from './board.ts';

const net = require('net');

/** A request and what comes of it. It is the socket itself: closures would take memory and time for each request. */
export interface Exchange extends Socket {
  /** What the server said, as far as it is read; '' for nothing. */
  answer: string;
  /** Whether all of the request was handed to a connection: if not, the server surely did not take it. */
  isSent?: boolean;
  /** Why there is no answer, in Espruino's words. */
  fault?: string;
  timer: number;
}

export type Done = (exchange: Exchange) => void;

/**
 * Sends one request over a connection of its own, and reads the first MAX_ANSWER characters of what comes back: whatever the
 * answer's size or form, it takes no more of the board (docs/design.md, D6). Espruino's own client of HTTP keeps all headers
 * before a script sees any. Nothing here has a deadline on the chip, so the connection is torn down after
 * REQUEST_TIMEOUT_MS, or at `endMs` when that is sooner: docs/design.md, D2. What the chip does when a socket fails is in
 * docs/chip.md.
 * @param request whole
 * @param done is called exactly once, in a turn of its own: what happens at a socket is deep on the chip's small stack
 */
export function exchange(request: string, endMs: number, done: Done): void {
  let socket = {} as Exchange;
  try {
    socket = net.connect({ host: HOST, port: PORT }) as Exchange;
    socket.on('data', takeAnswer);
    socket.on('drain', noteSent);
    socket.on('error', noteFault);
    socket.on('close', endExchange);
    socket.write(request);
  } catch (error) {
    socket.fault = (error as Error).message;
    endMs = 0;
  }
  socket.answer = '';
  const leftMs = endMs - round(clock() * 1000);
  socket.timer = setTimeout(finish, leftMs < REQUEST_TIMEOUT_MS ? leftMs : REQUEST_TIMEOUT_MS, socket, done);
}

/** Has the rest refused: a timer for it would be put off by each part of what comes without a pause, and read all of it. */
function takeAnswer(this: Socket, data: string): void {
  if (((this as Exchange).answer += data).length > MAX_ANSWER) this.clsNow = true;
}

function noteSent(this: Socket): void {
  (this as Exchange).isSent = true;
}

function noteFault(this: Socket, error: { message: string }): void {
  (this as Exchange).fault = error.message;
}

/** Lets the timer go off in the next turn. */
function endExchange(this: Socket): void {
  if ((this as Exchange).timer) changeInterval((this as Exchange).timer, 0);
}

function finish(socket: Exchange, done: Done): void {
  clearTimeout(socket.timer);
  socket.timer = 0;
  socket.clsNow = true;
  done(socket);
}

/** Tells the console how it went. @returns the status of an answer, 0 when there is none */
export function statusOf(socket: Exchange): number {
  // "HTTP/1.1 200 ": a space, three digits, and what shows that there are no more.
  const status = parseInt(socket.answer.slice(8, 13)) || 0;
  log(status || socket.fault || 'no answer');
  return status;
}
