import { describe, expect, test } from '@jest/globals';
import { boot, HOST, output, whenJoined } from '../workbench.ts';

describe('the language', () => {
  test.each([
    'Symbol',
    'Map',
    'Set',
    'WeakMap',
    'Proxy',
    'Reflect',
    'BigInt',
    'Intl',
    'WebAssembly',
    'SharedArrayBuffer',
    'queueMicrotask',
    'structuredClone',
    'Object.freeze',
    'Object.is',
    'Array.from',
    'Array.of',
    '[].flat',
    '[].at',
    '[].findLast',
    '[].lastIndexOf',
    'Number.isInteger',
    'Number.parseFloat',
    'Math.trunc',
    'Math.log10',
    'Math.hypot',
    'Promise.race',
    'Promise.any',
    'Promise.resolve().finally',
    '"".matchAll',
    '"".at',
    '"".codePointAt',
    '"".trimStart',
    'String.raw',
    'new Date().toLocaleString',
    'Error.captureStackTrace',
  ])('%s is not there', (name) => {
    expect(output(`print(typeof ${name})`)).toEqual(['undefined']);
  });

  test('InternalError is there, which no standard knows', () => {
    expect(output('print(typeof InternalError)')).toEqual(['function']);
  });

  test('a loop over the members of Date finds none', () => {
    expect(output(`var seen = ''; for (var name in Date) seen += name; print('seen:' + seen)`)).toEqual([
      'seen:',
    ]);
  });

  test('what the board has works', () => {
    expect(
      output(`
        class A { constructor() { this.x = 1 } get y() { return 2 } static s() { return 3 } }
        class B extends A { z() { return this.x + this.y } }
        print(new B().z(), B.s(), \`t\${1 + 1}\`, null ?? 4, [1, 2].map(x => x * 2).includes(4), Object.entries({ a: 1 }).length,
          'abc'.padStart(5, '.'), [3, 1].sort().join(), Object.assign({}, { k: 'v' }).k, 'a-b'.split('-').length, 'aXbX'.replace(/X/g, '-'), 'a1b2'.match(/[0-9]/g).join());
        for (var i of [7]) print(i);
        try { throw 1 } catch { print('caught') } finally { print('finally') }`),
    ).toEqual(['3 3 t2 4 true 1 ..abc 1,3 v 2 a-b- 1,2', '7', 'caught', 'finally']);
  });
});

describe('a search in a text', () => {
  test.each([
    ['"xyz".indexOf("zoo")', '2'],
    ['"xyz".indexOf("zooms")', '-1'],
    ['"zxyz".indexOf("zoo", 1)', '3'],
    ['"ab".indexOf("bc", 9)', '1'],
    ['"xyz\\0".indexOf("zoo")', '-1'],
    ['"zoo z".indexOf("zoo")', '0'],
    ['"xyz".includes("zoo")', 'true'],
    ['"xyz".replace("zoo", "!")', 'xy!'],
    ['"xyz".lastIndexOf("zoo")', '-1'],
    ['"xyz".split("zoo").length', '1'],
    ['["xyz"].indexOf("xyzz")', '-1'],
  ])('takes the beginning of what it looks for at the end for all of it: %s is %s', (code, value) => {
    expect(output(`print(${code})`)).toEqual([value]);
  });
});

test.each([
  ['abcd', 1],
  ['abcde', 0],
  ['application', 0],
])('"abc" split by "%s" has %i parts', (by, parts) => {
  expect(output(`print("abc".split("${by}").length)`)).toEqual([String(parts)]);
});

describe('strings of 8 bits', () => {
  test('text in the program is its UTF-8 bytes', () => {
    expect(output('print("é".length, "→".length, "é")')).toEqual(['2 3 é']);
  });

  test('an escape of 16 bits and fromCharCode keep the lower byte', () => {
    expect(output('print("\\u1241", "\\\\u1241", String.fromCharCode(0x1241))')).toEqual(['A \\u1241 A']);
    expect(output('print("\\u1241".charCodeAt(0), "\\\\\\u1241".charCodeAt(1))')).toEqual(['65 65']);
  });

  test('JSON.stringify takes bytes for characters and so mangles text', () => {
    expect(output('print(JSON.stringify({ text: "é" }))')).toEqual(['{"text":"\\u00C3\\u00A9"}']);
    expect(output('print(JSON.stringify({ text: "plain" }))')).toEqual(['{"text":"plain"}']);
  });
});

