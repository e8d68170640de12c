import { access, constants } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { Failure } from '../../failure.ts';
import { codeOf } from '../../reason.ts';
import { faults } from './faults.ts';

/** The seam to the hardware: an open port. Tests put another one in its place. */
export interface SerialLink {
  readonly path: string;
  /** Calls `listener` with whatever comes in. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Calls `listener` once, when the board is unplugged; not after {@link close}. */
  onGone(listener: (failure: Failure) => void): void;
  /** Resolves when the bytes have left this machine, and also when the port is gone, which `onGone` tells. */
  write(bytes: Uint8Array): Promise<void>;
  /**
   * Sets the two lines that boards wire to their reset and to their boot pin, both at once.
   * @returns whether the port has such lines: a pseudo-terminal has none
   */
  setLines(lines: Lines): Promise<boolean>;
  /** Changes the speed while the port stays open. Rejects where the port does not know this one. */
  setBaudRate(baudRate: number): Promise<void>;
  /** Lets go of the port, whatever state it is in. */
  close(): Promise<void>;
}

/** True is asserted, as it is called, and low on the wire. */
export interface Lines {
  readonly dtr: boolean;
  readonly rts: boolean;
}

/**
 * How often to look whether the port still exists. When a board is unplugged in the middle of a read, Linux ends the read
 * with no bytes, and serialport reads on for ever (its unix-read.ts) without telling.
 */
const WATCH_MS = 500;

export type OpenLink = (path: string) => Promise<SerialLink>;

/** Espruino's console speed on this chip (boards/ESP8266_4MB.py), and what its bootloader starts with. */
export const BAUD_RATE = 115_200;

/**
 * Opens a serial port. DTR and RTS are both asserted, as the system does by default: setting one alone would reset the
 * board or start its bootloader.
 * @throws Failure portMissing, portDenied, portBusy, portUnusable
 */
export const openSerialLink: OpenLink = async (path) => {
  const port = new SerialPort({ path, baudRate: BAUD_RATE, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => {
      if (error === null) resolve();
      else void portFailure(path, error).then(reject);
    });
  });
  return linkOf(path, port);
};

function linkOf(path: string, port: SerialPort): SerialLink {
  let over = false;
  let onGone: (failure: Failure) => void = () => undefined;
  const gone = (cause: unknown): void => {
    if (over) return;
    over = true;
    clearInterval(watch);
    onGone(faults.connectionLost(path, cause));
  };
  const watch = setInterval(() => {
    void accessError(path).then((error) => {
      if (error !== 'ENOENT') return;
      gone(error);
      port.close();
    });
  }, WATCH_MS);
  // An error that nobody listens to would end the process; what it means for the upload comes with `close`.
  port.on('error', () => undefined);
  port.once('close', gone);

  return {
    path,
    onData(listener) {
      port.on('data', (bytes: Buffer) => {
        listener(bytes);
      });
    },
    onGone(listener) {
      onGone = listener;
    },
    write: (bytes) =>
      new Promise((resolve) => {
        const done = (): void => {
          resolve();
        };
        if (!port.isOpen) done();
        else
          port.write(bytes, () => {
            if (!port.isOpen) done();
            else port.drain(done);
          });
      }),
    setLines: (lines) =>
      new Promise((resolve) => {
        port.set(lines, (error) => {
          resolve(!error);
        });
      }),
    setBaudRate: (baudRate) =>
      new Promise((resolve, reject) => {
        port.update({ baudRate }, (error) => {
          if (error) reject(error);
          else resolve();
        });
      }),
    close: () =>
      new Promise((resolve) => {
        over = true;
        clearInterval(watch);
        // It fails where the port is closed already, which is as well.
        port.close(() => {
          resolve();
        });
      }),
  };
}

/**
 * Why a port did not open.
 * @param cause of serialport, which tells the reason in its message only, in words of the system (its serialport_unix.cpp
 *   and serialport_win.cpp)
 */
export async function portFailure(path: string, cause: Error): Promise<Failure> {
  const { message } = cause;
  const reason = await accessError(path);
  if (reason === 'ENOENT' || /no such file|file not found/i.test(message)) return faults.portMissing(path);
  if (/cannot lock|busy|temporarily unavailable/i.test(message)) return faults.portBusy(path, cause);
  if (process.platform === 'win32' && /access denied/i.test(message)) return faults.portBusy(path, cause);
  if (reason === 'EACCES' || /permission denied/i.test(message)) return faults.portDenied(path, cause);
  return faults.portUnusable(path, cause);
}

async function accessError(path: string): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}
