import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { sourcesKey } from '../../src/build/modules.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { bundleMain, foreignFirmware } from './foreign-firmware.ts';

const { config } = checkConfig({ wifi: { ssid: 'net' }, webhook: 'http://chat.lan/hook' }, 'file');

describe('what the compiler says of the firmware', () => {
  test('ends the build, with its place', async () => {
    await expect(bundleMain('const pin: number = "4";\nconsole.log(pin);', config)).rejects.toThrow(
      /rollup warns:\n {2}\[plugin compiled-firmware\] src\/firmware\/main\.ts:1:7 TS2322: Type 'string' is not assignable/,
    );
  });

  test('is said again of the same sources: only those without a fault are remembered', async () => {
    const main = 'const wrong: string = 4;\nconsole.log(wrong);';
    await expect(bundleMain(main, config)).rejects.toThrow('TS2322');
    await expect(bundleMain(main, config)).rejects.toThrow('TS2322');
  });

  test('is asked anew after an edit, and the script is that of the edit', async () => {
    const scriptOf = async (text: string) => (await bundleMain(`console.log('${text}');`, config)).script;
    const one = await scriptOf('one');
    const other = await scriptOf('other');
    const again = await scriptOf('one');
    expect(one).toContain('one');
    expect(other).toContain('other');
    expect(again).toBe(one);
  });
});

test('a module that is not there ends the build', async () => {
  await expect(bundleMain("import './nowhere.ts';\nconsole.log(1);", config)).rejects.toMatchObject({
    exit: 'build',
    message: expect.stringContaining('nowhere'),
  });
});

test('what the modules are made from makes another key', () => {
  const home = process.cwd();
  const folder = foreignFirmware('console.log(1);');
  process.chdir(folder);
  try {
    const keys = [sourcesKey()];
    const change = (act: () => void): void => {
      act();
      keys.push(sourcesKey());
    };
    change(() => {
      writeFileSync('src/firmware/main.ts', 'console.log(2);');
    });
    change(() => {
      renameSync('src/firmware/main.ts', 'src/firmware/other.ts');
    });
    change(() => {
      mkdirSync('src/firmware/deep');
      writeFileSync('src/firmware/deep/more.ts', '');
    });
    change(() => {
      writeFileSync('src/firmware/tsconfig.json', '{}');
    });
    change(() => {
      writeFileSync('src/tsconfig.base.json', '{}');
    });
    expect(new Set(keys).size).toBe(keys.length);
    writeFileSync('src/firmware/notes.md', 'Nothing that is compiled.');
    expect(sourcesKey()).toBe(keys.at(-1));
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  }
});
