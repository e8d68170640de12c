import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { terminalAsker } from '../../src/setup/terminal-asker.ts';
import { converse, type Acts, type Conversation } from '../pseudo-user.ts';

const ENTER = '\r';
const DOWN = '\u001b[B';
const CTRL_C = '\u0003';

/** A terminal in memory: what is typed on it, and what stands on its screen. */
function terminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });
  let screen = '';
  output.setEncoding('utf8').on('data', (text: string) => (screen += text));
  return {
    asker: terminalAsker(input, output),
    /** Each key after what came before has been read. */
    type: async (...keys: string[]) => {
      for (const key of keys) {
        await new Promise(setImmediate);
        input.write(key);
      }
    },
    screen: () => screen,
  };
}

const isX = (answer: string) => (answer === 'x' ? undefined : 'It must be x.');

describe('at a terminal', () => {
  test('a text is what is typed, or what stood there; a wrong one is told and asked for again', async () => {
    const { asker, type, screen } = terminal();
    const kept = asker.text('Name?', 'x', isX);
    await type(ENTER);
    expect(await kept).toBe('x');
    const mended = asker.text('Name?', undefined, isX);
    await type('y', ENTER);
    expect(screen()).toContain('It must be x.');
    await type('\u007f', 'x', ENTER);
    expect(await mended).toBe('x');
  });

  test('a secret is not on the screen, and may be nothing', async () => {
    const { asker, type, screen } = terminal();
    const secret = asker.secret('Password?', () => undefined);
    await type('hun', 'ter2', ENTER);
    expect(await secret).toBe('hunter2');
    expect(screen()).not.toMatch(/hunter2|h.*u.*n.*t.*e.*r.*2\b/);
    const nothing = asker.secret('Password?', () => undefined);
    await type(ENTER);
    expect(await nothing).toBe('');
  });

  test('an answer of nothing is judged as an empty text', async () => {
    const { asker, type, screen } = terminal();
    const fault = (answer: string) => (answer === '' ? 'It is empty.' : undefined);
    for (const ask of [() => asker.text('Name?', undefined, fault), () => asker.secret('Password?', fault)]) {
      const asked = ask();
      await type(ENTER, 'x', ENTER);
      expect(await asked).toBe('x');
    }
    expect(screen().match(/It is empty\./g)?.length).toBeGreaterThanOrEqual(2);
  });

  test('what is shown has its title and all of its lines', () => {
    const { asker, screen } = terminal();
    asker.show('What will be posted', 'one\nother');
    expect(screen()).toMatch(/What will be posted[^]*one[^]*other/);
  });

  test("today's choice is the first", async () => {
    const { asker, type, screen } = terminal();
    const choices = [
      { value: {}, label: 'one' },
      { value: [1], label: 'other', hint: 'as it is' },
    ] as const;
    const other = asker.choose<unknown>('Which?', choices, choices[1].value);
    await type(ENTER);
    expect(await other).toBe(choices[1].value);
    expect(screen()).toContain('as it is');
    expect(screen()).not.toContain('undefined');
    const moved = asker.choose<unknown>('Which?', choices);
    await type(DOWN, ENTER);
    expect(await moved).toBe(choices[1].value);
  });

  test.each<[string, (asker: ReturnType<typeof terminal>['asker']) => Promise<unknown>]>([
    ['text', (asker) => asker.text('?', undefined, () => undefined)],
    ['secret', (asker) => asker.secret('?', () => undefined)],
    ['choice', (asker) => asker.choose('?', [{ value: 1, label: 'one' }])],
    ['confirmation', (asker) => asker.confirm('?')],
  ])('Ctrl-C stops at a %s', async (_kind, ask) => {
    const { asker, type } = terminal();
    const asked = ask(asker).catch((error: unknown) => error);
    await type(CTRL_C);
    expect(await asked).toMatchObject({ exit: 'interrupted', message: 'Stopped. Nothing was written.' });
  });
});

const LAUNCH = new URL('../../src/launch.js', import.meta.url).pathname;
const CLI = new URL('../../src/cli.ts', import.meta.url).pathname;
const LOCAL = 'espruino.config.local.json';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'button-setup-'));
  writeFileSync(join(folder, 'espruino.config.json'), readFileSync('espruino.config.json'));
  return folder;
}

/** Runs the command on a terminal, and answers each question when it is there. */
function setup(folder: string, answers: Acts): Promise<Conversation> {
  const where = { cwd: folder, env: { ...process.env, BUTTON_CONFIG: '' }, cols: 100, rows: 40 };
  return converse([LAUNCH, CLI, 'setup'], where, answers);
}

const ANSWERS = [
  ['name of the Wi-Fi', `office${ENTER}`],
  ['Its password', `correct horse${ENTER}`],
  ['Where the messages go', `${DOWN.repeat(8)}${ENTER}`],
  ["webhook's address", `http://10.0.0.9/hooks/hunter2${ENTER}`],
  ['deploy bot obeys', ENTER],
] as const;

describe('npm run setup, as a whole', () => {
  test('writes what was answered, for its owner alone, and shows no secret', async () => {
    const folder = newFolder();
    const { exitCode, text } = await setup(folder, [...ANSWERS, ['Write this into', ENTER]]);
    expect(text).toContain('npm run upload');
    expect(exitCode).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, LOCAL), 'utf8'))).toMatchObject({
      wifi: { ssid: 'office', password: 'correct horse' },
      webhook: 'http://10.0.0.9/hooks/hunter2',
    });
    expect(statSync(join(folder, LOCAL)).mode & 0o777).toBe(0o600);
    expect(text).not.toMatch(/hunter2|correct horse/);
  });

  test('ends with 130 at Ctrl-C, and has written nothing', async () => {
    const folder = newFolder();
    const { exitCode, text } = await setup(folder, [...ANSWERS, ['Write this into', CTRL_C]]);
    expect(text).toContain('Stopped. Nothing was written.');
    expect(exitCode).toBe(130);
    expect(existsSync(join(folder, LOCAL))).toBe(false);
  });
});
