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
import { join } from 'node:path';

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
  readonly #record = join(this.folder, 'record.jsonl');
  readonly #running = new Set<Running>();

  constructor() {
    mkdirSync(this.temporary);
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
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  write(name: string, content: string | object): string {
    const file = join(this.folder, name);
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

  /** What others can see of the commands' processes, and their temporary files that are gone, as JSON lines. */
  get record(): string {
    return readFileSync(this.#record, 'utf8');
  }

  /** Temporary files that are left. */
  leftBehind(): { path: string; mode: number; content: string }[] {
    return readdirSync(this.temporary, { recursive: true, encoding: 'utf8' }).map((path) => {
      const stat = statSync(join(this.temporary, path));
      const content = stat.isFile() ? readFileSync(join(this.temporary, path), 'latin1') : '';
      return { path, mode: stat.mode & 0o777, content };
    });
  }

  async remove(): Promise<void> {
    for (const { child, ended } of this.#running) {
      if (child.exitCode === null) child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