describe('what the board has of its own', () => {
  test('SHA1 gives a buffer of 20 bytes; there is no other hash', () => {
    expect(
      output(
        `var c = require('crypto'); print(c.SHA1('abc').byteLength, new Uint8Array(c.SHA1('abc'))[0], typeof c.SHA256, typeof c.AES)`,
      ),
    ).toEqual(['20 169 undefined undefined']);
  });

  test('bytes, base64 and checksums', () => {
    expect(
      output(`print(E.toString([104, 105], 'j'), E.toUint8Array('hi', [1], new Uint8Array(2)).join(),
        E.toUint8Array({ data: 10, count: 2 }, { data: 'x', count: 0 }).join(), E.CRC32('hello'),
        btoa('\\xff\\x00'), atob('aGVsbG8='), E.clip(7, 0, 5))`),
    ).toEqual(['hij 104,105,1,0,0 10,10 907060870 /wA= hello 5']);
  });

  test('Math.random and E.hwRand give the same sequence after every boot', () => {
    const { board, lines } = boot('print(Math.random(), Math.random(), E.hwRand(), E.hwRand())');
    board.powerCycle();
    expect(lines[1]).toBe(lines[0]);
    const numbers = (lines[0] ?? '').split(' ');
    expect(new Set(numbers).size).toBe(4);
  });

  test.each(['fs', 'nope', './other'])('require("%s") throws: built-in modules only', (name) => {
    expect(output(`try { require('${name}') } catch (e) { print('' + e) }`)).toEqual([
      `Error: Module "${name}" not found`,
    ]);
  });

  test('a module of the chip that the virtual board lacks is not told to be missing', () => {
    expect(output(`try { require('dgram') } catch (e) { print('' + e) }`)).toEqual([
      'Error: Module "dgram" is not in the virtual board',
    ]);
  });

  test('a module is the same object each time, so listeners stay with it', () => {
    expect(output(`print(require('Wifi') === require('Wifi'), require('http') === require('http'))`)).toEqual(
      ['true true'],
    );
  });

  test('a function can have listeners as any object can', () => {
    const { board, lines } = boot(`
      function f() {} f.on('x', print); f.emit('x', 1);
      function g() {} g.on('x', print); g.removeListener('x', print); g.emit('x', 2);
      function h() {} h.on('x', print); h.removeAllListeners(); h.emit('x', 3)`);
    board.advance(1);
    expect(lines).toEqual(['1']);
  });

  test('when memory is gone, of the intervals those go on that call a function of the board', () => {
    const { board, chat, lines } = boot(`
      setInterval(print, 5000, 'tick'); setInterval(function () { print('tock') }, 5000);
      ${whenJoined(`for (var i = 0; i < 3; i++) {
        require('http').request({ host: '${HOST}', path: '/', method: 'GET' }, function () {}).end() }`)}`);
    chat.behaviour = { kind: 'answer', bodyBytes: 4096 };
    board.advance(11_000);
    expect(lines.filter((line) => /^t[io]ck$/.test(line))).toEqual(['tick', 'tick']);
  });

  test('process.env names the board and its modules, process.memory has 1600 variables', () => {
    const [line] = output(
      `var m = process.memory(); print(process.env.BOARD, process.env.MODULES.indexOf('Wifi') >= 0, m.total, m.free + m.usage)`,
    );
    expect(line).toBe('ESP8266_4MB true 1600 1600');
  });

  test('memory in use follows timers, listeners and open requests', () => {
    const [line] = output(`
      var before = process.memory().usage; setTimeout(print, 1000); process.on('x', print);
      require('http').request({ host: '10.0.0.1', path: '/', method: 'GET' }); print(process.memory().usage - before)`);
    expect(line).toBe('71');
  });
});

describe('the walls around the program', () => {
  const ESCAPES = [
    'this.constructor.constructor',
    'print.constructor',
    'console.log.constructor',
    'digitalRead.constructor',
    `require('Wifi').connect.constructor`,
    `require('Wifi').getIP().constructor.constructor`,
    `require('crypto').SHA1('a').constructor.constructor`,
    'E.toUint8Array("a").constructor.constructor',
    'process.memory().constructor.constructor',
    `(function () { try { require('x') } catch (e) { return e.constructor.constructor } })()`,
    `(function () { try { digitalRead(99) } catch (e) { return e.constructor.constructor } })()`,
    `(function () { try { [].on(5) } catch (e) { return e.constructor.constructor } })()`,
    'Object.getPrototypeOf(print).constructor',
    `require('Storage').list().constructor.constructor`,
    'Promise.resolve().then.constructor',
    'new Date().constructor.constructor',
  ];

  test.each(ESCAPES)('%s cannot reach the host', (expression) => {
    const script = `var F = ${expression}; print(typeof F('return typeof process.exit + typeof process.binding')(), typeof F('return this')().setImmediate)`;
    expect(output(script)).toEqual(['string undefined']);
    expect(output(`var F = ${expression}; print(F('return typeof process.exit')())`)).toEqual(['undefined']);
    expect(output(`var F = ${expression}; print(F('return process.env.BOARD')())`)).toEqual(['ESP8266_4MB']);
  });

  test('what a callback is given is of the realm too', () => {
    const { board, lines } = boot(`
      require('Wifi').getIP(function (e, a) { print(a.constructor.constructor('return typeof process.exit')()) });
      require('http').request({ host: '10.0.0.1', path: '/', method: 'GET' }).on('error', print);`);
    board.advance(1);
    expect(lines).toEqual(['undefined']);
  });

  test('there is no module, no timer and no console of the host', () => {
    expect(
      output(
        'print(typeof module, typeof exports, typeof setImmediate, typeof fetch, typeof Buffer, typeof URL)',
      ),
    ).toEqual(['undefined undefined undefined undefined undefined undefined']);
  });
});
