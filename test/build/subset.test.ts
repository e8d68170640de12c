import { describe, expect, test } from '@jest/globals';
import { languageFaults, subsetFaults } from '../../src/build/subset.ts';

describe('what Espruino lacks is named, with what to write instead', () => {
  test.each<[string, string]>([
    ['async function f(){}', '1:1 async function: use callbacks'],
    ['const f=async()=>{};', '1:9 async function: use callbacks'],
    ['print(async function(){});', '1:7 async function: use callbacks'],
    ['function* f(){}', '1:1 generator: use a loop'],
    ['const {a}=E;', '1:7 destructuring: read the properties one by one'],
    ['const [a]=[1];', '1:7 destructuring: read the properties one by one'],
    ['function f({a}){}', '1:12 destructuring: read the properties one by one'],
    ['function f(a=1){}', '1:12 default parameter: check for undefined'],
    ['function f(...a){}', '1:12 rest parameter: use arguments'],
    ['print(...[1]);', '1:7 spread: use concat, apply or Object.assign'],
    ['const a={...E};', '1:10 spread: use concat, apply or Object.assign'],
    ['const a={["b"]:1};', '1:10 computed key: assign with [] afterwards'],
    ['class A{["b"](){}}', '1:9 computed key: give the method a name'],
    ['E?.a;', '1:1 optional chaining: check for undefined'],
    ['let a;a??=1;', '1:7 ??=: write it out'],
    ['let a;a||=1;', '1:7 ||=: write it out'],
    ['let a;a&&=1;', '1:7 &&=: write it out'],
    ['let a=2;a**=2;', '1:9 **=: write it out'],
    ['print(2**3);', '1:7 **: use Math.pow'],
    ['print(1n);', '1:7 BigInt: use a number'],
    ['print`a`;', '1:1 tagged template: call a function'],
    ['a:for(;;)break a;', '1:1 label: use a function and return'],
    ['class A{#a=1;}', '1:9 #private name: use a plain one'],
    ['class A{a;}', '1:9 field without a value: give it one'],
    ['class A{static{print(1);}}', '1:9 static block: assign after the class'],
    ['function F(){print(new.target);}', '1:20 new.target or import.meta: pass what you need'],
    ['class A extends Error{}', '1:1 class extending Error: throw an object'],
    ['const A=class extends Error{};', '1:9 class extending Error: throw an object'],
    ['class A extends Array{}', '1:1 class extending a built-in: keep one in a property'],
    ['class A extends (0,E.B){}', '1:1 class extending an expression: give the class a name first'],
    ['class A{"a"(){}}', '1:9 member of a class in quotes: give it a plain name'],
    ['class A{delete(){}}', '1:9 member of a class called delete: give it another name'],
    ['class A{finally(){}}', '1:9 member of a class called finally: give it another name'],
    ['class A{static set a(b){}}', '1:9 static setter: use a function'],
    [
      'let b=1;class A{a=b;}',
      '1:17 field with a value that is worked out: Espruino does that once for all objects, so set it in the constructor',
    ],
    [
      'let b=1;class A{a=`${b}`;}',
      '1:17 field with a value that is worked out: Espruino does that once for all objects, so set it in the constructor',
    ],
    [
      'class A{a=[];}',
      '1:9 field with a value that is worked out: Espruino does that once for all objects, so set it in the constructor',
    ],
    ['class A{a(){};}', '1:8 stray ; in a class: remove it'],
    ['print({get "a"(){return 1;}});', '1:8 getter or setter in quotes: give it a plain name'],
    [
      'print(E instanceof Error);',
      '1:7 instanceof Error: no other kind of error is one, so look at the message',
    ],
    ['E.length=0;', '1:1 setting .length: use splice'],
    ['E.length--;', '1:1 setting .length: use splice'],
    ['E["length"]=0;', '1:1 setting .length: use splice'],
    ['print(`\\\nb`);', '1:8 text over two lines: Espruino keeps the line break, so add two texts'],
    ['print(`${E}a\\\nb`);', '1:12 text over two lines: Espruino keeps the line break, so add two texts'],
    ['print("a\\\nb");', '1:7 text over two lines: Espruino keeps the line break, so add two texts'],
    [
      'print(`a${1}\\u0160`);',
      '1:13 text beyond ASCII: a character is one byte on the board, so write bytes as \\xNN',
    ],
    ['print({get default(){return 1;}});', '1:8 getter or setter called default: give it another name'],
    ['Int16Array.from([1]);', "1:1 Int16Array.from: Espruino doesn't have it"],
    ['print(Error.captureStackTrace);', "1:7 Error.captureStackTrace: Espruino doesn't have it"],
    ['print(Error.stackTraceLimit);', "1:7 Error.stackTraceLimit: Espruino doesn't have it"],
    ['new Date().getYear();', "1:1 .getYear(): Espruino doesn't have it"],
    ['new Date().setYear(99);', "1:1 .setYear(): Espruino doesn't have it"],
    ['new Date().toGMTString();', "1:1 .toGMTString(): Espruino doesn't have it"],
    ['print(Math["trunc"]);', "1:7 Math.trunc: Espruino doesn't have it"],
    ["/\\u0061/.test('');", "1:1 \\u in a regex: Espruino doesn't know it"],
    ['import("a");', '1:1 import(): use require'],
    ['debugger;', '1:1 debugger: it stops the board'],
    ['let \u00e9=1;', '1:5 \u00e9: use plain letters, digits, _ and $ for names'],
    [
      'print("\u00e9");',
      '1:7 text beyond ASCII: a character is one byte on the board, so write bytes as \\xNN',
    ],
    [
      'print("\\u0160");',
      '1:7 text beyond ASCII: a character is one byte on the board, so write bytes as \\xNN',
    ],
    [
      'print(`a${1}\u00e9`);',
      '1:13 text beyond ASCII: a character is one byte on the board, so write bytes as \\xNN',
    ],
    [
      '/\u00e9/.test("");',
      '1:1 text beyond ASCII: a character is one byte on the board, so write bytes as \\xNN',
    ],
    ['let of=1;', "1:5 of is a keyword of Espruino's: give it another name"],
    ['var let=1;', "1:5 let is a keyword of Espruino's: give it another name"],
    ['function f(static){}', "1:12 static is a keyword of Espruino's: give it another name"],
    ['switch(1){default:case 1:}', '1:1 case after default: put default last'],
    ['function f(){return\n1;}', '1:14 return ended by a line break, which returns the next line: add ;'],
    ['with(E){}', '1:1 with: name the object'],
    ['/a*?/.test("");', '1:1 lazy quantifier in a regex: use a character class'],
    ['/a{2}/.test("");', '1:1 {n,m} in a regex: repeat the part'],
    ['/a{12,13}/.test("");', '1:1 {n,m} in a regex: repeat the part'],
    ['/a{2,3}/.test("");', '1:1 {n,m} in a regex: repeat the part'],
    ['/(?:a)/.test("");', '1:1 (?...) in a regex: use a plain group'],
    ['/(?=a)/.test("");', '1:1 (?...) in a regex: use a plain group'],
    ['/a?/.test("");', '1:1 ? in a regex: test with and without the part'],
    ['/([a]?)/.test("");', '1:1 ? in a regex: test with and without the part'],
    ['/(\\d?)/.test("");', '1:1 ? in a regex: test with and without the part'],
    ['/(a)+/.test("");', '1:1 repeated group in a regex: use a character class'],
    ['/((a)b)/.test("");', '1:1 group within a group in a regex: take them apart'],
    ['/(a(b))/.test("");', '1:1 group within a group in a regex: take them apart'],
    ['/(a|b)/.test("");', '1:1 | within a group in a regex: write each alternative whole'],
    ['/(ab|c)/.test("");', '1:1 | within a group in a regex: write each alternative whole'],
    ['/^a|b/.test("");', '1:1 ^ in one alternative of a regex and not in the next: test each by itself'],
    ['/^ab|c/.test("");', '1:1 ^ in one alternative of a regex and not in the next: test each by itself'],
    ['/a\\b/.test("");', "1:1 \\b in a regex: Espruino doesn't know it"],
    ['/(a)\\1/.test("");', "1:1 \\1 in a regex: Espruino doesn't know it"],
    ['/a/y.test("");', '1:1 regex flag in "y": only g and i are known'],
    ['new Map();', '1:5 Map: the board has no such global'],
    ['Symbol();', '1:1 Symbol: the board has no such global'],
    ['fetch("");', '1:1 fetch: the board has no such global'],
    ['window.a=1;', '1:1 window: the board has no such global'],
    ['print(!window);', '1:8 window: the board has no such global'],
    ['print(arguments);', '1:7 arguments: the board has no such global'],
    ['{let a=1;print(a);}print(a);', '1:26 a: the board has no such global'],
    ['Object.freeze({});', "1:1 Object.freeze: Espruino doesn't have it"],
    ['Array.from("");', "1:1 Array.from: Espruino doesn't have it"],
    ['Number.isInteger(1);', "1:1 Number.isInteger: Espruino doesn't have it"],
    ['Math.trunc(1);', "1:1 Math.trunc: Espruino doesn't have it"],
    ['Promise.race([]);', "1:1 Promise.race: Espruino doesn't have it"],
    ['[1].flat();', "1:1 .flat(): Espruino doesn't have it"],
    ['[1].at(0);', "1:1 .at(): Espruino doesn't have it"],
    ['Promise.resolve().finally(print);', "1:1 .finally(): Espruino doesn't have it"],
    ['f();function f(){}', '1:1 f is used before it is declared'],
    ['print(a);var a=1;', '1:7 a is used before it is declared'],
    ['a=1;var a;', '1:1 a is used before it is declared'],
    [
      'for(let i=0;i<3;i++)setTimeout(()=>print(i),1);',
      '1:42 i is kept by a function, and Espruino has one for all turns of the loop',
    ],
    [
      'for(const a of [1])setTimeout(()=>print(a),1);',
      '1:41 a is kept by a function, and Espruino has one for all turns of the loop',
    ],
    ['const = 1;', 'not a script: Unexpected token (1:6)'],
    ['import "a";', "not a script: 'import' and 'export' may appear only with 'sourceType: module' (1:0)"],
  ])('%s', (source, fault) => {
    expect(subsetFaults(source)).toEqual([fault]);
  });

  test('the text around one is shown without what is in quotes: that may be a secret', () => {
    const source =
      'const f=async()=>{print("hunter2",\'it\\\'s p4ss\',`${1}w0rd`);f()};print("\u0160 hunter2",`\u0160 hunter2`);';
    expect(subsetFaults(source, true)).toEqual([
      '1:9 async function: use callbacks: async()=>{print("…",\'…\',`…`);f()};prin',
      '1:71 text beyond ASCII: a character is one byte on the board, so write bytes as \\xNN',
      '1:84 text beyond ASCII: a character is one byte on the board, so write bytes as \\xNN',
    ]);
  });

  test('nor is the beginning of what is in quotes, where the text around ends before it', () => {
    const source = `const f=async()=>{print("${'hunter2'.repeat(9)}")};`;
    expect(subsetFaults(source, true)).toEqual(['1:9 async function: use callbacks: async()=>{print("…"']);
  });

  test('one is told once, also where a name is read and written in one place', () => {
    expect(subsetFaults('let \u00e9=1;print({\u00e9});').map((line) => line.split(' ')[0])).toEqual([
      '1:5',
      '1:16',
    ]);
  });
});

