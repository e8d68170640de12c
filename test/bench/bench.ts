import { readFileSync, writeFileSync } from 'node:fs';
import { optionsAndNames, runCommand, wholeNumber } from '../../src/command-line.ts';
import type { Manual } from '../../src/manual.ts';
import { ESPRUINO } from '../espruino/interpreter.ts';
import { findChromium } from '../simulator/faces/page/chromium.ts';
import { chip } from './chip.ts';
import { commands } from './commands.ts';
import { ABOUT } from './report/about.ts';
import { realLatency, virtualLatency } from './latency.ts';
import { describeMachine, loadAverage } from './report/machine.ts';
import { memory } from './memory.ts';
import { original } from './original/original.ts';
import { page } from './page.ts';
import { processor } from './processor.ts';
import { relayCrowd } from './relay-crowd.ts';
import { relayLoad } from './relay-load.ts';
import { relayMemory } from './relay-memory.ts';
import { measureSection, type Means, type Row, type Section } from './report/section.ts';
import { size } from './size.ts';
import { drawTable, format, replaceTable, REPORT, rowsIn, tableIn } from './report/table.ts';
import { upload } from './upload.ts';

/**
 * `npm run bench`: measures everything and writes it to docs/benchmarks.md. With names of sections it
 * measures these alone and writes nothing, but for the script's size and the chip's times: those are the same on every
 * machine and at any time.
 */
const SECTIONS: readonly Section[] = [
  size,
  memory,
  realLatency,
  virtualLatency,
  processor,
  chip,
  upload,
  commands,
  relayLoad,
  relayCrowd,
  relayMemory,
  page,
  original,
];

const MANUAL = {
  call: 'npm run bench',
  about: 'Measures all, and writes it to docs/benchmarks.md; with names these alone.',
  options: {
    smashes: { type: 'string', value: 'N', default: '10000', about: 'how many the memory has to stand' },
    messages: {
      type: 'string',
      value: 'N',
      default: '50000',
      about: "how many the relay's memory has to stand",
    },
  },
  names: SECTIONS.map(({ name }) => name),
  examples: [
    ['--smashes 100', 'all of it, without a quarter of an hour of pressing'],
    ['size', "writes the script's bytes anew, after a change of the firmware"],
  ],
} as const satisfies Manual;

await runCommand(async () => {
  const { values, names } = optionsAndNames(process.argv.slice(2), MANUAL);
  const means: Means = {
    espruino: ESPRUINO === '' ? undefined : ESPRUINO,
    chromium: findChromium(),
    smashes: wholeNumber('smashes', values.smashes, 1, 1e6),
    messages: wholeNumber('messages', values.messages, 1, 1e7),
  };
  const loadBefore = loadAverage();
  const rows: Row[] = [];
  for (const section of SECTIONS) {
    if (names.length === 0 || names.includes(section.name)) rows.push(...(await measure(section, means)));
  }
  const table = await drawTable(rows);
  process.stdout.write(`${table}\n`);
  if (names.length === 0) await writeReport(table, await describeMachine(means, loadBefore));
  else if (names.every((name) => name === size.name || name === chip.name)) await replaceRows(rows);
});

async function measure(section: Section, means: Means): Promise<readonly Row[]> {
  process.stderr.write(`${section.about}...\n`);
  const rows = await measureSection(section, means);
  for (const { figure, direct = '', relay = '' } of rows) {
    process.stderr.write(`  ${figure}: ${[direct, relay].join(' | ')}\n`);
  }
  return rows;
}

async function writeReport(table: string, machine: readonly string[]): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  const facts = machine.map((line) => `- ${line}`).join('\n');
  const parts = ['# Benchmarks', `\`npm run bench\` on ${day}:`, facts, table, ABOUT];
  writeFileSync(REPORT, await format(parts.join('\n\n')));
}

/** Leaves the other rows as they are. */
async function replaceRows(rows: readonly Row[]): Promise<void> {
  const before = rowsIn(tableIn(readFileSync(REPORT, 'utf8')));
  const after = await drawTable(before.map((old) => rows.find(({ figure }) => figure === old.figure) ?? old));
  replaceTable(after);
}
