import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { UPLOAD_TIMING, type UploadTiming } from '../../../src/usb/commands/upload.ts';
import { bundleFirmware } from '../../../src/build/bundle.ts';
import { checkConfig } from '../../../src/config/files/load.ts';
import { CHIP_PARTS } from '../stand-in/chip-parts.ts';
import { RealBoard } from '../stand-in/real-board.ts';
import { exitOf, failureOf, Upload } from '../upload-setup.ts';

/** Path of Espruino's Linux build; without it these tests are skipped. */
const ESPRUINO = process.env['ESPRUINO'] ?? '';

/** Says when it starts and when it has come to its end, with enough in between to be cut in half. */
const SCRIPT = `print("began");var filler="${'0123456789abcdef'.repeat(120)}";print("ended",filler.length);`;

jest.setTimeout(60_000);

/** A chat's webhook on this machine, that keeps what is posted. */
async function listen() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString()));
    request.on('end', () => {
      bodies.push(body);
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = async (): Promise<void> => {
    server.close();
    await once(server, 'close');
  };
  return { bodies, port: address.port, close };
}

const TIMING: UploadTiming = {
  ...UPLOAD_TIMING,
  firstRun: { startMs: 300, answerMs: 5000, wifiMs: 500, relayMs: 500 },
};

(ESPRUINO === '' ? describe.skip : describe)('with the real interpreter', () => {
  let board: RealBoard;

  beforeEach(async () => {
    board = new RealBoard(ESPRUINO);
    await board.prints(/>/);
  });
  afterEach(() => board.end());

  const upload = (script = SCRIPT): Promise<void> => new Upload(board.path).run(script, {}, TIMING);
  test('an upload runs, and runs again after a power-cycle', async () => {
    const run = new Upload(board.path);
    await run.run(SCRIPT, {}, TIMING);
    expect(run.written).toContain('  | began\n');
    expect(run.written).toMatch(/Running: \d+ of 1600 variables are free\.\n$/);
    await board.powerCycle();
    await board.prints(/ended 1920/);
  });

  test('the button itself joins, is seen, and posts both messages after a power-cycle', async () => {
    const chat = await listen();
    const webhook = `http://127.0.0.1:${chat.port}/hooks/secret`;
    const { config } = checkConfig({ wifi: { ssid: 'lab', password: 'correct horse' }, webhook }, 'test');
    const { script } = await bundleFirmware(config);
    await board.fit(CHIP_PARTS);
    const run = new Upload(board.path);
    await run.run(script, { wait: true }, TIMING);
    expect(run.written).toContain('Wi-Fi joined: 127.0.0.1\nKeys seen, all released: D4, D5, D12, D13\n');
    expect(run.written).not.toMatch(/correct horse|secret/);

    await board.powerCycle();
    await board.prints(/network config/);
    board.type(Buffer.from('\x10setTimeout("KEYS=0",200)\n'));
    await board.prints(/accepted/);
    expect(chat.bodies).toEqual(config.bodies);
    await chat.close();
  });

  test('an upload to firmware without packets runs', async () => {
    const send = board.uart.send.bind(board.uart);
    board.uart.send = (bytes) => {
      send(Buffer.from(bytes.toString('latin1').replace('"VERSION":"2v29', '"VERSION":"2v20'), 'latin1'));
    };
    await upload();
    await board.powerCycle();
    await board.prints(/ended 1920/);
  });

  test('an old .bootrst and .varimg are out of the way', async () => {
    await board.store('.bootrst', 'print("stale")');
    board.type(Buffer.from('\x10setInterval("print(\\"stale image\\")",50);save()\n'));
    await board.prints(/Compressed/);
    await board.powerCycle();
    await board.prints(/stale image/);
    await upload();
    await board.powerCycle();
    await board.prints(/ended 1920/);
    expect(board.printed).not.toContain('stale');
  });

  test('an upload goes over a script that is stuck in a loop', async () => {
    await board.store('.bootcde', 'setTimeout(function(){while(1);},100)');
    await board.powerCycle();
    await upload();
    await board.powerCycle();
    await board.prints(/ended 1920/);
  });

  test('an upload goes over a script that prints all the time', async () => {
    await board.store('.bootcde', 'setInterval(function(){print("still here")},40)');
    await board.powerCycle();
    await upload();
    await board.powerCycle();
    await board.prints(/ended 1920/);
  });

  test.each([
    ['a syntax error', 'var x = ', 'Uncaught SyntaxError'],
    ['an error', `var password="horse battery";nope();`, 'Uncaught ReferenceError'],
    ['memory that runs out', 'var a=[];while(1)a.push("0123456789ab")', 'OUT OF MEMORY'],
  ])('%s at the start of the script is told, without its code', async (_, script, says) => {
    const run = new Upload(board.path);
    const failure = await failureOf(run.run(script, {}, TIMING));
    expect(failure.exit).toBe('scriptFailed');
    expect(failure.message).toContain(says);
    expect(run.written).not.toContain(script.slice(4, 20));
    await upload();
  });

  test('a script that was sent but never opened runs nothing of itself', async () => {
    await board.store('.bootcde', `;\xff\xff\xff${SCRIPT}`);
    await board.powerCycle();
    expect(board.printed).toContain('Got [ERASED] expected EOF');
    expect(board.printed).not.toContain('began\r');
  });

  test('unplugged at 20 places: the old script is gone or the new one whole, and the next upload works', async () => {
    await upload();
    const total = board.uart.sent.length;
    for (let place = 1; place <= 20; place++) {
      const { folder } = board;
      await board.unplug();
      board = new RealBoard(ESPRUINO, folder);
      await board.prints(/>/);
      const unplugged = new Promise<void>((resolve) => {
        board.uart.onWire = (sent) => {
          if (sent >= (place * total) / 21) resolve(board.unplug());
        };
      });
      expect(await exitOf(upload(SCRIPT.replace('began', `began ${place}`)))).toBe('connectionLost');
      await unplugged;
      board = new RealBoard(ESPRUINO, folder);
      await board.prints(/>/);
      const [began = 0, ended = 0] = [/began/g, /ended/g].map(
        (word) => board.printed.match(word)?.length ?? 0,
      );
      expect(began).toBe(ended);
    }
    await upload();
    await board.powerCycle();
    await board.prints(/ended 1920/);
  }, 180_000);
});
