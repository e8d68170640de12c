import type { Explained } from '../survivors.ts';

export const FIRST_DAY: readonly Explained[] = [
  {
    file: 'src/manual.ts',
    from: "const bare = (text: string): string => text.replace(/^-+/, '').toLowerCase();",
    to: "const bare = (text: string): string => text.replace(/^-+/, '').toUpperCase();",
    why: 'Two texts in capitals differ by as much as in small letters.',
  },
  {
    file: 'src/own-addresses.ts',
    from: '.flatMap(([name, entries = []]) =>',
    to: '.flatMap(([name, entries = ["Stryker was here"]]) =>',
    why: 'A text is no address of a network, and is left out.',
  },
  {
    file: 'src/doctor/examination.ts',
    from: "run: () => checkEspruino(board(), this.#known.script ?? ''),",
    to: 'run: () => checkEspruino(board(), this.#known.script ?? "Stryker was here!"),',
    why: 'What is so short fits on every board, and needs no module.',
  },
  {
    file: 'src/doctor/index.ts',
    from: "const file = readFileSync(new URL('package.json', ROOT), 'utf8');",
    to: 'const file = readFileSync(new URL(\'package.json\', ROOT), "");',
    why: 'What is read without an encoding becomes the same text.',
  },
  {
    file: 'src/doctor/keys.ts',
    from: 'for (let isDown = false; performance.now() < endMs;) {',
    to: 'for (let isDown = false; performance.now() <= endMs;) {',
    why: 'The clock never stands at that very end.',
  },
  {
    file: 'src/setup/questions.ts',
    from: "const [alert = ''] = DEFAULT_MESSAGES;",
    to: 'const [alert = "Stryker was here!"] = DEFAULT_MESSAGES;',
    why: 'There is a first of them; the other text is there for the type check.',
  },
  {
    file: 'src/setup/questions.ts',
    from: 'if (webhookUrl !== undefined && recipe === before) {',
    to: 'if (true && recipe === before) {',
    why: 'Without a webhook there is no recipe before; it is asked for the type check.',
  },
  {
    file: 'src/setup/questions.ts',
    from: 'const isOurs = command !== undefined && isSame(recipe.messages(written, command), messages);',
    to: 'const isOurs = true && isSame(recipe.messages(written, command), messages);',
    why: 'Messages without a command are not those of any recipe.',
  },
  {
    file: 'src/setup/questions.ts',
    from: "const ELSEWHERE = 'elsewhere';",
    to: 'const ELSEWHERE = "";',
    why: 'Any text will do that is no URL.',
  },
  {
    file: 'src/setup/today.ts',
    from: "return existsSync(file) ? readJson(file, '').json : {};",
    to: 'return existsSync(file) ? readJson(file, "Stryker was here!").json : {};',
    why: 'That is for a file that is missing, and this one is there.',
  },
  {
    file: 'src/setup/terminal-asker.ts',
    from: '...(today !== undefined && { initialValue: today }),',
    to: '...(true && { initialValue: today }),',
    why: 'The library takes undefined for none, as its types do not.',
  },
  {
    file: 'src/setup/terminal-asker.ts',
    from: '...(hint !== undefined && { hint }),',
    to: '...(true && { hint }),',
    why: 'The library takes undefined for none, as its types do not.',
  },
  {
    file: 'src/setup/terminal-asker.ts',
    from: "if (choice === undefined) throw new Error('Nothing was chosen.');",
    to: "if (false) throw new Error('Nothing was chosen.');",
    why: 'The library chooses among what it was given; it is asked for the type check.',
  },
  {
    file: 'src/question.ts',
    from: "} catch {\n    process.stdout.write('\\n');\n    return undefined;\n  } finally {",
    to: '} catch {} finally {',
    why: 'Node 20 goes to the next line by itself, and its caller gets undefined either way.',
  },
  {
    file: 'src/question.ts',
    from: "process.stdout.write('\\n');",
    to: 'process.stdout.write("");',
    why: 'Node 20 goes to the next line by itself; a newer one may not.',
  },
];
