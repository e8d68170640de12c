import type { Scene } from './story.ts';

/** What is on the screen because the chain has stand-ins in it, and what differs from board to board. */
const OF_STAND_INS = [
  /^warning: "webhook": on the board "127\.0\.0\.1"/,
  /^Removing what would run beside the script: \.boot0$/,
  /^ {2}\| ( {2}"|\s*\}$)/,
];

/** @returns docs/first-day.md, before it is formatted */
export function firstDayPage(scenes: readonly Scene[]): string {
  return [
    '# The first day, as it goes',
    '`npm run first-day` goes through it in an empty folder, with a chip whose flash is blank at the end of a serial line, a user at a ' +
      'terminal, and a chat; the commands are the real ones. With `ESPRUINO` naming a Linux build of Espruino that runs what is ' +
      'uploaded, without it the virtual board. `npm run first-day -- --write` writes this page, and leaves out what only the ' +
      'stand-ins say. A Feather HUZZAH enters its bootloader by itself; this chip has to be helped.',
    ...scenes.flatMap(({ title, command, sees }) => [
      `## ${title}`,
      ['```text', ...(command === undefined ? [] : [`$ ${command}`]), ...trimmed(sees), '```'].join('\n'),
    ]),
  ].join('\n\n');
}

function trimmed(lines: readonly string[]): string[] {
  const kept = lines.filter((line) => !OF_STAND_INS.some((pattern) => pattern.test(line)));
  return kept.slice(
    kept.findIndex((line) => line !== ''),
    kept.findLastIndex((line) => line !== '') + 1,
  );
}
