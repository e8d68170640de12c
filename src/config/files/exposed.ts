import { spawnSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { EXAMPLE_HOST, EXAMPLE_PASSWORD } from './example.ts';
import { isObject, readJson, shown, type Json } from './json-file.ts';
import { LOCAL_CONFIG_FILE } from './load.ts';

/**
 * @param files of the configuration, which can be read
 * @returns a sentence for each file that holds a secret of the user's and that git would take
 */
export function exposureWarnings(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const keys = secretKeys(readJson(file, '').json).map((key) => `"${key}"`);
    if (keys.length === 0 || !gitTakes(file)) return [];
    const mend =
      basename(file) === LOCAL_CONFIG_FILE
        ? 'Put its name into ".gitignore".'
        : `Put such values into "${LOCAL_CONFIG_FILE}", or its name into ".gitignore".`;
    return [`"${shown(file)}" holds ${keys.join(', ')}, and git would take it. ${mend}`];
  });
}

/** Whoever has one of these can join, post or deploy. The example's values are nobody's. */
function secretKeys({ wifi, webhook, relay }: Json): string[] {
  const password = isObject(wifi) ? wifi['password'] : undefined;
  const url = isObject(webhook) ? webhook['url'] : webhook;
  return [
    ...(typeof password === 'string' && password !== EXAMPLE_PASSWORD ? ['wifi.password'] : []),
    ...(typeof url === 'string' && !url.includes(`//${EXAMPLE_HOST}/`) ? ['webhook'] : []),
    ...(isObject(relay) && typeof relay['secret'] === 'string' ? ['relay.secret'] : []),
  ];
}

/** Whether the file is in a work tree of git and not ignored. Where there is no git, nothing is taken. */
function gitTakes(file: string): boolean {
  const { status } = spawnSync('git', ['check-ignore', '--quiet', '--', basename(file)], {
    cwd: dirname(file),
  });
  // 0 is ignored, 1 is not, 128 is no work tree (git-check-ignore's "Exit status").
  return status === 1;
}
