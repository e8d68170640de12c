import { describe, expect, test } from '@jest/globals';
import { exitOf, plugIn, QUICK, SCRIPT, whole } from '../upload-setup.ts';

describe('an upload', () => {
  test.concurrent('puts the script on the board and runs it', () =>
    plugIn({}, async (upload, board) => {
      await upload.run();
      expect(board.started).toEqual([whole(SCRIPT)]);
      expect(upload.written).toContain('Board: ESP8266_4MB with Espruino 2v29');
      expect(upload.written).toContain('  | connecting to network...\n');
      expect(upload.written).toMatch(/Running: 1200 of 1600 variables are free\.\n$/);
      expect(board.lost).toBe(0);
    }),
  );

  test.concurrent('the script runs again after a power-cycle', () =>
    plugIn({}, async (upload, board) => {
      await upload.run();
      await board.powerCycle();
      expect(board.started).toEqual([whole(SCRIPT), whole(SCRIPT)]);
    }),
  );

  test.concurrent('replaces the script of an upload before', () =>
    plugIn({}, async (upload, board) => {
      await upload.run('print("first")');
      await upload.run('print("second")');
      expect(board.started).toEqual([whole('print("first")'), whole('print("second")')]);
    }),
  );

  test.concurrent('goes to firmware that has no packets yet', () =>
    plugIn({ env: { VERSION: '2v24' } }, async (upload, board) => {
      await upload.run();
      expect(board.started).toEqual([whole(SCRIPT)]);
      expect(board.lost).toBe(0);
    }),
  );

  test.concurrent('keeps bytes beyond ASCII as UTF-8', () =>
    plugIn({}, async (upload, board) => {
      await upload.run('print("Grüße")');
      expect(board.started).toEqual([Buffer.from(whole('print("Grüße")')).toString('latin1')]);
    }),
  );

  test.concurrent('tells and removes the code that would run beside the script, or in its place', () =>
    plugIn({}, async (upload, board) => {
      const beside = ['.boot0', '.boot1', '.boot2', '.boot3', '.bootPowerOn', '.bootrst', '.varimg'];
      for (const name of beside) board.storage.write(name, 'print("old")');
      await upload.run();
      expect(upload.written).toContain(`Removing what would run beside the script: ${beside.join(', ')}\n`);
      expect([...board.storage.files.keys()]).toEqual(['.bootcde']);
    }),
  );

  test.concurrent('says nothing of such code where there is none', () =>
    plugIn({}, async (upload) => {
      await upload.run();
      expect(upload.written).not.toContain('Removing');
    }),
  );

  test.concurrent('goes onto a board that is full, in place of the script before', () =>
    plugIn({ env: { STORAGE: 4096 } }, async (upload, board) => {
      board.storage.write('.bootcde', `print("${'x'.repeat(3000)}")`);
      await upload.run();
      expect(board.started.at(-1)).toBe(whole(SCRIPT));
    }),
  );

  test.concurrent('that finds no room leaves the script before, which runs on', () =>
    plugIn({ env: { STORAGE: 4096 } }, async (upload, board) => {
      const old = 'print("old")';
      board.storage.write('.bootcde', old);
      board.storage.write('notes', 'n'.repeat(3000));
      await board.powerCycle();
      board.started.length = 0;
      expect(await exitOf(upload.run())).toBe('scriptTooLarge');
      expect(board.started).toEqual([old]);
    }),
  );

  test.concurrent('is built only for a board that answers', async () => {
    let builds = 0;
    const build = () => {
      builds++;
      return Promise.resolve({ script: SCRIPT, config: { pins: [], isPractice: false, relay: undefined } });
    };
    const once = { ...QUICK, wake: { ...QUICK.wake, totalMs: 0 } };
    await plugIn({ instead: 'nothing' }, async (upload) => {
      expect(await exitOf(upload.run(SCRIPT, { build }, once))).toBe('noAnswer');
      expect(builds).toBe(0);
    });
    await plugIn({}, async (upload) => {
      await upload.run(SCRIPT, { build });
      expect(builds).toBe(1);
    });
  });

  test.concurrent('leaves other files alone', () =>
    plugIn({}, async (upload, board) => {
      board.storage.write('notes', 'mine');
      await upload.run();
      expect(board.storage.read('notes')).toBe('mine');
    }),
  );

  test.concurrent('keeps telnet closed while the board has no script', () =>
    plugIn({}, async (upload, board) => {
      const open: boolean[] = [];
      const { write } = board.storage;
      board.storage.write = (...file) => {
        open.push(board.telnetOpen);
        return write(...file);
      };
      await upload.run();
      expect(new Set(open)).toEqual(new Set([false]));
    }),
  );
});

