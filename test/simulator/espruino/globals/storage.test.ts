import { describe, expect, test } from '@jest/globals';
import { boot, output } from '../../workbench.ts';

describe('flash', () => {
  test('keeps its files when the power goes; everything else is gone', () => {
    const { board, lines } = boot(`
      var s = require('Storage'); var n = Number(s.read('count') || 0); s.write('count', String(n + 1));
      print(n, typeof forgotten, getPinMode(4)); forgotten = 1; pinMode(4, 'output'); setInterval(print, 1000)`);
    board.powerCycle();
    expect(lines).toEqual(['0 undefined input_pullup', '1 undefined input_pullup']);
    expect(board.counters).toMatchObject({ boots: 2, timers: 1 });
  });

  test('holds 192 KB, and throws what does not fit', () => {
    expect(
      output(`
        var s = require('Storage'), k = 'x'.repeat(1024);
        print(s.getFree() > 196000, s.write('big', k.repeat(191)), s.getStats().totalBytes);
        s.write('more', k)`).slice(0, 2),
    ).toEqual(['true true 196608', 'Uncaught Error: Unable to find or create file']);
  });

  test('reads, lists, erases; JSON goes in and out; parts can be written where the size was given', () => {
    expect(
      output(`
        var s = require('Storage'); s.erase('.bootcde');
        s.writeJSON('j', { a: [1] }); print(s.readJSON('j').a[0], s.readJSON('none'), s.read('none'));
        s.write('p', 'ab', 0, 4); s.write('p', 'cd', 2); print(s.read('p'), s.read('p', 1, 2), s.read('p', 9), s.list().join());
        s.erase('p'); print(s.list().join()); s.eraseAll(); print(s.list().length)`),
    ).toEqual(['1 undefined undefined', 'abcd bc  j,p', 'j', '0']);
  });
});

describe('listing and counting', () => {
  test('list takes a regular expression or a name, readJSON(name, true) throws nothing', () => {
    expect(
      output(`var s = require('Storage'); s.erase('.bootcde'); s.write('a.js', '[1'); s.write('b.js', '1'); s.write('c', '2');
        print(s.list(/\\.js$/).join(), s.list('c').join(), s.readJSON('a.js', true));
        try { s.readJSON('a.js') } catch (e) { print('thrown') }`),
    ).toEqual(['a.js,b.js c undefined', 'thrown']);
  });

  test('what was replaced or erased takes its place until a compaction', () => {
    expect(
      output(`var s = require('Storage'); s.write('a', 'xyz'); var f = s.getFree();
        s.write('a', '12345'); print(f - s.getFree()); s.erase('a'); print(f - s.getFree());
        s.compact(); print(f - s.getFree())`)
        .map(Number)
        .slice(0, 2),
    ).toEqual([40, 40]);
  });

  test('a file that would not fit beside what was erased makes the board compact', () => {
    expect(
      output(`var s = require('Storage'), k = 'x'.repeat(1024), big = k.repeat(180);
        s.write('a', big); s.erase('a'); print(s.getFree() < big.length, s.write('b', big), s.getFree() < big.length);
        s.erase('b'); s.compact(); print(s.getFree() > big.length)`),
    ).toEqual(['true true true', 'true']);
  });
});

describe('flash that was written', () => {
  test.each([
    ["s.write('a', 'xyz', 1)", 'Too much data for file size'],
    ["s.write('a', 'X', 1)", 'File already written with different data'],
    ["s.write('none', 'X', 1)", 'Unable to find or create file'],
    ["s.write('none', '')", "Can't create zero length file"],
  ])('%s throws, and what was there stays', (call, message) => {
    expect(
      output(`var s = require('Storage'); s.write('a', 'abc');
        try { ${call} } catch (e) { print('' + e) } print(s.read('a'))`),
    ).toEqual([`Error: ${message}`, 'abc']);
  });
});

/** What a script prints about a store with these files and no other. */
function shown(files: object, expression: string): string | undefined {
  return output(`
    var s = require('Storage'); s.eraseAll();
    Object.entries(${JSON.stringify(files)}).forEach(function (f) { s.write(f[0], f[1]) });
    function tried(f) { try { return f() } catch (e) { return '' + e } }
    print(JSON.stringify(${expression}))`)[0];
}

