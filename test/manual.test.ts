import { describe, expect, test } from '@jest/globals';
import { helpPage, hint, nearestOf, type Manual } from '../src/manual.ts';

const BARE = { call: 'npm run bare', about: 'Does one thing.', options: {}, examples: [['', 'it']] } as const;

describe('a slip of the fingers', () => {
  test.each([
    ['uplaod', ['build', 'upload'], 'upload'],
    ['--prot', ['--port', '--report'], '--port'],
    ['-port', ['--port'], '--port'],
    ['PORT', ['--port'], '--port'],
    ['report', ['--port', '--report'], '--report'],
    // A third of it may be wrong, and two letters of any.
    ['abcdefghi', ['abcdefxyz'], 'abcdefxyz'],
    ['abcdefghi', ['abcdewxyz'], undefined],
    ['abc', ['abx'], 'abx'],
    ['abcd', ['abxy'], 'abxy'],
    ['abcd', ['axyz'], undefined],
    ['pxyt', ['--port'], '--port'],
    // But not all of it.
    ['ab', ['xy'], undefined],
    ['a', ['x'], undefined],
    ['', ['up'], undefined],
    ['upload', [], undefined],
    // A dash inside is a letter.
    ['no-wait', ['nowait', 'no-wait'], 'no-wait'],
  ])('"%s" of %j is %s', (word, candidates, nearest) => {
    expect(nearestOf(word, candidates)).toBe(nearest);
  });
});

describe('what to write in place of it', () => {
  test.each<[Partial<Manual>, string]>([
    [{}, 'It takes no options.'],
    [{ names: ['size', 'page'] }, 'There are: size, page.'],
    [{ options: { on: { type: 'boolean', about: 'on' } } }, 'Its options are --on.'],
  ])('%j', (changes, words) => {
    expect(hint({ ...BARE, ...changes })).toBe(words);
  });
});

test('the help of a command has its file and its options, what each takes, and what holds without it', () => {
  const page = helpPage({
    ...BARE,
    file: 'what it reads',
    options: {
      many: { type: 'string', value: 'WORD', multiple: true, default: ['a', 'b'], about: 'a list' },
      seed: { type: 'string', value: 'NUMBER', default: '1', about: 'where it begins' },
      again: { type: 'boolean', about: 'once more', otherwise: 'as it was' },
    },
    examples: [
      ['', 'as it is'],
      ['--again', 'twice'],
    ],
  });
  expect(page.split('\n')).toEqual([
    'Does one thing.',
    '',
    '  FILE            what it reads',
    '  --many WORD     a list',
    '  --seed NUMBER   where it begins (otherwise: 1)',
    '  --again         once more (otherwise: as it was)',
    '  -h, --help      shows this',
    '',
    'For example:',
    '  npm run bare              as it is',
    '  npm run bare -- --again   twice',
  ]);
});