describe('the Wi-Fi and the keys', () => {
  test.concurrent('are told at the end', () =>
    plugIn({}, async (upload) => {
      await upload.run(SCRIPT, { wait: true });
      expect(upload.written).toContain('Wi-Fi joined: 192.0.2.7\n');
      expect(upload.written).toMatch(/Keys seen, all released: D4, D5, D12, D13\n/);
    }),
  );

  test.concurrent(
    'and when all is well, what to do now: smash, and after a practice upload the real button',
    () =>
      plugIn({}, async (upload) => {
        await upload.run(SCRIPT, { wait: true });
        expect(upload.written).toMatch(
          /\nThe button is ready\. Smash all keys together, AND IT DEPLOYS\.\n$/,
        );
        upload.written = '';
        await upload.run(SCRIPT, { wait: true, isPractice: true });
        expect(upload.written).toMatch(
          /\nReady for practice\. .* nothing is deployed\. Then `npm run upload` puts.*\n$/,
        );
      }),
  );

  test.concurrent('the relay is waited for where there is one, and told', () =>
    plugIn({}, async (upload) => {
      const relay = { url: 'http://192.0.2.5:8437' };
      const answering = `${SCRIPT}\nsetTimeout(function(){console.log("relay answers")},250);`;
      await upload.run(answering, { wait: true, relay });
      expect(upload.written).toMatch(
        /Wi-Fi joined: .*\n[^]*The relay answers: http:\/\/192\.0\.2\.5:8437\nKeys seen[^]*\nThe button is ready/,
      );
    }),
  );

  test.concurrent(
    'a relay that does not answer is told by its address, with the mend, and no smash is asked for',
    () =>
      plugIn({}, async (upload) => {
        const silent = `${SCRIPT}\nsetTimeout(function(){console.log("no relay answers")},150);`;
        await upload.run(silent, { wait: true, relay: { url: 'http://192.0.2.5:8437' } });
        expect(upload.written).toMatch(
          /No relay answers at http:\/\/192\.0\.2\.5:8437 after 0\.3 s\..*`npm run relay`/,
        );
        expect(upload.written).toContain('Keys seen');
        expect(upload.written).not.toContain('Smash');
      }),
  );

  test.concurrent('a key that reads pressed is named', () =>
    plugIn({ levels: 0b1011 }, async (upload) => {
      await upload.run(SCRIPT, { wait: true });
      expect(upload.written).toMatch(/Keys that read pressed: D5\. Release them/);
      expect(upload.written).not.toContain('Smash');
    }),
  );

  test.concurrent('a key on D15 is left out: it always reads pressed', () =>
    plugIn({ levels: 0b111 }, async (upload) => {
      await upload.run(SCRIPT, { wait: true, pins: [4, 5, 2, 15] });
      expect(upload.written).toMatch(/Keys seen, all released: D4, D5, D2\n/);
    }),
  );

  test.concurrent('a network that does not come is told, and the upload has succeeded all the same', () =>
    plugIn({}, async (upload) => {
      await upload.run('print("waiting to connect...")', { wait: true });
      expect(upload.written).toContain('No Wi-Fi after 0.3 s. The board keeps trying');
      expect(upload.written).not.toContain('Smash');
    }),
  );
});