describe('writing', () => {
  // As on the interpreter (test/espruino/board-programs.ts).
  test.each([
    ['a list, byte by byte', `s.write('p', [65, 'B', [67]]), s.read('p')`, '"ABC"'],
    ['bytes', `s.write('p', new Uint8Array([67, 68])), s.read('p')`, '"CD"'],
    ['a number as one byte', `s.write('p', 65), s.read('p')`, '"A"'],
    ['a boolean as one byte', `s.write('p', true), s.read('p').charCodeAt(0)`, '1'],
    [
      'an object as JSON, wherever and how long it was to be',
      `s.write('p', { a: 1 }, 3, 50), s.read('p')`,
      String.raw`"{\"a\":1}"`,
    ],
    ['nothing', `tried(function () { s.write('p') })`, '"Error: Can\'t get pointer to data to write"'],
    [
      'null',
      `tried(function () { s.write('p', null) })`,
      '"TypeError: Expecting Number or iterable, got null"',
    ],
    [
      'a function',
      `tried(function () { s.write('p', print) })`,
      '"Error: A function in a file is not in the virtual board"',
    ],
    ['before the start of a file', `[s.write('old', 'x', -1), s.read('old')]`, '[false,"abc"]'],
    ['a size below zero', `[s.write('old', 'x', 0, -1), s.read('old')]`, '[false,"abc"]'],
    ['the same again', `[s.write('old', 'abc'), free - s.getFree()]`, '[true,0]'],
    ['the same with more room', `[s.write('old', 'abc', 0, 5), s.read('old').length]`, '[true,5]'],
    [
      'more than the size that is given empties the file',
      `[tried(function () { s.write('old', 'abcdef', 0, 2) }), s.read('old')]`,
      String.raw`["Error: Too much data for file size","\u00FF\u00FF"]`,
    ],
    [
      'to what is empty takes no more room',
      `[s.write('p', 'ab', 0, 6), free = s.getFree(), s.write('p', 'cd', 2), s.write('p', 'ef', 4), s.write('p', 'abcdef'), free - s.getFree()].pop()`,
      '0',
    ],
    [
      'from its start to what is empty',
      `[s.write('p', '\\xff', 0, 4), free = s.getFree(), s.write('p', 'abcd'), s.read('p'), free - s.getFree()].slice(2)`,
      '[true,"abcd",0]',
    ],
    [
      'a name of more than 28 bytes, which is cut',
      `s.write('n'.repeat(29), 'x'), s.list().concat(s.read('n'.repeat(28)))`,
      `["old","${'n'.repeat(28)}","x"]`,
    ],
    ['without a name', `tried(function () { s.write('', 'x') })`, '"Error: Unable to find or create file"'],
  ])('%s', (_, expression, expected) => {
    expect(shown({ old: 'abc' }, `(free = s.getFree(), ${expression})`)).toBe(expected);
  });
});

describe('the room in flash', () => {
  test.each([
    [
      'a file and its header, in words',
      `[1, 4, 5].map(function (n) { var f = s.getFree(); s.write('f' + n, 'x', 0, n); return f - s.getFree() })`,
      '[36,36,40]',
    ],
    ['all of it can be taken', `[s.write('p', 'x', 0, free - 32), s.getFree()]`, '[true,0]'],
    [
      'a byte more can not',
      `[tried(function () { s.write('p', 'x', 0, free - 31) }), s.getFree() === free]`,
      '["Error: Unable to find or create file",true]',
    ],
    // The board counts what a compaction would win without the headers.
    [
      'of what was erased',
      `[s.write('p', 'x', 0, free - 32), s.erase('p'), tried(function () { s.write('q', 'x', 0, free - 64) }), s.write('q', 'x', 0, free - 68), s.getFree()].slice(2)`,
      '["Error: Unable to find or create file",true,36]',
    ],
    [
      'where a file does not fit, what had its name is gone',
      `[s.write('old', 'abc'), tried(function () { s.write('old', 'x', 0, free) }), s.read('old')].slice(1)`,
      '["Error: Unable to find or create file",null]',
    ],
    [
      'after all was erased',
      `[s.write('p', 'x', 0, 100), s.eraseAll(), s.getFree() - free]`,
      '[true,null,0]',
    ],
    [
      'after a compaction',
      `[s.write('p', 'x', 0, 100), s.erase('p'), s.erase('never'), s.compact(), s.getFree() - free].pop()`,
      '0',
    ],
    [
      'how many files',
      `[s.write('a', 'x'), s.write('b', 'x'), s.getStats().fileCount, s.getStats().freeBytes === s.getFree()].slice(2)`,
      '[2,true]',
    ],
  ])('%s', (_, expression, expected) => {
    expect(shown({}, `(free = s.getFree(), ${expression})`)).toBe(expected);
  });
});

