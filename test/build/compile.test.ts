import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { compiledFirmware } from '../../src/build/compile.ts';
import { foreignFirmware } from './foreign-firmware.ts';

const home = process.cwd();
let folder = '';

beforeEach(() => {
  folder = foreignFirmware(
    "import { text } from './text.js';\nconst said: string = text;\nconsole.log(said);\n",
  );
  process.chdir(folder);
  // As the process has it, where a temporary folder is a link.
  folder = process.cwd();
  writeFileSync('src/firmware/text.ts', "export const text = 'hello';\n");
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

/** What rollup calls of the plugin. */
interface Called {
  buildStart(this: { warn(fault: string): void }): Promise<void>;
  resolveId(source: string, importer: string | undefined): string | null;
  load(id: string): string | null;
}

async function compiled(): Promise<{ plugin: Called; faults: string[] }> {
  const plugin = compiledFirmware() as unknown as Called;
  const faults: string[] = [];
  await plugin.buildStart.call({ warn: (fault) => faults.push(fault) });
  return { plugin, faults };
}

const at = (name: string): string => join(folder, 'src/firmware', name);

test('each module is its JavaScript, by the path of its source; of anything else nothing is known', async () => {
  writeFileSync('src/firmware/a.js.ts', 'export const a = 1;\n');
  const { plugin, faults } = await compiled();
  expect(faults).toEqual([]);
  expect(plugin).toMatchObject({ name: 'compiled-firmware' });
  expect(plugin.load(at('a.js.ts'))).toMatch(/^export const a = 1;\n/);
  expect(plugin.load(at('text.ts'))).toMatch(/^export const text = 'hello';\n/);
  expect(plugin.load(at('main.ts'))).toContain("import { text } from './text.js';\nconst said = text;\n");
  expect(plugin.load(at('text.js'))).toBeNull();
  expect(plugin.load(resolve('elsewhere.ts'))).toBeNull();
});

test('what the compiler finds is told with its place, and a fault of the settings with none', async () => {
  writeFileSync('src/firmware/text.ts', '\nexport const text = 4;\n');
  writeFileSync('src/firmware/long.ts', '\n    export const wrong: { a: string } = { ...{ a: 4 } };\n');
  expect((await compiled()).faults).toEqual([
    expect.stringMatching(
      /^src\/firmware\/long\.ts:2:18 TS2322: .* '\{ a: string; \}'\.\s+Types of .* incompatible\. {5}Type/,
    ),
    "src/firmware/main.ts:2:7 TS2322: Type 'number' is not assignable to type 'string'.",
  ]);
  const settings = { extends: '../tsconfig.base.json', compilerOptions: { lib: ['no-such-lib'] } };
  writeFileSync('src/firmware/tsconfig.json', JSON.stringify(settings));
  expect((await compiled()).faults).toContainEqual(expect.stringMatching(/^TS6046: Argument for '--lib'/));
});

describe('where a module is found', () => {
  const plugin = compiledFirmware() as unknown as Called;

  test.each([
    ['./text.js', 'main.ts', 'text.ts'],
    ['./text.ts', 'main.ts', 'text.ts'],
    ['../js.js', 'deep/main.ts', 'js.ts'],
    ['./a.js.b', 'main.ts', 'a.js.b'],
  ])('%s of %s is %s', (source, importer, name) => {
    expect(plugin.resolveId(source, at(importer))).toBe(at(name));
  });

  test('is not said of a package, nor of what is imported by nobody', () => {
    expect(plugin.resolveId('button:constants', at('main.ts'))).toBeNull();
    expect(plugin.resolveId('./text.js', undefined)).toBeNull();
  });
});
