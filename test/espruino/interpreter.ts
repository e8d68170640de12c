import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';

/** Path to Espruino's Linux build; without it what needs the real interpreter is skipped. */
export const ESPRUINO = process.env['ESPRUINO'] ?? '';

/** A program that is not done by then hangs, on a slow host that does much else too. */
const DEADLINE_MS = 30_000;
/** More output than this is a program that prints for ever, or the build's own flood once its input has ended. */
const MAX_OUTPUT_BYTES = 100_000;

/** Sets what a program prints apart from the banner, the prompt and the error messages around it. */
const PRELUDE = `global.print=(function(say){return function(v){say("<<"+v+">>")}})(print);`;

/** What a program did: what it printed, and how it ended. */
export interface Outcome {
  readonly printed: readonly string[];
  /** The first line of what went wrong, '' when nothing did. */
  readonly error: string;
}

/**
 * Runs a program on Espruino's own interpreter, in a folder of its own because it keeps its flash in the current one.
 * It ends by itself when no timer is left. Bound to one processor, since it has a race between its threads.
 * @param prelude sets what is printed apart, by << and >>
 */
export async function runOnEspruino(source: string, prelude = PRELUDE): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'espruino-'));
  writeFileSync(join(folder, 'program.js'), prelude + source);
  const child = spawn('taskset', ['-c', '0', ESPRUINO, 'program.js'], { cwd: folder });
  const deadline = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS);
  let output = '';
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    output += text.replaceAll('\r', '');
    if (output.length > MAX_OUTPUT_BYTES) child.kill('SIGKILL');
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.on('error', reject).on('close', (...end) => {
      resolve(end);
    });
  }).finally(() => {
    clearTimeout(deadline);
    rmSync(folder, { recursive: true });
  });
  if (!output.includes('espruino.com')) throw new Error(`"ESPRUINO" did not start: exit ${String(code)}`);
  const complaint = /Uncaught.*|.*(?:ERROR|OUT OF MEMORY|WARNING).*/.exec(output)?.[0] ?? '';
  const end = signal ?? (code === 0 ? '' : `exit ${String(code)}`);
  return {
    printed: [...output.matchAll(/<<(.*?)>>/gs)].map(([, text = '']) => text),
    error: complaint || end,
  };
}

/** Runs a program as the language's standard has it, on V8, until its timers are done. */
export async function runOnNode(source: string): Promise<Outcome> {
  const printed: string[] = [];
  const pending: Promise<void>[] = [];
  const sandbox = vm.createContext({
    print: (value: unknown) => printed.push(String(value)),
    btoa,
    atob,
    setTimeout: (callback: () => void, delayMs: number) => {
      pending.push(
        new Promise((resolve) => {
          setTimeout(() => {
            callback();
            resolve();
          }, delayMs);
        }),
      );
    },
  });
  vm.runInContext(source, sandbox);
  await new Promise(setImmediate);
  while (pending.length > 0) await pending.shift();
  await new Promise(setImmediate);
  return { printed, error: '' };
}
