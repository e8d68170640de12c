/**
 * How a TCP line ends or fails, in the chip's own numbers (Espruino's libs/network/socketerrors.h, which takes the
 * ESP8266 SDK's values over): -3 the peer stopped acknowledging, -6 the name was not found, -9 reset or refused,
 * -11 nobody answered the SYN.
 */
export type LineError = -3 | -6 | -9 | -11;

/** The chip's end of a TCP line: what the network tells it. Strings hold one byte a character. */
export interface Peer {
  connected(): void;
  /** All that was sent so far has been acknowledged. */
  acknowledged(): void;
  received(bytes: string): void;
  /** The other side closed; nothing more will come. */
  closed(): void;
  failed(error: LineError): void;
  /** After {@link Line.close}: the other side has agreed, the line is gone. */
  released(): void;
}

/** The network's end of a TCP line: what the chip does to it. */
export interface Line {
  send(bytes: string): void;
  /** An orderly close (FIN). */
  close(): void;
  /** The chip has vanished: power was taken away. Nothing is told to anybody on the chip. */
  abandon(): void;
}

/**
 * What lies behind the access point: a name service and TCP. Two exist: {@link MemoryNetwork} in virtual time, and
 * {@link LoopbackNetwork} with real sockets.
 */
export interface Network {
  /** What time servers say: milliseconds since 1970. */
  readonly unixMs: number;
  /** Begins to connect; all that follows is told to `peer`, never before this call has returned. */
  open(host: string, port: number, peer: Peer): Line;
}
