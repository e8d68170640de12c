import type { Board } from '../../../src/simulator/board.ts';
import { StandInConsole } from './console.ts';
import { Uart } from './uart.ts';

/** The virtual board's console at the end of a serial line. */
export class VirtualSerial {
  readonly uart = new Uart();
  /** Whether what is typed is still read. */
  isSilent = false;

  constructor(board: Board) {
    const send = (text: string): void => {
      this.uart.send(Buffer.from(text, 'latin1'));
    };
    const console = new StandInConsole({
      onLine: (line) => {
        if (this.isSilent) return;
        if (line === '') send('\r\n=undefined');
        else board.type(line);
        send('\r\n>');
      },
      onPacket: () => undefined,
      onCutOff: () => undefined,
    });
    this.uart.onReceive = (bytes) => {
      for (const byte of bytes) console.take(byte);
    };
    board.console.onLine = (line) => {
      send(`\r\x1b[J${line}\r\n>`);
    };
  }
}