describe('what Espruino has is let through', () => {
  test.each([
    'let a=1;const b=()=>a;{let a=2;}print(b(),`x${a}`);',
    'class A{constructor(){this.a=1;}get b(){return 1;}static c(){}d=2;}class B extends A{constructor(){super();}}new B();',
    'for(const a of [1])print(a);for(const k in {a:1})print(k);',
    'for(let i=0;i<3;i++){const k=i;print(k);}',
    'const a=null;print(a??1,1_000);const b={a,f(){}};b.f();',
    'try{throw 1;}catch{print(2);}finally{print(3);}',
    'Promise.resolve(1).then(print).catch(print);Promise.all([]);',
    'Object.assign({},{a:1});Object.entries({});[1].map(print).filter(print).find(print);[1].includes(1);[1].reduce(print);',
    '/^[\\w-]+$/.test("a");/(a)b|c[{?]\\{1\\}/gi.test("a");/[(?:|]*\\?/.test("");',
    'switch(1){case 1:break;default:}',
    'function f(){return;}f();',
    'function f(){return}f();',
    'const f=()=>{g();};function g(){}f();',
    'digitalRead([D4,D5]);analogRead(A0);E.toUint8Array("a");require("http").get("");',
    'print(E.at,Graphics.search);',
    'print(typeof window);',
    'print("\\xe9\\u00ff",`\\xff`);',
    'class A{with(){}import(){}export(){}}',
    'print({"a":1,if:2});print(E===Error);',
    'function f(){return 1\nprint(2);}f();',
    'function f(){if(E)return;print(1);}f();',
    'function f(){return\n}f();',
    'function f(a,b){return arguments.length+a+b;}f();',
    'E[0]=1;let length=1;E[length]=2;',
    'let valueOf={};valueOf.a=1;',
    'class A{a=1;b=-1;c=undefined;d=`e`;static f=[];static get g(){return 1;}}class B extends Object{}',
  ])('%s', (source) => {
    expect(subsetFaults(source)).toEqual([]);
  });
});

