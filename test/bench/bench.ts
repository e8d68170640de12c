import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ESPRUINO } from '../espruino/interpreter.ts';
import { findChromium } from '../simulator/page/chromium.ts';
import { ABOUT } from './about.ts';
import { realLatency, virtualLatency } from './latency.ts';
import { describeMachine, loadAverage } from './machine.ts';
import { memory } from './memory.ts';
import { original } from './original.ts';
import { page } from './page.ts';
import { processor } from './processor.ts';
import { relayLoad } from './relay-load.ts';
import { measureSection, type Means, type Row, type Section } from './section.ts';
import { size } from './size.ts';
import { drawTable, format, README, replaceTable, REPORT, rowsIn, tableIn } from './table.ts';
import { upload } from './upload.ts';

/**
 * `npm run bench`: measures everything and writes it to docs/benchmarks.md and into README.md. With names of sections it
 * measures these alone and writes nothing, but for the script's size: that is the same on every machine and at any time.
 */
const SECTIONS: readonly Section[] = [
  size,
  memory,
  realLatency,
  virtualLatency,
  processor,
  upload,
  relayLoad,
  page,
  original,
];

const { values, positionals } = parseArgs({
  options: { smashes: { type: 'string', default: '10000' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !SECTIONS.some((section) => section.name === name));
if (unknown.length > 0 || !/^[1-9]\d*$/.test(values.smashes)) {
  const names = SECTIONS.map(({ name }) => name).join('|');
  process.stderr.write(`npm run bench -- [--smashes 10000] [${names}]...\n`);
  process.exit(5);
}
const means: Means = {
  espruino: ESPRUINO === '' ? undefined : ESPRUINO,
  chromium: findChromium(),
  smashes: Number(values.smashes),
};
const loadBefore = loadAverage();
const rows: Row[] = [];
for (const section of SECTIONS) {
  if (positionals.length > 0 && !positionals.includes(section.name)) continue;
  process.stderr.write(`${section.about}...\n`);
  const measured = await measureSection(section, means);
  for (const { figure, direct = '', relay = '' } of measured) {
    process.stderr.write(`  ${figure}: ${[direct, relay].join(' | ')}\n`);
  }
  rows.push(...measured);
}
const table = await drawTable(rows);
process.stdout.write(`${table}\n`);
if (positionals.length === 0) {
  const machine = (await describeMachine(means, loadBefore)).map((line) => `- ${line}`);
  const day = new Date().toISOString().slice(0, 10);
  const text = ['# Benchmarks', `\`npm run bench\` on ${day}:`, machine.join('\n'), table, ABOUT].join(
    '\n\n',
  );
  writeFileSync(REPORT, await format(text));
  replaceTable(README, table);
} else if (positionals.every((name) => name === size.name)) {
  const before = rowsIn(tableIn(readFileSync(REPORT, 'utf8')));
  const after = await drawTable(before.map((old) => rows.find(({ figure }) => figure === old.figure) ?? old));
  replaceTable(REPORT, after);
  replaceTable(README, after);
}
