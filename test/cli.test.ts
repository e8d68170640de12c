import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { EXIT_CODES } from '../src/failure.ts';

const CLI = new URL('../src/cli.ts', import.meta.url).pathname;
const LAUNCH = new URL('../src/launch.js', import.meta.url).pathname;

const LOCAL = 'espruino.config.local.json';

/** A folder with a configuration that has no relay yet. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'button-cli-'));
  const config = { wifi: { ssid: 'net' }, webhook: 'https://hooks.example.org/x' };
  writeFileSync(join(folder, 'espruino.config.json'), JSON.stringify(config));
  return folder;
}

/** Runs Node with these arguments, in this folder. */
function run(args: string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, BUTTON_CONFIG: '', ...env },
    encoding: 'utf8',
  });
}

const VERBS = readdirSync(new URL('../src/commands', import.meta.url))
  .map((file) => file.replace('.ts', ''))
  .filter((name) => name in scripts());

function scripts(): Record<string, string> {
  return (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;
}

test('every program of the project is started where an old Node is told', () => {
  const own = Object.entries(scripts()).filter(([, line]) => /\.ts\b/.test(line));
  expect(own.length).toBeGreaterThan(VERBS.length);
  const launched = /^node (--\S+ )*src\/launch\.js /;
  expect(own.filter(([name, line]) => name !== 'prepare' && !launched.test(line))).toEqual([]);
});

test.each(VERBS)('%s is a command, and reads no configuration to explain itself', (verb) => {
  const { status, stdout } = run([LAUNCH, CLI, verb, '-h'], tmpdir());
  expect(stdout).toMatch(verb === 'start' ? /\n {2}npm start {2}/ : new RegExp(`\n  npm run ${verb}  `));
  expect(status).toBe(0);
});

test.each(['--help', '-h'])('%s alone names the commands, and is no failure', (flag) => {
  const { status, stdout, stderr } = run([LAUNCH, CLI, flag], tmpdir());
  expect(stdout).toMatch(/^There are: setup, start, .*, relay\. Each explains itself with --help\.\n$/);
  expect([status, stderr]).toEqual([0, '']);
});

test('a setup without a terminal says which keys to write into which file', () => {
  const folder = newFolder();
  const { status, stderr } = run([LAUNCH, CLI, 'setup'], folder);
  expect(stderr).toMatch(
    /"espruino\.config\.local\.json" yourself[^]*"wifi"[^]*"webhook"[^]*"messages"[^]*"relay"/,
  );
  expect(status).toBe(5);
  expect(existsSync(join(folder, LOCAL))).toBe(false);
});

test('a setup whose file would not be read says so', () => {
  const { status, stderr } = run([LAUNCH, CLI, 'setup'], newFolder(), { BUTTON_CONFIG: 'other.json' });
  expect(stderr).toMatch(/^BUTTON_CONFIG names "other\.json".*Unset it\.\n$/);
  expect(status).toBe(5);
});

test('with stand-ins an https:// webhook and no relay are no matter; live they are', () => {
  const env = { BUTTON_CONFIG: join(newFolder(), 'espruino.config.json') };
  const { status, stdout } = run([LAUNCH, CLI, 'start', '--smash'], process.cwd(), env);
  expect(stdout).toContain('chat  | !deploy prod master -f');
  expect(status).toBe(0);
  const live = run([LAUNCH, CLI, 'start', '--smash', '--live'], process.cwd(), env);
  expect(live.stderr).toContain('is https://, and the board has no TLS');
  expect(live.status).toBe(EXIT_CODES.config.code);
});

test('for practice a smash posts that alone, and what its user alone knows is told where the chat is real', () => {
  const folder = newFolder();
  const file = join(folder, 'button.json');
  const env = { BUTTON_CONFIG: file };
  writeFileSync(
    file,
    JSON.stringify({ wifi: { ssid: 'net' }, webhook: 'http://h.test/x', practice: 'a try' }),
  );
  const { status, stdout } = run([LAUNCH, CLI, 'start', '--smash', '--practice'], process.cwd(), env);
  expect(stdout.match(/^(chat|warning).*/gm)).toEqual(['chat  | a try']);
  expect(status).toBe(0);
  // The example's own name of a network: nothing is posted.
  writeFileSync(
    file,
    JSON.stringify({ wifi: { ssid: 'your-wifi' }, webhook: 'http://h.test/x', practice: 'a try' }),
  );
  const live = run([LAUNCH, CLI, 'start', '--smash', '--live', '--practice'], process.cwd(), env);
  expect(live.stdout).toMatch(/^warning: "webhook": .*A PRACTICE DEPLOYS\.\n$/);
  expect(live.status).toBe(EXIT_CODES.config.code);
});

test('an option that npm kept is told through the whole chain', () => {
  const { status, stderr } = run([LAUNCH, CLI, 'start'], newFolder(), { npm_config_live: 'true' });
  expect(stderr).toContain('Write `npm start -- --live`.');
  expect(status).toBe(5);
});

test.each([
  [['relay', '--port', '0x10'], '"--port" must be a number'],
  [[], '"" is not a command. There are: setup, start, build,'],
  [['constructor'], '"constructor" is not a command. There are: setup, start, build,'],
  [['uplaod'], '"uplaod" is not a command. Did you mean "upload"?'],
  [['start', '--opne'], "Unknown option '--opne'. Did you mean --open?"],
])('%j is refused, and nothing is written', (args, words) => {
  const folder = newFolder();
  const { status, stderr } = run([LAUNCH, CLI, ...args], folder);
  expect(stderr).toContain(words);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(status).toBe(5);
  expect(existsSync(join(folder, LOCAL))).toBe(false);
});

test.each([
  [['upload'], '"wifi.ssid", "wifi.password", "webhook": still the example\'s'],
  [['start', '--live'], '"wifi.ssid", "wifi.password", "webhook": still the example\'s'],
  [['start', '--live', '--smash'], '"wifi.ssid", "wifi.password", "webhook": still the example\'s'],
  [['relay', '--port', '0'], '"webhook": still the example\'s'],
])('%j refuses the values of the example, and opens and starts nothing', (args, words) => {
  const folder = newFolder();
  const relay = { url: 'http://127.0.0.1:8437', secret: 'x'.repeat(43) };
  const file = join(folder, 'example.json');
  const example = JSON.parse(readFileSync('espruino.config.json', 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...example, ...(args[0] === 'relay' && { relay }) }));
  const { status, stderr, stdout } = run([LAUNCH, CLI, ...args], folder, { BUTTON_CONFIG: file });
  expect(stderr).toContain(words);
  expect(stdout).toBe('');
  expect(status).toBe(2);
  expect(readdirSync(folder).sort()).toEqual(['espruino.config.json', 'example.json']);
});

test('a file with secrets that git would take is named by the command that reads it, once', () => {
  const folder = newFolder();
  spawnSync('git', ['init', '--quiet'], { cwd: folder });
  const file = join(folder, 'other.json');
  const config = { wifi: { ssid: 'net', password: 'correct horse' }, webhook: 'http://h.test/x' };
  writeFileSync(file, JSON.stringify(config));
  const { stderr } = run([LAUNCH, CLI, 'relay', '--check'], folder, { BUTTON_CONFIG: file });
  expect(
    stderr.match(/warning: "other\.json" holds "wifi\.password", "webhook", and git would take it/g),
  ).toHaveLength(1);
  expect(stderr).not.toContain('correct horse');
  // Without a name both are read, the one with the secrets last.
  writeFileSync(join(folder, LOCAL), JSON.stringify({ webhook: 'http://h.test/y' }));
  const both = run([LAUNCH, CLI, 'relay', '--check'], folder).stderr;
  expect(both).toMatch(/warning: "espruino\.config\.json" holds "webhook", and git would take it/);
  expect(both).toMatch(/warning: "espruino\.config\.local\.json" holds "webhook", and git would/);
});