describe('of the syntax alone', () => {
  test('what the board reads otherwise is named', () => {
    expect(languageFaults('E?.a;\nf();function f(){}')).toEqual([
      '1:1 optional chaining: check for undefined',
      '2:1 f is used before it is declared',
    ]);
  });

  test('names and texts are let through', () => {
    expect(languageFaults('new Map();[1].at(0);print("\u0160");')).toEqual([]);
  });
});

describe('a hash that can reset the chip', () => {
  const FAULT =
    'SHA1: of some lengths it resets the chip, so fill the text up to whole blocks, as src/firmware/hmac.ts does';

  test.each([
    ['at the top', 'const c=require("crypto");c.SHA1("a");', '1:27'],
    ['in a function', 'const c=require("crypto"),f=t=>c.SHA1(t);', '1:32'],
    ['by a name in quotes', 'const c=require("crypto"),f=t=>c["SHA1"](t);', '1:32'],
    ['taken along', 'const h=require("crypto").SHA1;h("a");', '1:9'],
    [
      'filled up to other blocks',
      'const c=require("crypto"),f=t=>c.SHA1("\\n".repeat(7&-t.length)+t);',
      '1:32',
    ],
    ['filled up otherwise', 'const c=require("crypto"),f=t=>c.SHA1("\\n".repeat(63-t.length)+t);', '1:32'],
    [
      'beside one that is filled up',
      'const c=require("crypto"),m=t=>c.SHA1("\\n".repeat(63&-t.length)+t),f=t=>c.SHA1(t);',
      '1:73',
    ],
  ])('is refused %s', (_where, script, place) => {
    expect(subsetFaults(script)).toEqual([`${place} ${FAULT}`]);
  });

  test('is none where the text is filled up to whole blocks', () => {
    const script = 'const c=require("crypto"),m=t=>c.SHA1("\\n".repeat(63&-t.length)+t);';
    expect(subsetFaults(script)).toEqual([]);
  });
});
