import { expect, test } from '@jest/globals';
import { webSerialOf } from '../../../src/usb/protocol/web-serial.ts';
import { MemoryLine } from '../stand-in/memory-line.ts';

async function opened() {
  const line = new MemoryLine();
  const received: string[] = [];
  line.onData((bytes) => received.push(bytes.toString('latin1')));
  const port = webSerialOf(await line.open(line.path));
  const reader = port.readable?.getReader();
  const writer = port.writable?.getWriter();
  if (reader === undefined || writer === undefined) throw new Error('It is not open.');
  const next = async (): Promise<string> => Buffer.from((await reader.read()).value ?? []).toString('latin1');
  return { line, received, port, next, writer };
}

test('what is sent and what comes in passes as it is', async () => {
  const { line, received, next, writer } = await opened();
  await writer.write(Uint8Array.of(0, 0xc0, 0xff));
  expect(received).toEqual(['\0\xc0\xff']);
  line.write(Buffer.of(0xdb, 1));
  line.write(Buffer.of(2));
  expect([await next(), await next()]).toEqual(['\xdb\x01', '\x02']);
});

test('at its end who waits gets what is no frame, and then nothing more comes or goes', async () => {
  const { line, received, port, next, writer } = await opened();
  const waited = next();
  port.end();
  expect(await waited).toBe('\xdb\0');
  line.write(Buffer.from('late'));
  let more: string | undefined;
  void next().then((bytes) => (more = bytes));
  await expect(writer.write(Uint8Array.of(1))).rejects.toThrow('The link has ended.');
  expect([received, more]).toEqual([[], undefined]);
});
