import { describe, expect, test } from '@jest/globals';
import { withFunctionConstants, withPlainNamesFirst } from '../../src/build/declarations.ts';
import { told } from './told.ts';

describe('a declared function', () => {
  test('becomes a constant, with all of its parameters', () => {
    const changed = withFunctionConstants('function add(a, b) {\n  return a + b;\n}\ntell(add(1, 2));');
    expect(changed).toBe('const add = (a, b) => {\n  return a + b;\n};\ntell(add(1, 2));');
    expect(told(changed)).toEqual([3]);
  });

  test('without parameters does so too', () => {
    expect(withFunctionConstants('function one() { return 1; }')).toBe('const one = () => { return 1; };');
  });

  test('stays a function where it uses "this"', () => {
    const program = 'function name() { return this.a; }\nconst x = { a: 5, name };\ntell(x.name());';
    const changed = withFunctionConstants(program);
    expect(changed).toContain('const name = function () { return this.a; };');
    expect(told(changed)).toEqual([5]);
  });

  test('beside one that uses "this" becomes an arrow all the same', () => {
    const changed = withFunctionConstants('function a() { return this; }\nfunction b() { return 1; }');
    expect(changed).toBe('const a = function () { return this; };\nconst b = () => { return 1; };');
  });

  test('leaves what else a module holds', () => {
    const program = 'class A { a = 1; }\nexport { A };';
    expect(withFunctionConstants(program)).toBe(program);
  });

  test('inside of another is left as it is', () => {
    const inner = 'function inner() { return 2; }';
    const changed = withFunctionConstants(`function outer() { ${inner} return inner(); }\ntell(outer());`);
    expect(changed).toContain(inner);
    expect(told(changed)).toEqual([2]);
  });
});

describe('names with plain values', () => {
  test('come first, constants before the variables that begin with them', () => {
    const program = [
      'function one() { return 1; }',
      'let sum = START;',
      'const made = one();',
      'const START = -5;',
      'const round = Math.round;',
      'tell(round(sum + made));',
    ].join('\n');
    expect(withPlainNamesFirst(program)).toBe(
      [
        'const START = -5;',
        'const round = Math.round;',
        'let sum = START;',
        'function one() { return 1; }',
        'const made = one();',
        'tell(round(sum + made));',
      ].join('\n'),
    );
  });

  test('leave the others where they are: what is made may need what was made before', () => {
    const program = 'const a = one();\nlet b = [a];\nconst f = () => 1;\nlet c;\ntell(b);';
    expect(withPlainNamesFirst(program)).toBe(program);
  });

  test('stay where one beside them is made', () => {
    const program = 'tell(1);\nconst a = 1, b = one();';
    expect(withPlainNamesFirst(program)).toBe(program);
  });
});
