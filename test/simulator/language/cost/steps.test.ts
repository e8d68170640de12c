import { describe, expect, test } from '@jest/globals';
import { STEP_COUNTS } from './step-counts.ts';
import { outputOf, tally } from './tally.ts';

/** What a step takes is a matter of measurement; how often it is taken is the interpreter's way through a program. */
describe.each(STEP_COUNTS)('the steps of $title', ({ steps, programs }) => {
  test.each(programs)('%s', (program, times) => {
    expect(tally(program, steps)).toEqual(times);
  });
});

/** Where charges are put into a text something could come apart. */
test.each([
  "let o = {}; try { throw 'x' } catch (e) { o.p = e; out(o.p) }",
  "out('a b'. /* ( */ split(' ').length)",
  "out('a b'.split // (\n(' ').length)",
  "out('a b' . split\t('b').length)",
  'out({ ...{ a: 1 } }.a)',
  'var a; [a] = [1]; out(a)',
  'var a; (a) = 1; (a)++; out(a)',
  'var a = {}; (a.b) = 1; (a.b)++; out(a.b)',
  'class A {} class B extends A { m() { super.x = 3; super.length = 4; return this } } out(new B().m().x, new B().m().length)',
  'class A { #charAt() { return 1 } m() { return this.#charAt(0) } } out(new A().m())',
  'class A { #length = 1; m() { return ++this.#length } } out(new A().m())',
  'class A { get length() { return 1 } } class B extends A { get length() { return super.length + 1 } } out(new B().length)',
  'var o = { F: function (a) { this.a = a } }, p = { o: o }; out(new o.F(1).a, new o.F().a, new p.o.F(2).a)',
  "var o = { F: function () { this.a = 1 } }, k = 'F'; out(new o[k]().a, new o[k].constructor('return 1')())",
  'function f() { out(1)\nreturn 2\nout(3) } out(f())',
  'for (;;) { out(1)\nbreak\nout(2) }',
  "out('abc'.slice ( ), 'abc'.slice(/* ) */), 'abc'.indexOf())",
  "function f() { return'a'!=='b' } out(f())",
  'function f() { return`a` } out(f())',
  "function f(a) { return a.length||7 } out(f('ab'), f(''))",
  'var i = 0; out([1, 2, 3][i++], i)',
  "var i = 0, t = ['a', 'b']; t[i++] += 'c'; out(t[0], t[1], i)",
  "var n = 0, o = { get x() { n++; return 'a' } }; out(o.x === 'a', n)",
  "var n = 0, o = Object.defineProperty({}, 'x', { get: () => n++ }); out(o.x === 'a', n)",
  "var n = 0, o = { get l() { n++; return ['a'] } }, i = 0; out(o.l[i], n)",
  "var a = { 'b': 'c' }, i = 0; out(a['b'] === 'c', a['x'] === undefined)",
  "out('a' + 1 + 2, 1 + 2 + 'a', ('a') + ('b'), 'a' /* + */ + /* + */ 'b')",
  "var a = 'x'; a += 'y'; a += 1; out(a)",
  "out('ab' === 'ab', 'ab' !== 'ac', 1 == '1', null === undefined)",
  "var a = { b: 1 }; delete a.b; out(a.b, 'b' in a)",
  "(function () { 'use strict'; out(typeof this) })()",
  "function f() { 'use strict'; 'too'; var a = this; out(typeof a) } f()",
  'if (0) out(1); else if (1) out(2); else out(3)',
  'for (var i = 0; i < 3; i++) if (i === 1) continue; else out(i)',
  'var i = 0; do i++; while (i < 3) out(i)',
  'switch (2) { case 1: out(1); case 2: out(2); case 3: out(3); break; default: out(4) }',
  'var f = a => ({ a: a }), g = a => a ? a + 1 : 0; out(f(1).a, g(1), g(0))',
  'class A { m() { return 1 } get g() { return 2 } } class B extends A { m() { return super.m() + this.g } } out(new B().m())',
  'out(1 && 2, 0 || 3, null ?? 4, 1 ? 5 : 6, (7, 8))',
  "out(`a${1 + 1}b${'c' + `d`}`)",
  'var x; out(x = 1, typeof y, -x, !x)',
  'function f() { return\n1 } out(f())',
  "function f() { if (1) return 1; out('never') } out(f())",
  'function f() { for (;;) { return 1 } } out(f())',
  'function f() { try { return 1 } finally { out(2) } } out(f())',
])('a program that is counted does what it did before: %s', (program) => {
  expect(outputOf(program, 'counted')).toEqual(outputOf(program, 'as it is'));
});

test('a program that is counted asks the board first of what it has caught', () => {
  const program = "try { throw 1 } catch (e) { out(e) } try { throw 2 } catch { out('none') }";
  expect(outputOf(program, 'guarded')).toEqual([{ caught: 1 }, 1, { caught: 2 }, 'none']);
});
