import { once } from 'node:events';
import { createServer } from 'node:http';
import { CHIP_PARTS } from '../usb/chip-parts.ts';
import { RealBoard } from '../usb/real-board.ts';

/** How many of the chip's 1600 variables of 12 bytes are taken, the stand-ins for the chip's parts among them. */
export interface MemoryUse {
  readonly idle: number;
  /** The most that was seen between two callbacks while presses were delivered. */
  readonly peak: number;
  /** Once the last of them was over. */
  readonly after: number;
}

/** Looks every millisecond, and presses and releases the keys by itself once SMASHES is set. */
const OBSERVER = `
global.PEAK=0;global.SMASHES=0;
global.USED=function(){return process.memory().usage};
setInterval(function(){var used=USED();if(used>PEAK)PEAK=used},1);
setInterval(function(){
if(KEYS==15&&SMASHES)KEYS=0;
else if(KEYS==0){KEYS=15;if(!--SMASHES)setTimeout(function(){print("smashed")},1000)}
},250);
`;

/** A chat's webhook on this machine, that takes everything. */
export async function startChat(): Promise<{
  port: number;
  count: () => number;
  close: () => Promise<void>;
}> {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      count++;
      response.end('ok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The chat has no port.');
  const close = async (): Promise<void> => {
    server.close();
    await once(server, 'close');
  };
  return { port: address.port, count: () => count, close };
}

/** Runs the script on the real interpreter, smashes so many times, and tells what its memory did. */
export async function memoryUse(espruino: string, script: string, smashes: number): Promise<MemoryUse> {
  const board = new RealBoard(espruino);
  try {
    await board.prints(/>/);
    await board.store('.boot0', CHIP_PARTS + OBSERVER);
    await board.powerCycle();
    await board.store('.bootcde', script);
    await board.powerCycle();
    await board.prints(/network config[\s\S]*\}/);
    const ask = async (expression: string, name: string): Promise<number> => {
      board.type(Buffer.from(`\x10print("${name}:"+${expression})\n`));
      const pattern = new RegExp(`${name}:(\\d+)\\r`);
      await board.prints(pattern);
      return Number(pattern.exec(board.printed)?.[1]);
    };
    const idle = await ask('USED()', 'idle');
    board.type(Buffer.from(`\x10PEAK=0;SMASHES=${smashes}\n`));
    if (smashes > 0) await board.prints(/smashed/);
    const peak = await ask('PEAK', 'peak');
    // The last request is freed at the next idle turn.
    const after = await ask('USED()', 'after');
    return { idle, peak, after };
  } finally {
    await board.end();
  }
}