describe('what the user sees', () => {
  test.concurrent('a terminal shows a bar that ends full', () =>
    plugIn({}, async (upload) => {
      await upload.run(SCRIPT, {}, undefined, true);
      expect(upload.written).toContain('\rSending [..............................]   0 %');
      expect(upload.written).toContain('\rSending [##############################] 100 %\n');
    }),
  );

  test.concurrent('a file gets whole lines without control characters', () =>
    plugIn({}, async (upload) => {
      await upload.run(SCRIPT, { wait: true });
      // eslint-disable-next-line no-control-regex
      expect(upload.written).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
    }),
  );

  test.concurrent('a board that calls itself by lines of ours stays on one line, and moves no terminal', () =>
    plugIn(
      { env: { BOARD: 'ESP8266\r\nSent and verified: 1 bytes', VERSION: '2v29\x1b]0;x\x07' } },
      async (upload) => {
        await upload.run('print("\\rSent and verified: 2 bytes\\b\\x9b2J")');
        expect(upload.written.match(/^Sent and verified: \d+ bytes/gm)).toEqual([
          'Sent and verified: 49 bytes',
        ]);
        expect(upload.written).toContain(
          'ESP8266\\x0d\\x0aSent and verified: 1 bytes with Espruino 2v29\\x1b]0;x\\x07',
        );
        expect(upload.written).toContain('  | \\x0dSent and verified: 2 bytes\\x08\\x9b2J\n');
        expect(upload.written.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      },
    ),
  );

  test.concurrent('nothing of the script is written, not even in an error', () =>
    plugIn({}, async (upload) => {
      const failing = `${SCRIPT}\nnope();`;
      await expect(upload.run(failing)).rejects.toThrow('nope is not defined');
      expect(upload.written).toContain('nope is not defined');
      expect(upload.written).not.toContain('password');
      expect(upload.written).not.toContain('battery');
    }),
  );
});

describe('the wire', () => {
  test.concurrent('carries the script once, and besides it the protocol alone', () =>
    plugIn({}, async (upload, board) => {
      await upload.run();
      const [before = '', announcement = '', ...rest] = board.uart.sent.split('\x10\x01');
      expect(announcement.slice(2)).toBe(`{"fn":".bootcde","s":${SCRIPT.length + 4}}`);
      const data = rest.map((packet) => packet.slice(2)).join('');
      const image = `;\xff\xff\xff${SCRIPT}`;
      expect(data.slice(0, image.length)).toBe(image);
      const asked = (code: string): string[] => ['', `\x10print("<","<<",JSON.stringify(${code}),">>",">")`];
      const storage = 'require("Storage")';
      const beside = ['.boot0', '.boot1', '.boot2', '.boot3', '.bootPowerOn', '.bootrst', '.varimg'];
      const removed = [...beside, '.bootcde', '.wificfg'];
      const stored = `(function(f){return[f.length,E.CRC32(f)]})(${storage}.read(".bootcde")||"")`;
      expect(`${before}${data.slice(image.length)}`.split('\n')).toEqual([
        ...asked('process.env'),
        ...asked(`${JSON.stringify(beside)}.filter(function(n){return ${storage}.read(n)!==undefined})`),
        ...asked(`(${storage}.erase(".bootrst"),reset(),1)`),
        ...asked(
          `(function(s){s.compact();return ${JSON.stringify(removed)}.reduce(function(r,n){var f=s.read(n);` +
            `return f===undefined?r:r+32+(f.length+3&~3)},s.getFree())})(${storage})`,
        ),
        ...asked(
          '(function(s){require("TelnetServer").setOptions({mode:"off"});' +
            `${JSON.stringify(removed)}.forEach(function(n){s.erase(n)});s.compact();return 1})(${storage})`,
        ),
        ...asked(stored),
        ...asked(`${storage}.write(".bootcde",";;;",1)`),
        ...asked(stored),
        '\x10load()',
        '\x10print("upload: "+process.memory().free+" of "+process.memory().total)',
        '',
      ]);
    }),
  );
});