describe('reading', () => {
  test.each([
    [`s.read('p', 1)`, '"bcdef"'],
    [`s.read('p', 1, 0)`, '"bcdef"'],
    [`s.read('p', 0, 2)`, '"ab"'],
    [`s.read('p', 2, 2)`, '"cd"'],
    [`s.read('p', -1)`, '"abcdef"'],
    [`s.read('p', 5, 9)`, '"f"'],
    [`s.read('p', 6)`, '""'],
    [
      `[s.list('p'), s.list('q'), s.list('p.'), s.list(/^p$/), s.list(null), s.list({})]`,
      '[["p","p.js"],[],["p.js"],["p"],[],[]]',
    ],
  ])('%s is %s', (expression, expected) => {
    expect(shown({ p: 'abcdef', 'p.js': '1' }, expression)).toBe(expected);
  });
});

describe('boot order', () => {
  test('.boot0 to .boot3 run before, and .bootrst wins over .bootcde', () => {
    const { board, lines } = boot(`print('bootcde')`);
    board.flash.write('.boot1', `print('boot1')`);
    board.flash.write('.boot0', `print('boot0')`);
    board.powerCycle();
    board.flash.write('.bootrst', `print('bootrst')`);
    board.powerCycle();
    expect(lines).toEqual(['bootcde', 'boot0', 'boot1', 'bootcde', 'boot0', 'boot1', 'bootrst']);
  });

  test('load() starts the program over and reset() leaves it out; both drop timers, listeners and sockets', () => {
    const { board, lines } = boot(`
      print('start'); setInterval(function () {}, 10); process.on('x', print);
      var s = require('Storage'), n = Number(s.read('n') || 0); s.write('n', String(n + 1));
      setTimeout(function () { n === 0 ? load() : reset() }, 100); print(getTime())`);
    board.advance(150);
    expect(lines).toEqual(['start', '0.2', 'start', '0.3']);
    board.advance(100);
    expect(board.counters).toMatchObject({ boots: 3, timers: 0, listeners: 0 });
  });

  // systemTimeInit of targets/esp8266/jshardware.c.
  test('E.reboot starts the chip over, and it says why; the clock goes on, set or not, until the power goes', () => {
    const { board, lines } = boot(`
      var s = require('Storage'), n = Number(s.read('n') || 0); s.write('n', String(n + 1));
      print(require('ESP8266').getResetInfo().reason, getTime());
      if (n === 1) setTime(1e9);
      if (n < 2) setTimeout(E.reboot, 100)`);
    board.advance(300);
    board.powerCycle();
    expect(lines).toEqual(['power on 0.2', 'restart 0.3', 'restart 1000000000.1', 'power on 0.2']);
  });

  test('the clock goes on over a bite of the watchdog and over an exception', () => {
    const { board, lines } = boot(`
      var s = require('Storage');
      print(require('ESP8266').getResetInfo().reason, getTime());
      function deeper() { deeper() }
      if (!s.read('x')) { s.write('x', '1'); setTimeout(deeper, 100) }`);
    board.advance(200);
    board.stall(3200);
    board.advance(0);
    expect(lines).toEqual(['power on 0.2', 'exception 0.3', 'soft wdt 3.6']);
  });

  // `rand` of src/jsutils.c keeps its state in static memory.
  test.each([
    ['load()', 'goes on'],
    ['reset()', 'goes on'],
    ['E.reboot()', 'begins anew'],
  ])('the “random” sequence over %s %s', (again, how) => {
    const script = `
      var s = require('Storage'); print(Math.random(), E.hwRand());
      if (!s.read('x')) { s.write('x', '1'); setTimeout(function () { ${again} }, 10) }`;
    const { board, lines } = boot(script);
    board.flash.write('.bootrst', script);
    board.advance(20);
    expect(lines).toHaveLength(2);
    expect(new Set(lines).size).toBe(how === 'goes on' ? 2 : 1);
  });

  test('E.setBootCode writes it, reset(true) erases it', () => {
    const { board } = boot(`E.setBootCode("print('new')"); setTimeout(function () { load() }, 10)`);
    board.advance(20);
    expect(board.console.lines).toEqual(['new']);
    const erased = boot('setTimeout(function () { reset(true) }, 10)').board;
    erased.advance(20);
    expect(erased.flash.read('.bootcde')).toBeUndefined();
  });

  test('E.setBootCode erases both files first, and without a code leaves none', () => {
    const { board } = boot(`E.setBootCode("print('new')", true)`);
    expect([...board.flash.files.keys()]).toEqual(['.bootrst']);
    board.flash.write('.bootrst', 'E.setBootCode(undefined, true)');
    board.powerCycle();
    expect([...board.flash.files.keys()]).toEqual([]);
  });

  test('without power nothing runs and nothing is counted', () => {
    const { board, lines } = boot('setInterval(function () { print(1) }, 10)');
    board.powerOff();
    board.advance(100);
    expect(lines).toEqual([]);
    expect(board.counters).toMatchObject({ sockets: 0, timers: 0, variables: 0 });
    expect(board.isOn).toBe(false);
  });
});
