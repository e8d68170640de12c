/** Espruino's own error numbers (libs/network/socketerrors.h) that no LineError of the network stands for. */
export const SOCKET_CLOSED = -1;
export const SOCKET_UNSENT = -8;
export const SOCKET_NO_LINE = -11;
export const SOCKET_NO_ANSWER = -15;

/** socketErrorString of libs/network/socketerrors.c, of those that occur here. */
export const SOCKET_MESSAGES: Readonly<Record<number, string>> = {
  [-3]: 'timeout',
  [-6]: 'not found',
  [-8]: 'unsent data',
  [-9]: 'connection reset',
  [-11]: 'no connection',
  [-15]: 'no response',
};
