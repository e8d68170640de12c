import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, jest } from '@jest/globals';

/** The values of the configuration that comes with the project. */
export const EXAMPLE = {
  wifi: { ssid: 'your-wifi', password: 'your-wifi-password' },
  webhook: 'http://chat.example.com/hooks/x',
};

/** What a command has around it: a folder with a configuration that is named to it, and somebody who hears what it says. */
export interface Around {
  readonly folder: string;
  /** What was said on standard output, and aside. */
  readonly said: readonly string[];
  readonly aside: readonly string[];
  /** Writes the configuration. */
  configure(json: unknown): void;
}

/** Before each test of a file anew. */
export function surroundings(): Around {
  let said: string[];
  let aside: string[];
  const before = process.env['BUTTON_CONFIG'];
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'button-commands-'));
    process.env['BUTTON_CONFIG'] = join(folder, 'button.json');
    const [out, error]: [string[], string[]] = ([said, aside] = [[], []]);
    jest.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
    jest.spyOn(console, 'error').mockImplementation((line: string) => void error.push(line));
  });
  afterEach(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
    else process.env['BUTTON_CONFIG'] = before;
    rmSync(folder, { recursive: true });
    jest.restoreAllMocks();
  });
  return {
    get folder() {
      return folder;
    },
    get said() {
      return said;
    },
    get aside() {
      return aside;
    },
    configure(json) {
      writeFileSync(join(folder, 'button.json'), JSON.stringify(json));
    },
  };
}
