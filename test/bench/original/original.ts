import { readFileSync } from 'node:fs';
import { loadMicroPython, type MicroPython } from '@micropython/micropython-webassembly-pyscript';
import type { Row, Section } from '../report/section.ts';

/** The way of the original button, thirty lines of MicroPython (original.py), on MicroPython's WebAssembly port. */
export const original: Section = { name: 'original', about: "the original's way", measure: originalRows };

const POLLS = 20_000;
const ROUNDS = 15;
const PRESSES = 1000;

async function originalRows(): Promise<Row[]> {
  const python = await loadMicroPython({ stdout: () => undefined });
  python.FS.writeFile('/original.py', readFileSync('test/bench/original/original.py', 'utf8'));
  python.runPython(readFileSync('test/bench/original/parts.py', 'utf8'));
  const empty = allocated(python);
  python.runPython('import original');
  const idle = allocated(python);
  press(python, 1);
  const afterOne = allocated(python);
  press(python, PRESSES);
  const afterAll = allocated(python);
  return [
    {
      figure: "the original's way: one poll, MicroPython in WebAssembly, keys up",
      direct: `${pollUs(python)} µs`,
    },
    {
      figure:
        "the original's way: bytes of MicroPython's heap, script loaded / after 1 / after 1,000 more smashes",
      direct: [idle, afterOne, afterAll].map((bytes) => (bytes - empty).toLocaleString('en')).join(' / '),
    },
  ];
}

/** @returns bytes of the heap */
function allocated(python: MicroPython): number {
  // What the first leaves to look like a reference is gone at the second.
  for (let round = 0; round < 2; round++) python.runPython('import gc\ngc.collect()\nused = gc.mem_alloc()');
  return Number(python.globals.get('used'));
}

function press(python: MicroPython, times: number): void {
  python.runPython(`for press in range(${times}):\n    Pin.level = 0\n    original.poll()`);
}

/** @returns the least of some rounds, as other load only adds to it */
function pollUs(python: MicroPython): string {
  const timesUs = Array.from({ length: ROUNDS }, () => {
    const startMs = performance.now();
    python.runPython(`for count in range(${POLLS}):\n    original.poll()`);
    return ((performance.now() - startMs) * 1000) / POLLS;
  });
  return Math.min(...timesUs).toFixed(1);
}
