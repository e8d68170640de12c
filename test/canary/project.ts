import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const ROOT = new URL('../../', import.meta.url).pathname;
const RECORDER = new URL('../recorder.js', import.meta.url).href;

/** No command takes so long on the slowest of machines: one that hangs is to fail its test, and no more. */
const PATIENCE_MS = 240_000;

/** A command that runs, or has run. */
export interface Running {
  readonly child: ChildProcess;
  /** Everything it has said until now. */
  readonly said: () => string;
  /** Resolves when it has said something that matches, and also when it has ended. */
  readonly says: (pattern: RegExp) => Promise<void>;
  readonly ended: Promise<number | null>;
}

/** The project in a folder of its own, with a folder of its own for temporary files, where commands are run as a user does. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'button-canary-'));
  readonly temporary = join(this.folder, 'tmp');
  readonly #home = join(this.folder, 'home');
  readonly #record = join(this.folder, 'record.jsonl');
  readonly #running = new Set<Running>();
  /** What no command has written, by its name in the folder. */
  readonly #ours = new Set(['node_modules', 'record.jsonl']);

  constructor() {
    mkdirSync(this.temporary);
    mkdirSync(this.#home);
    writeFileSync(this.#record, '');
    for (const name of [
      'src',
      'package.json',
      'package-lock.json',
      'rollup.config.js',
      'tsconfig.json',
      '.gitignore',
      'README.md',
    ]) {
      cpSync(join(ROOT, name), join(this.folder, name), { recursive: true });
      this.#ours.add(name);
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  write(name: string, content: string | object): string {
    const file = join(this.folder, name);
    this.#ours.add(name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** @param config the name of the file that `BUTTON_CONFIG` names, '' for none */
  run(args: readonly string[], config = '', env: NodeJS.ProcessEnv = {}): Running {
    const program = ['src/launch.js', 'src/cli.ts'].map((file) => join(this.folder, file));
    return this.spawn(process.execPath, [...program, ...args], {
      NODE_OPTIONS: `--import ${RECORDER}`,
      RECORD_TO: this.#record,
      HOME: this.#home,
      BUTTON_CONFIG: config,
      ...env,
    });
  }

  spawn(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
    const child = spawn(program, args, {
      cwd: this.folder,
      env: { ...process.env, TMPDIR: this.temporary, BROWSER: 'true', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const onWords = new Set<() => void>();
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (words: string) => {
        said += words;
        for (const look of onWords) look();
      });
    }
    const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    const ended = once(child, 'close').then(([code]: unknown[]) => {
      clearTimeout(patience);
      return typeof code === 'number' ? code : null;
    });
    const says = (pattern: RegExp): Promise<void> => {
      const words = new Promise<void>((resolve) => {
        const look = (): void => {
          if (pattern.test(said)) resolve();
        };
        onWords.add(look);
        look();
      });
      return Promise.race([words, ended.then(() => undefined)]);
    };
    const running = { child, said: () => said, says, ended };
    this.#running.add(running);
    return running;
  }

  /** What others can see of the commands' processes, and the files that they write and take away, as JSON lines. */
  get record(): string[] {
    return readFileSync(this.#record, 'utf8').split('\n').slice(0, -1);
  }

  /** What the commands have left in the project's folder, in that for temporary files, and in their user's. */
  leftBehind(): { path: string; mode: number; content: string }[] {
    return readdirSync(this.folder)
      .filter((name) => !this.#ours.has(name))
      .flatMap((name) => {
        const path = join(this.folder, name);
        if (!statSync(path).isDirectory()) return [path];
        return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((below) => join(path, below));
      })
      .map((path) => ({ path, stat: statSync(path) }))
      .filter(({ stat }) => stat.isFile())
      .map(({ path, stat }) => ({
        path: relative(this.folder, path),
        mode: stat.mode & 0o777,
        content: readFileSync(path, 'latin1'),
      }));
  }

  async remove(): Promise<void> {
    for (const { child, ended } of this.#running) {
      if (child.exitCode === null) child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
