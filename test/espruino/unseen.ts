/**
 * What differs on the board and a look at the text can't tell, because it depends on values: what whoever writes firmware
 * has to know. Each program with the reason why it prints something else there, or fails.
 */
export const UNSEEN: readonly (readonly [program: string, reason: string])[] = [
  ['class A{static m(){return 1}}class B extends A{}print(B.m());', 'static members are not inherited'],
  ['class A{static a=1;static b=A.a}print(A.b);', 'a class has no name before its end'],
  [
    'function F(){this.a=1}class B extends F{}print(new B().a);',
    'a class that extends a function does not call it',
  ],
  ["class A{}try{A();print('called')}catch(e){print(typeof e)}", 'a class can be called without new'],
  [
    'const o={m(){return super.toString===Object.prototype.toString}};print(o.m());',
    'super is known in classes only',
  ],
  ['print((function f(){}).name);', 'functions have no name'],
  [
    "function f(){'use strict';return this===undefined}print(f());",
    'there is no strict mode: this is the global object',
  ],
  ['function f(){return typeof this}print(f.call(1));', 'this is not made an object'],
  ['print((function(a){arguments[0]=5;return a})(1));', 'arguments is a copy'],
  ['var a=1;function a(){}print(typeof a);', 'a function declared again over a value wins'],
  [
    "let s='';const o={b:1,1:3};for(const k in o)s+=k;print(s);",
    'numbers among the keys stay in their place',
  ],
  ['print(0.1+0.2);', 'numbers print with eleven digits'],
  ["print(''+1/3);", 'numbers become text with eleven digits'],
  ["print(+' 12 ');", 'a blank at its end keeps a text from being a number'],
  ['print(Math.round(-0.5));', 'a half is rounded away from zero'],
  ['print((1e21).toString());', 'large numbers become text with another exponent'],
  ['print(typeof JSON.stringify(undefined));', 'JSON of undefined is a text'],
  [
    "try{print(Object.assign([1],[2]).join())}catch(e){print('refused')}",
    'Object.assign wants an object, and a list is none',
  ],
  ['print(0.1*3==0.3);', 'equality of fractions is approximate'],
  ['print(1/-0);', 'there is no negative zero'],
  ['try{null.a}catch(e){print(e instanceof TypeError)}', 'a missing member is a plain Error'],
  ["print(new TypeError('a').name);", 'errors have no name'],
  ['print(String(/a/g));', 'a regex has no text'],
  ["print(/./.test('\\n'));", 'a dot matches a line break'],
  ["print('abc'.replace(/b/,'$&$&'));", 'of the signs in a replacement only $1 to $9 are known'],
  ["print('abc'.replace('b',x=>x+1));", 'a function as replacement needs a regex'],
  ["print('x'.match(/y/g));", 'no match at all is an empty list with g'],
  ["print('a,b'.split(/(,)/).length);", 'split drops what groups caught'],
  ["print('a,b,c'.split(',',2).join());", 'split takes no limit'],
  ["print(encodeURIComponent('\\u00e9'));", 'a character is one byte'],
  ['print(Array.isArray(new Uint8Array([1]).filter(x=>x)));', 'filter of binary data makes a list'],
  ['var a=1;<!-- print(2)\nprint(a);', 'comments of HTML are code'],
  ['print([1,2].lastIndexOf(1));', 'lists have no lastIndexOf, texts have'],
  ['print(new ArrayBuffer(2).slice(1).byteLength);', 'an ArrayBuffer has no slice, lists have'],
];
