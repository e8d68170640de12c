import { readdirSync } from 'node:fs';
import { expect, jest, test } from '@jest/globals';
import { run } from '../../src/commands/setup.ts';
import { howToWrite } from '../../src/setup/set-up.ts';
import { surroundings } from './around.ts';

/** Where nobody can be asked; at a terminal it is run in test/setup/terminal-asker.test.ts. */

const around = surroundings();

test('where the file would not be read nothing is asked', async () => {
  await expect(run([])).rejects.toMatchObject({
    exit: 'usage',
    message: expect.stringMatching(/^BUTTON_CONFIG names ".*button\.json".*Unset it\.$/),
  });
  expect(readdirSync(around.folder)).toEqual([]);
});

test.each([
  [false, false],
  [true, false],
  [false, true],
])('without a terminal on both sides (%s, %s) it tells what to write where', async (isInput, isOutput) => {
  Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
  const was = [process.stdin.isTTY, process.stdout.isTTY] as const;
  [process.stdin.isTTY, process.stdout.isTTY] = [isInput, isOutput];
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await expect(run([])).rejects.toMatchObject({ exit: 'usage', message: howToWrite() });
    expect(written).not.toHaveBeenCalled();
  } finally {
    written.mockRestore();
    [process.stdin.isTTY, process.stdout.isTTY] = was;
  }
});
