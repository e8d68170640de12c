import { mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Failure } from '../../../src/failure.ts';
import { openSerialLink, type SerialLink } from '../../../src/usb/protocol/serial-link.ts';
import { openPseudoTerminal, type Line } from '../stand-in/pseudo-terminal.ts';

let line: Line;
let folder: string;
/** Another name of the line, which can be taken away alone. */
let name: string;

beforeEach(() => {
  line = openPseudoTerminal();
  folder = mkdtempSync(join(tmpdir(), 'link-'));
  name = join(folder, 'ttyUSB0');
  symlinkSync(line.path, name);
});
afterEach(async () => {
  await line.unplug();
  rmSync(folder, { recursive: true });
});

const goneFrom = (link: SerialLink): Promise<Failure> =>
  new Promise((resolve) => {
    link.onGone(resolve);
  });

describe('a link', () => {
  test('carries every byte both ways', async () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const link = await openSerialLink(name);
    const [there, back] = [collect(line, 256), collect(link, 256)];
    await link.write(all);
    line.write(all);
    expect(await there).toEqual(all);
    expect(await back).toEqual(all);
    await link.close();
  });

  test('tells when the board is unplugged, and can be written to and closed all the same', async () => {
    const link = await openSerialLink(name);
    const gone = goneFrom(link);
    await line.unplug();
    expect((await gone).exit).toBe('connectionLost');
    await link.write(Buffer.from('x'));
    await link.close();
  });

  test('tells when the port is no longer there, even where serialport does not notice', async () => {
    const link = await openSerialLink(name);
    const gone = goneFrom(link);
    unlinkSync(name);
    expect((await gone).exit).toBe('connectionLost');
  });

  test('says nothing after it was closed, and lets others have the port', async () => {
    const link = await openSerialLink(name);
    let told = false;
    link.onGone(() => (told = true));
    await link.close();
    const next = await openSerialLink(name);
    await next.close();
    await line.unplug();
    expect(told).toBe(false);
  });
});

/** @returns the first `count` bytes that come in */
function collect(
  from: { onData(listener: (bytes: Uint8Array) => void): void },
  count: number,
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  return new Promise((resolve) => {
    from.onData((bytes) => {
      pieces.push(bytes);
      const all = Buffer.concat(pieces);
      if (all.length >= count) resolve(all);
    });
  });
}
