import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { personAtTerminal } from '../src/doctor/person.ts';
import { agrees, ask } from '../src/question.ts';

const streams = {
  stdin: Object.getOwnPropertyDescriptor(process, 'stdin'),
  stdout: Object.getOwnPropertyDescriptor(process, 'stdout'),
};
let input: PassThrough & { isTTY: boolean };
let output: PassThrough & { isTTY: boolean };
let screen: string;

beforeEach(() => {
  input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });
  screen = '';
  output.setEncoding('utf8').on('data', (text: string) => (screen += text));
  Object.defineProperty(process, 'stdin', { value: input, configurable: true });
  Object.defineProperty(process, 'stdout', { value: output, configurable: true });
});
afterEach(() => {
  for (const [name, was] of Object.entries(streams)) if (was) Object.defineProperty(process, name, was);
});

/** What is answered when it was asked and this was typed. */
async function answered<T>(typed: string, question: (words: string) => Promise<T>): Promise<T> {
  const answer = question('Really?');
  input.write(typed);
  return answer;
}

describe('a question', () => {
  test.each([
    ['\r', true],
    ['y\r', true],
    ['Yes\r', true],
    [' YES \r', true],
    ['n\r', false],
    ['no\r', false],
    ['yes, but\r', false],
    ['oh yes\r', false],
    ['x\r', false],
    ['\u0003', undefined],
    ['\u0004', undefined],
  ])('is answered by %j: %s', async (typed, answer) => {
    expect(await answered(typed, ask)).toBe(answer);
    expect(screen).toContain('Really? [Y/n] ');
    // What follows does not begin behind the question.
    expect(screen.endsWith('\n')).toBe(true);
    // And whatever is typed later is for somebody else.
    expect([input.listenerCount('keypress'), input.isPaused()]).toEqual([0, true]);
  });

  test('of a terminal that is closed is not answered', async () => {
    const answer = ask('Really?');
    input.end();
    expect(await answer).toBeUndefined();
    expect(screen.endsWith('\n')).toBe(true);
  });

  test.each([
    ['\r', true],
    ['n\r', false],
    ['\u0003', false],
  ])('that needs a yes has none but by %j: %s', async (typed, answer) => {
    expect(await answered(typed, agrees)).toBe(answer);
  });

  test.each([
    [false, true],
    [true, false],
    [false, false],
  ])('is asked of nobody without a terminal (%s, %s), and it is no', async (isInput, isOutput) => {
    [input.isTTY, output.isTTY] = [isInput, isOutput];
    expect(await answered('y\r', agrees)).toBe(false);
    expect(screen).toBe('');
  });
});

describe('who sits in front of the board', () => {
  test.each([
    [true, true, true],
    [false, true, false],
    [true, false, false],
  ])('is there with a terminal on both sides alone (%s, %s): %s', (isInput, isOutput, isThere) => {
    [input.isTTY, output.isTTY] = [isInput, isOutput];
    expect(personAtTerminal(() => undefined).isThere).toBe(isThere);
  });

  test('answers, is told things, and stops all of it by Ctrl-C', async () => {
    const told: string[] = [];
    const person = personAtTerminal((text) => told.push(text));
    person.tell('Press it.');
    expect(told).toEqual(['Press it.']);
    expect(await answered('y\r', (words) => person.agrees(words))).toBe(true);
    expect(await answered('n\r', (words) => person.agrees(words))).toBe(false);
    await expect(answered('\u0003', (words) => person.agrees(words))).rejects.toMatchObject({
      exit: 'interrupted',
    });
  });
});
