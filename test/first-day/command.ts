import { writeFileSync } from 'node:fs';
import prettier from 'prettier';
import { options, runCommand, say } from '../../src/command-line.ts';
import type { Manual } from '../../src/manual.ts';
import { firstDayPage } from './page.ts';
import { firstDay } from './story.ts';

const FILE = 'docs/first-day.md';

const MANUAL = {
  call: 'npm run first-day',
  about:
    'Goes through the first day with a blank chip on a serial line: setup, flash, upload, a smash for practice and a real one.',
  options: { write: { type: 'boolean', default: false, about: `writes what is seen into ${FILE}` } },
  examples: [
    ['', 'on the virtual board; with ESPRUINO=PATH on that build of the interpreter'],
    ['--write', `the same, into ${FILE}`],
  ],
} as const satisfies Manual;

await runCommand(async () => {
  const { write } = options(process.argv.slice(2), MANUAL);
  const page = firstDayPage(await firstDay(process.env['ESPRUINO'] ?? ''));
  if (!write) {
    say(page);
    return;
  }
  const style = await prettier.resolveConfig(FILE);
  writeFileSync(FILE, await prettier.format(page, { ...style, filepath: FILE }));
});
