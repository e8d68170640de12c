import { expect, test } from '@jest/globals';
import { Report } from '../../../src/usb/commands/report.ts';

function report(isTTY: boolean) {
  const written: string[] = [];
  const output = { isTTY, write: (text: string | Uint8Array) => written.push(String(text)) };
  return { report: new Report(output), written };
}

test('what is told may be of the system or of a file: a terminal is shown it, and obeys none of it', () => {
  const { report: told, written } = report(false);
  told.line('no port "\x1b]0;x\x07"\n\twhy: \x9b2J\r\u202e');
  told.board('\x1bc');
  expect(written).toEqual(['no port "\\x1b]0;x\\x07"\n\twhy: \\x9b2J\\x0d\\u202e\n', '  | \\x1bc\n']);
});

test('a progress is drawn on a terminal alone, and what is told next begins on a line of its own', () => {
  const { report: drawn, written } = report(true);
  drawn.progress('Sending', 1, 2);
  drawn.progress('Sending', 2, 2);
  drawn.line('Sent');
  drawn.end();
  expect(written).toEqual([
    `\rSending [${'#'.repeat(15)}${'.'.repeat(15)}]  50 %`,
    `\rSending [${'#'.repeat(30)}] 100 %`,
    '\n',
    'Sent\n',
  ]);
  const { report: silent, written: nothing } = report(false);
  silent.progress('Sending', 1, 2);
  silent.end();
  expect(nothing).toEqual([]);
});
