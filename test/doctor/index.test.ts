import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { conclude, doctor } from '../../src/doctor/index.ts';
import { listenLocally } from '../relay/local-server.ts';

/** The command, of which no board is at the end of the port that it is given. */

const before = process.env['BUTTON_CONFIG'];
const PORT = join(tmpdir(), 'no-such-port');
let letGo: (() => void)[] = [];
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-doctor-'));
  process.env['BUTTON_CONFIG'] = join(folder, 'button.json');
  letGo = [];
  const { setTimeout: real } = globalThis;
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms: number) => {
    const timer = real(ms === 2000 ? () => undefined : run, ms);
    if (ms === 2000) letGo.push(run);
    return timer;
  }) as typeof setTimeout);
});
afterEach(() => {
  jest.restoreAllMocks();
  if (before === undefined) Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
  else process.env['BUTTON_CONFIG'] = before;
});

describe('the doctor', () => {
  test('prints each finding as it comes and the report at the end, and fails with what is to mend', async () => {
    const chat = await listenLocally(createServer());
    const own = { wifi: { ssid: 'office' }, webhook: `http://127.0.0.1:${chat.port}/x` };
    writeFileSync(join(folder, 'button.json'), JSON.stringify(own));
    const said: string[] = [];
    const ran = doctor({ port: PORT, report: true, print: (text) => said.push(text) });
    await expect(ran).rejects.toMatchObject({ exit: 'unwell', message: 'To mend: Port.' });
    await chat.close();
    expect(said[0]).toMatch(/^! Configuration: /);
    expect(said).toContainEqual(expect.stringMatching(/^✖ Port: .*no such port/));
    expect(said).toContainEqual('– Practice: not tried: "Espruino" comes first.');
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const [head, ...rows] = said.at(-1)?.trimStart().split('\n') ?? [];
    expect(head).toBe(
      `deploy-button ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    );
    expect(rows).toHaveLength(said.length - 1);
    expect(rows).toContainEqual('✖  Port  failure=portMissing');
    // A driver that is stuck does not keep it.
    const exit = jest.spyOn(process, 'exit').mockImplementation((() => undefined) as () => never);
    expect(letGo).toHaveLength(1);
    letGo[0]?.();
    expect(exit).toHaveBeenCalledWith();
  });

  test('prints no report where none is wanted', async () => {
    writeFileSync(join(folder, 'button.json'), '{');
    const said: string[] = [];
    const ran = doctor({ port: PORT, report: false, print: (text) => said.push(text) });
    await expect(ran).rejects.toMatchObject({ exit: 'unwell', message: 'To mend: Configuration, Port.' });
    expect(said.at(-1)).toMatch(/^– Practice: /);
  });

  test('is stopped by Ctrl-C, tries nothing more, and lets go all the same', async () => {
    const said: string[] = [];
    const ran = doctor({
      port: PORT,
      report: true,
      print: (text) => {
        said.push(text);
        process.emit('SIGINT', 'SIGINT');
      },
    });
    await expect(ran).rejects.toMatchObject({ exit: 'interrupted' });
    expect([said.length, letGo.length]).toEqual([1, 1]);
  });
});

test('nothing to mend is no failure', () => {
  expect(() => {
    conclude([{ name: 'One', verdict: 'note', detail: '' }]);
  }).not.toThrow();
});
