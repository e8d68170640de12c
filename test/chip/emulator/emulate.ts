import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Conversation, type Ending } from './conversation.ts';
import { words, type Peer } from './peer.ts';
import { probeArguments, type Symbols } from './probes.ts';
import { CLOCK_NS, type FlashMhz } from '../work-folder.ts';

/** What one run is given. */
export interface Setting {
  /** The folder that `test/chip/build` has made. */
  readonly work: string;
  /** The script as it stands in `.bootcde`. */
  readonly script: string;
  readonly flash: FlashMhz;
  /** When all keys go down. */
  readonly smashesMs: readonly number[];
  readonly holdMs: number;
  /** When the run stops, if the peer doesn't end it before. */
  readonly endMs: number;
  readonly peer: Peer;
  /** Another order of the firmware's parts than the build's own: the path of its image. */
  readonly image?: string;
}

/** What came of it. */
export interface Outcome {
  /** As count.c writes them. */
  readonly lines: readonly string[];
  /** What the firmware printed. */
  readonly console: string;
  /** Null for a chip that crashed or hangs. */
  readonly ending: Ending | null;
  /** What stopped it and where, '' for nothing. */
  readonly crash: string;
}

/** QEMU's own clock of the core ticks once in so many instructions. */
const TICK = 25;
/** What Espruino's Storage has on this board, in bytes. */
const STORAGE_BYTES = 0x30000;
const STEPS = 64;
const ALL_UP = 0x7fff;
/** Far more than a run takes on a busy machine: a chip that isn't done by then hangs. */
const DEADLINE_MS = 300_000;

const run = promisify(execFile);

/**
 * Boots a script in the emulated chip and lets it run to its end.
 * @throws Error where QEMU can't be run
 */
export async function emulate(setting: Setting): Promise<Outcome> {
  const { work, image = join(work, 'chip.elf') } = setting;
  const symbols = await symbolsOf(image);
  const folder = await mkdtemp(join(tmpdir(), 'chip-'));
  try {
    const faults = join(folder, 'faults');
    const log = join(folder, 'log');
    const qemu = spawn('qemu-system-xtensa', [
      ...['-cpu', 'lx106', '-M', 'sim', '-display', 'none', '-monitor', 'none', '-serial', 'none'],
      ...['-semihosting', '-d', 'int', '-D', faults, '-icount', 'shift=0,sleep=off', '-rtc', 'clock=vm'],
      ...['-kernel', image, '-device', `loader,file=${work}/rom.bin,addr=0x40000000,force-raw=on`],
      ...['-plugin', [join(work, 'count.so'), `out=${log}`, ...probeArguments(symbols)].join(',')],
    ]);
    const conversation = new Conversation(setting.peer, qemu.stdin);
    // It may end while an answer is on its way.
    qemu.stdin.on('error', () => undefined);
    qemu.stdin.write(settingBytes(setting));
    let console = '';
    qemu.stdout.setEncoding('latin1').on('data', (text: string) => (console += text));
    qemu.stderr.on('data', (bytes: Buffer) => {
      conversation.read(bytes);
    });
    const signal = await ended(qemu);
    const { ending, complaints } = conversation;
    return {
      lines: (await readFile(log, 'latin1').catch(() => '')).split('\n').filter((line) => line !== ''),
      console,
      ending,
      crash: ending === null ? await crashOf(image, faults, signal, complaints) : '',
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @returns the signal that ended it, null for none */
async function ended(qemu: ReturnType<typeof spawn>): Promise<string | null> {
  const kill = (): boolean => qemu.kill('SIGKILL');
  const deadline = setTimeout(kill, DEADLINE_MS);
  process.once('exit', kill);
  return new Promise<string | null>((resolve, reject) => {
    qemu.on('error', reject).on('close', (_, signal) => {
      resolve(signal);
    });
  }).finally(() => {
    clearTimeout(deadline);
    process.off('exit', kill);
  });
}

/** As sdk.c reads it at the chip's start. */
function settingBytes({ flash, endMs, smashesMs, holdMs, script }: Setting): Buffer {
  const steps = smashesMs.flatMap((ms) => [ms, 0, ms + holdMs, ALL_UP]);
  if (steps.length > 2 * STEPS) throw new Error(`More than ${STEPS / 2} smashes in one run.`);
  const code = Buffer.from(script.trim(), 'latin1');
  // As Storage has a file: its length, a name of 28 bytes, what is in it.
  const file = Buffer.concat([words(code.length), Buffer.alloc(28), code]);
  file.write('.bootcde', 4);
  return Buffer.concat([
    words(Math.round(CLOCK_NS[flash] * TICK), endMs, steps.length / 2),
    words(...steps, ...Array<number>(2 * STEPS - steps.length).fill(0)),
    words(STORAGE_BYTES),
    file,
    Buffer.alloc(STORAGE_BYTES - file.length, 0xff),
  ]);
}

async function symbolsOf(image: string): Promise<Symbols> {
  const { stdout } = await run('xtensa-lx106-elf-nm', [image]);
  const lines = stdout.split('\n').map((line) => line.split(' '));
  return new Map(lines.map(([address = '', , name = '']) => [name, address]));
}

/** @returns what is known of an end that the chip didn't tell of */
async function crashOf(
  image: string,
  faults: string,
  signal: string | null,
  complaints: readonly string[],
): Promise<string> {
  if (signal === 'SIGKILL') return 'the chip hangs';
  const text = await readFile(faults, 'latin1').catch(() => '');
  const [, at, from] = /pc = (\w+), a0 = (\w+)/.exec(text) ?? [];
  if (at === undefined || from === undefined) return `QEMU ended: ${complaints.join(' ')}`;
  const { stdout } = await run('xtensa-lx106-elf-addr2line', ['-fse', image, at, from]);
  const [where = '', line = '', caller = '', callerLine = ''] = stdout.split('\n');
  return `an exception in ${where} (${line}, ${at}), called from ${caller} (${callerLine})`;
}
