import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { readJson } from '../config/files/json-file.ts';
import { checkConfig, CONFIG_FILE, LOCAL_CONFIG_FILE, mergeFiles } from '../config/files/load.ts';
import { editedLocal, writeLocal } from '../config/files/local-file.ts';
import { Failure } from '../failure.ts';
import type { OwnAddress } from '../own-addresses.ts';
import type { Asker } from './asker.ts';
import { askAll } from './questions.ts';
import { readToday } from './today.ts';

/**
 * Asks what the button needs and writes it into the local file, whole and at the end: who stops before has changed nothing.
 * @param addresses this machine's own
 * @returns what to do next, a line each
 * @throws Failure 'interrupted', or 'config' where a file can't be read, or what is written elsewhere in it is wrong
 */
export async function setUp(
  folder: string,
  asker: Asker,
  addresses: readonly OwnAddress[],
): Promise<string[]> {
  const shared = readJson(join(folder, CONFIG_FILE), 'Copy the one from the repository.').json;
  const { edits, relayUrl } = await askAll(asker, readToday(folder), addresses);
  const text = editedLocal(folder, edits);
  const { config, warnings } = check(shared, text);
  if (!(await asker.confirm(`Write this into ${LOCAL_CONFIG_FILE}?`))) {
    throw new Failure('interrupted', 'Nothing was written.');
  }
  writeLocal(folder, text);
  return [
    ...warnings.map((warning) => `warning: ${warning}`),
    `Written into ${LOCAL_CONFIG_FILE}, which git ignores and only you can read.`,
    ...nextSteps(relayUrl, addresses, 'body' in config.practice),
  ];
}

/** Before anything is written: other keys than those that were asked for may be wrong. */
function check(shared: ReturnType<typeof readJson>['json'], text: string) {
  const local = parse(text) as typeof shared;
  const where = `${CONFIG_FILE} and ${LOCAL_CONFIG_FILE}`;
  return checkConfig(mergeFiles(shared, local), where);
}

/** @param practises whether a practice is safe */
function nextSteps(
  relayUrl: string | undefined,
  addresses: readonly OwnAddress[],
  practises: boolean,
): string[] {
  const board = [
    '  npm run flash     puts Espruino on a board that has none yet',
    ...(practises
      ? [
          '  npm run upload -- --practice',
          '                    puts the button on the board, for practice: a smash deploys nothing',
          '  npm run upload    puts the real button on it',
        ]
      : ['  npm run upload    puts the button on the board']),
  ];
  if (relayUrl === undefined) return ['Next:', ...board];
  const isHere = addresses.some(({ address }) => address === new URL(relayUrl).hostname);
  const relay = isHere
    ? 'npm run relay     starts the relay, and stays: use another terminal'
    : `npm run relay     on the machine at ${new URL(relayUrl).hostname}, with a copy of ${LOCAL_CONFIG_FILE}`;
  return ['Next:', `  ${relay}`, ...board];
}

/** @returns which keys to write into which file, for who has no terminal to be asked at */
export function howToWrite(): string {
  return [
    `This asks at a terminal, and there is none. Write these keys into "${LOCAL_CONFIG_FILE}" yourself (mode 600):`,
    '  "wifi": {"ssid": ..., "password": ...}   no "password" for an open network',
    '  "webhook": ...                           docs/recipes.md has that and "messages" of each service',
    '  "messages": [...]',
    '  "relay": {"url": ..., "secret": ...}     for an https:// webhook; `npm run relay` makes it',
  ].join('\n');
}
