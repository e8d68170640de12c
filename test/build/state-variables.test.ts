import { describe, expect, test } from '@jest/globals';
import { withFunctionConstants, withPlainNamesFirst } from '../../src/build/declarations.ts';
import { withStateVariables } from '../../src/build/state-variables.ts';
import { told } from './told.ts';

/** A small machine, as the firmware's are: a state, the function that makes it, and steps that are given it. */
const MACHINE = `
function newTally() {
  return { sum: 0, steps: -1 };
}
function stepTally(tally, value) {
  tally.sum += value;
  note(tally);
  return tally.sum > 5;
}
function note(tally) {
  tally.steps++;
}
`;

const use = (rest: string): string => `${MACHINE}const tally = newTally();\n${rest}`;
const PROGRAM = use(
  'for (const value of [1, 2, 3]) tell(stepTally(tally, value));\ntell(tally.sum);\ntell(tally.steps);',
);

describe('the state of a machine', () => {
  test('becomes variables, one a property, and is handed to nobody', () => {
    const changed = withStateVariables(PROGRAM);
    expect(changed).toContain('let tally_sum = 0;\nlet tally_steps = -1;');
    expect(changed).toContain('function stepTally(value)');
    expect(changed).toContain('stepTally(value)');
    expect(changed).toContain('function note()');
    expect(changed).toContain('note();');
    expect(changed).not.toMatch(/newTally|tally\.|\btally\b/);
  });

  test('leaves the same program', () => {
    expect(told(PROGRAM)).toEqual([false, false, true, 6, 2]);
    expect(told(withStateVariables(PROGRAM))).toEqual(told(PROGRAM));
  });

  test('is known by its place, whatever a function calls it', () => {
    const program = use('function half(of) { return of.sum / 2; }\ntally.sum = 8;\ntell(half(tally));');
    const changed = withStateVariables(program);
    expect(changed).toContain('function half() { return tally_sum / 2; }');
    expect(told(changed)).toEqual([4]);
  });

  test('is not taken for the parameter of another function that has its name', () => {
    const program = use(
      'const twice = (tally) => tally * 2;\ntell(twice(4));\ntally.sum = 3;\ntell(tally.sum);',
    );
    const changed = withStateVariables(program);
    expect(changed).toContain('(tally) => tally * 2');
    expect(changed).toContain('tally_sum = 3');
    expect(told(changed)).toEqual([8, 3]);
  });

  test('is known in a function that steps itself', () => {
    const recursion = `function down(tally) { tally.sum--; if (tally.sum > 0) down(tally); else tell(tally.sum); }`;
    const program = use(`${recursion}\ntally.sum = 3;\ndown(tally);`);
    expect(withStateVariables(program)).toContain('function down() {');
    expect(told(withStateVariables(program))).toEqual([0]);
  });

  test('of several machines is kept apart', () => {
    const other = 'function newOther() { return { sum: 10 }; }\nconst other = newOther();\n';
    const program = use(`${other}stepTally(tally, 7);\nother.sum++;\ntell(tally.sum);\ntell(other.sum);`);
    const changed = withStateVariables(program);
    expect(changed).not.toMatch(/tally\.|other\./);
    expect(told(changed)).toEqual([7, 11]);
  });

  test('is known at any place of a call, and several at once', () => {
    const other = 'function newOther() { return { sum: 10 }; }\nconst other = newOther();\n';
    const later = 'function later(a, b, c) { return a + b.sum - c.sum; }\n';
    const program = use(`${other}${later}tally.sum = 4;\ntell(later(1, tally, other));`);
    const changed = withStateVariables(program);
    expect(changed).toContain('{ return a + tally_sum - other_sum; }');
    expect(changed).not.toContain('newTally');
    expect(told(changed)).toEqual([-5]);
  });

  test('is not handed to a function that looks at nothing of it', () => {
    const changed = withStateVariables(use('function idle(of) { return 1; }\nlet n;\ntell(idle(tally));'));
    expect(changed).toContain('function idle() { return 1; }');
    expect(told(changed)).toEqual([1]);
  });

  test('is known in a function that has parameters of its own', () => {
    const program = use('const plus = (value) => tally.sum + value;\ntally.sum = 3;\ntell(plus(1));');
    expect(withStateVariables(program)).toContain('(value) => tally_sum + value');
    expect(told(withStateVariables(program))).toEqual([4]);
  });

  test('is not taken for the parameter of a function beside others', () => {
    const program = use('const add = (a, tally) => a + tally;\ntally.sum = 3;\ntell(add(1, tally.sum));');
    expect(told(withStateVariables(program))).toEqual([4]);
    expect(withStateVariables(program)).toContain('(a, tally) => a + tally');
  });

  test.each([
    ['as a whole', 'const copy = tally;\ntell(copy.sum);'],
    ['in a list', 'tell([tally].length);'],
    ['by a name that is worked out', "tell(tally['sum']);"],
    ['by a function of others', 'tell(tally);\n'],
    ['by what is no declared function', 'const arrow = (of) => of.sum;\ntell(arrow(tally));'],
    ['by what a function returns', 'function same(of) { return of; }\ntell(same(tally).sum);'],
    ['as a property of its own property', 'tell({ sum: 1, tally }.tally.sum);'],
    ['by a function that takes it apart', 'function apart({ sum }) { return sum; }\ntell(apart(tally));'],
    ['by a function that asks for nothing', 'function none() { return 1; }\ntell(none(tally));'],
    ['as a function', 'try { tally(); } catch { tell(1); }'],
    ['as a name to look up', 'const list = {};\ntell(list[tally]);'],
  ])('is left as it is when it is used in another way: %s', (_way, rest) => {
    const program = use(rest);
    expect(withStateVariables(program)).toBe(program);
  });

  test.each([
    ['is made with a value', 'function newX(a) { return { a: a }; }\nconst x = newX(1);\ntell(x.a);'],
    ['is made in steps', 'function newX() { const a = 1; return { a }; }\nconst x = newX();\ntell(x.a);'],
    ['is no literal', 'function newX() { return [1]; }\nconst x = newX();\ntell(x.length);'],
    [
      'is made of another',
      'const y = { a: 1 };\nfunction newX() { return { ...y }; }\nconst x = newX();\ntell(x.a);',
    ],
    ['comes from elsewhere', 'const x = Object();\nx.a = 1;\ntell(x.a);'],
    ['is not made', 'function newX() {}\nconst x = newX();\ntell(x);'],
    ['is nothing', 'function newX() { return; }\nconst x = newX();\ntell(x);'],
    [
      'is declared beside another',
      'function newX() { return { a: 1 }; }\nconst x = newX(), y = 1;\ntell(x.a);',
    ],
    ['is taken apart', 'function newX() { return { a: 1 }; }\nconst { a } = newX();\ntell(a);'],
    ['has names in quotes', "function newX() { return { 'a b': 1 }; }\nconst x = newX();\ntell(1);"],
    [
      'has names that are worked out',
      'function newX() { return { [k]: 1 }; }\nconst x = newX();\ntell(x.k);',
    ],
    ['has a method', 'function newX() { return { a() { return 1; } }; }\nconst x = newX();\ntell(x.a());'],
    ['has a getter', 'function newX() { return { get a() { return 1; } }; }\nconst x = newX();\ntell(x.a);'],
  ])('is left as it is when it %s', (_way, program) => {
    expect(withStateVariables(program)).toBe(program);
  });

  test('leaves the same program together with what is done to its declarations', () => {
    const changed = withFunctionConstants(withPlainNamesFirst(withStateVariables(PROGRAM)));
    expect(told(changed)).toEqual(told(PROGRAM));
  });
});
