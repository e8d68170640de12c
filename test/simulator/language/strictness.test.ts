import { describe, expect, test } from '@jest/globals';
import { boot, output } from '../workbench.ts';

test.each([
  ['async function f() {}', '1:1 async function: use callbacks'],
  ['function f(a = 1) {}', '1:12 default parameter: check for undefined'],
  ['function f(...a) {}', '1:12 rest parameter: use arguments'],
  ['var [a] = [1];', '1:5 destructuring: read the properties one by one'],
  ['print(...[1]);', '1:7 spread: use concat, apply or Object.assign'],
  ['print(null?.a);', '1:7 optional chaining: check for undefined'],
  ['print(2 ** 3);', '1:7 **: use Math.pow'],
  ['class A { #a = 1 }', '1:11 #private name: use a plain one'],
  ['class A { a }', '1:11 field without a value: give it one'],
  ['a: for (;;) break a;', '1:1 label: use a function and return'],
  ['f(); function f() {}', '1:1 f is used before it is declared'],
  ['print(/a(?=b)/);', '1:7 (?...) in a regex: use a plain group'],
  ['print(/a{2}/);', '1:7 {n,m} in a regex: repeat the part'],
  ['const = 1;', 'not a script: Unexpected token (1:6)'],
])('nothing of "%s" runs: the console tells what the board has not, and where', (program, fault) => {
  expect(output(`print('ran');${program}`)).toEqual([
    'Uncaught SyntaxError: .bootcde would fail on the board:',
    `  ${fault.replace(/1:(\d+)/, (_, column: string) => `1:${Number(column) + "print('ran');".length}`)}`,
  ]);
});

test('a callback that is text is checked as a file is', () => {
  const { board, lines } = boot(`setTimeout("print('ran');print(2**3)", 5)`);
  board.advance(5);
  expect(lines).toEqual(['Uncaught SyntaxError: event would fail on the board:', '  1:20 **: use Math.pow']);
});

test('what is wrong with one file leaves the others running', () => {
  const { board, lines } = boot(`print('bootcde')`);
  board.flash.write('.boot0', 'print(2**3)');
  board.powerCycle();
  expect(lines.slice(1)).toEqual([
    'Uncaught SyntaxError: .boot0 would fail on the board:',
    '  1:7 **: use Math.pow',
    'bootcde',
  ]);
});

test('a library that the board has not is missed when its line runs, and not before', () => {
  expect(output(`print('ran'); print(typeof fetch); fetch('x')`).slice(0, 2)).toEqual(['ran', 'undefined']);
});

test('the error is of the program’s own world', () => {
  const { board, lines } = boot(`
    process.on('uncaughtException', function (e) { print(e.constructor.constructor('return typeof process.exit')()) });
    setTimeout('print(2**3)', 5)`);
  board.advance(5);
  expect(lines).toEqual(['undefined']);
});

describe('errors', () => {
  test.each([
    ['nope', 'ReferenceError: "nope" is not defined'],
    ['null.x', "Error: Can't read property 'x' of null"],
    ['null.fault', "Error: Can't read property 'fault' of null"],
    ['undefined.x = 1', "Error: Can't read property 'x' of undefined"],
    ['undefined[3]', 'Error: Field or method "3" does not already exist, and can\'t create it on undefined'],
    [
      'undefined[12]',
      'Error: Field or method "12" does not already exist, and can\'t create it on undefined',
    ],
    ['({}).foo()', 'Error: Function "foo" not found!'],
    ['[].on(5)', 'TypeError: First argument must be String'],
    ["require('net').connect({})", 'InternalError: Unable to create socket'],
    ['const k = 1; k = 2', 'TypeError: Assignment to a constant'],
  ])('of "%s" read as on the board: caught, at the top, in a callback', (wrong, message) => {
    const { board, lines } = boot(`
      try { ${wrong} } catch (e) { print('' + e) }
      setTimeout(function () { ${wrong} }, 1); ${wrong}`);
    board.advance(1);
    expect(lines).toEqual([message, `Uncaught ${message}`, `Uncaught ${message}`]);
  });

  test.each([
    'a is not d',
    'so a.b is not defined',
    'a is not defined, sorry',
    'No Assignment to constant variable.',
    'Assignment to constant variable. Sorry',
    "I Cannot read properties of null (reading '1')",
    "Cannot read properties of null (reading '1'), sorry",
    "I Cannot read properties of null (reading 'a')",
    "Cannot read properties of null (reading 'a'), sorry",
    'a.b is not a function, sorry',
    'so\na.b is not a function',
  ])('what a program throws keeps its words: %j', (words) => {
    expect(
      output(
        `try { throw new Error(${JSON.stringify(words)}) } catch (e) { print(JSON.stringify(e.message)) }`,
      ),
    ).toEqual([JSON.stringify(words)]);
  });

  test.each([
    ['null', 'null'],
    ['undefined', 'undefined'],
    ['"null"', 'null'],
  ])('what is no error can be thrown as well: %s', (value, text) => {
    expect(output(`try { throw ${value} } catch (e) { print('' + e) }`)).toEqual([text]);
  });

  test('an object that looks like an error of the language can be thrown as well', () => {
    expect(
      output(`try { throw { message: ['a is not defined'] } } catch (e) { print(e.message.length) }`),
    ).toEqual(['1']);
    expect(
      output(
        `try { throw { message: "Cannot read properties of null (reading 'a')" } } catch (e) { print(typeof e) }`,
      ),
    ).toEqual(['object']);
  });

  test('a catch stands beside all that the language has', () => {
    expect(output('class A { a = 1 } try { throw new A() } catch (e) { print(e.a) }')).toEqual(['1']);
  });
});

describe('calls nested without end', () => {
  test.each([
    ['in a try', 'function f() { f() } try { f() } catch (e) { print("caught") } print("lives")'],
    ['in a try without a name', 'function f() { f() } try { f() } catch { print("caught") } print("lives")'],
    [
      'in a try within a catch',
      'function f() { f() } try { x } catch (e) { try { f() } catch (e) { print("caught") } }',
    ],
    ['with a try in each', 'function f() { try { f() } catch (e) { print("caught") } } f(); print("lives")'],
    ['in a promise', 'function f() { f() } Promise.resolve().then(f).catch(function () { print("caught") })'],
    ['through the board', 'function f() { [1].forEach(f); print(E.clip(1, 2, 3)) } try { f() } catch (e) {}'],
  ])('reboot the chip, and no catch helps: %s', (_where, program) => {
    const { board, lines } = boot(`
      if (require('ESP8266').getResetInfo().reason === 'exception') print('crashed'); else {${program}}`);
    board.advance(0);
    expect(lines).toEqual(['crashed']);
    expect(board.counters.boots).toBe(2);
  });
});
