import { once } from 'node:events';
import { loadConfig } from '../../src/config/files/load.ts';
import { Session } from '../../src/simulator/index.ts';
import { StandInBoard } from '../usb/stand-in/board.ts';
import type { Firmware } from '../usb/stand-in/chip/chip.ts';
import { CHIP_PARTS } from '../usb/stand-in/chip-parts.ts';
import type { Line } from '../usb/stand-in/pseudo-terminal.ts';
import { RealBoard } from '../usb/stand-in/real-board.ts';

/** What starts from a chip's flash once Espruino is in it, and hands on its keys. */
export interface Hands {
  readonly firmware: (line: Line) => Firmware;
  /** All keys go down together, and come up again. */
  smash(): void;
}

const HOLD_MS = 300;

/** Espruino itself, with the keys and the Wi-Fi that its Linux build lacks: they are in its folder before it starts. */
export async function realHands(program: string): Promise<Hands> {
  const before = new RealBoard(program);
  await before.prints(/>/);
  await before.fit(CHIP_PARTS);
  await before.unplug();
  let board: RealBoard | undefined;
  return {
    firmware: (line) => {
      board = new RealBoard(program, before.folder, line);
      board.keepParts();
      return board;
    },
    smash: () => {
      board?.type(Buffer.from(`\x10KEYS=0;setTimeout("KEYS=15",${HOLD_MS})\n`));
    },
  };
}

/**
 * The stand-in of a console, with the virtual board behind it for what is uploaded.
 * @param folder with the configuration, for its Wi-Fi and its pins
 */
export function virtualHands(folder: string): Hands {
  let running: Session | undefined;
  const runs = (script: string, print: (line: string) => void): { end(): void } => {
    const { config } = loadConfig(folder, {});
    const stationTimes = { associateMs: 200, dhcpMs: 100 };
    const session = Session.open({ config, live: true, build: () => Promise.resolve(script), stationTimes });
    const ended = new AbortController();
    void session.then(async (opened) => {
      opened.board.console.onLine = print;
      if (!ended.signal.aborted) {
        running = opened;
        opened.start();
        await once(ended.signal, 'abort');
      }
      await opened.close();
    });
    return {
      end: () => {
        ended.abort();
      },
    };
  };
  return {
    firmware: (line) => new StandInBoard({ runs }, undefined, line),
    smash: () => {
      const keys = running?.board.keys;
      keys?.pressAll();
      setTimeout(() => keys?.releaseAll(), HOLD_MS);
    },
  };
}
