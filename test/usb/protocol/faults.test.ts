import { describe, expect, test } from '@jest/globals';
import type { ExitName, Failure } from '../../../src/failure.ts';
import { faults, type Heard } from '../../../src/usb/protocol/faults.ts';
import { flashFaults } from '../../../src/usb/protocol/flash-faults.ts';

const PORT = '/dev/ttyUSB0';
const CAUSE = new Error('the cause');
const GET_IT = 'Get the newest `espruino_…_esp8266_4mb.tgz` from https://www.espruino.com/Download';

/** Each with its exit code, what of the case is in its sentence, and the mend. */
const FAULTS: readonly (readonly [Failure, ExitName, string, string])[] = [
  [faults.noPort(''), 'noPort', 'No board found on USB. ', 'a cable that carries data (many only charge)'],
  [
    faults.noPort(''),
    'noPort',
    '/dev/ttyUSB0',
    '/dev/cu.SLAB_USBtoUART or /dev/cu.usbserial-0001 on macOS, COM3',
  ],
  [faults.noPort('  COM7'), 'noPort', '\nOther ports:\n  COM7', '`-- --port PORT`'],
  [faults.severalPorts(PORT, '  the table'), 'severalPorts', '\n  the table', `\`-- --port ${PORT}\``],
  [faults.portMissing(PORT), 'portMissing', `"${PORT}"`, '`npm run ports` lists'],
  [faults.portDenied(PORT, CAUSE), 'portDenied', `"${PORT}"`, '`sudo usermod -aG dialout $USER`'],
  [faults.portBusy(PORT, CAUSE), 'portBusy', `"${PORT}"`, 'Close the other program'],
  [
    faults.portUnusable(PORT, CAUSE),
    'portUnusable',
    `"${PORT}" did not open`,
    ': the cause. `npm run ports`',
  ],
  [faults.portUnusable(PORT, 1), 'portUnusable', ': no reason given. ', '`npm run ports` lists'],
  [faults.noAnswer(PORT, 'nothing'), 'noAnswer', `"${PORT}"`, '`npm run flash`'],
  [faults.answersNoMore(PORT), 'noAnswer', `"${PORT}"`, 'Press RESET on it'],
  [faults.wrongBoard(PORT, 'PUCKJS'), 'wrongBoard', '"PUCKJS"', '`--port`'],
  [
    faults.firmwareTooOld('2v19', '2v20'),
    'firmwareTooOld',
    '"2v19" is too old',
    '2v20 or newer. Put the newest one on: `npm run flash`',
  ],
  [faults.moduleMissing(['Wifi', 'http']), 'moduleMissing', 'lacks "Wifi", "http",', '`npm run flash`'],
  [
    faults.scriptTooLarge(9, 8),
    'scriptTooLarge',
    'takes 9 bytes, and the board has room for 8',
    '`npm run flash`',
  ],
  [
    faults.writeRefused(),
    'writeRefused',
    'refused',
    'Press RESET and upload again; if it stays so, put Espruino on anew: `npm run flash`',
  ],
  [faults.connectionLost(PORT, CAUSE), 'connectionLost', `"${PORT}"`, 'Check the cable'],
  [faults.verifyFailed(), 'verifyFailed', 'is not what was sent', 'Upload again'],
  [faults.scriptFailed('Uncaught x'), 'scriptFailed', 'Uncaught x', 'is on the board but fails'],
  [faults.deadline(60_000), 'deadline', 'after 60 s', 'Press RESET'],
  [faults.interrupted(), 'interrupted', 'Stopped', 'Ctrl-C'],
  [
    flashFaults.noFile(['/a', '/b']),
    'firmwareMissing',
    'in "/a" or "/b". ',
    `${GET_IT} and name it behind the command: \`npm run flash -- FILE\`.`,
  ],
  [flashFaults.noSuchFile('/a.tgz'), 'firmwareMissing', '"/a.tgz": there is no such file', GET_IT],
  [
    flashFaults.unusable('/a.tgz', 'it is a zip', CAUSE),
    'firmwareUnusable',
    '"/a.tgz" is not what the board needs: it is a zip. ',
    GET_IT,
  ],
  [flashFaults.noBootloader(PORT), 'noBootloader', `"${PORT}"`, 'Hold its button FLASH, BOOT or GPIO0'],
  [
    flashFaults.noBootloader(PORT),
    'noBootloader',
    'join pin 0 to GND',
    'RESET for a moment, then let go. Then run it again.',
  ],
  [flashFaults.wrongChip(PORT), 'wrongChip', `"${PORT}"`, '`-- --port <port>`'],
  [flashFaults.wrongFlash(PORT, 0x40ef), 'wrongChip', '0x0040ef', 'An ESP8266 with 4 MB'],
  [flashFaults.notWritten(PORT, CAUSE), 'flashFailed', `"${PORT}"`, 'Try another cable'],
  [flashFaults.silent(PORT), 'firmwareSilent', `"${PORT}"`, '`npm run monitor`'],
];

test.each(FAULTS.map(([failure, exit, ...says]) => [failure.message, failure, exit, says] as const))(
  '%s',
  (message, failure, exit, says) => {
    expect(failure.exit).toBe(exit);
    for (const each of says) expect(message).toContain(each);
  },
);

test('what has a cause keeps it', () => {
  const failures = [
    faults.portDenied(PORT, CAUSE),
    faults.portBusy(PORT, CAUSE),
    faults.portUnusable(PORT, CAUSE),
    faults.connectionLost(PORT, CAUSE),
    flashFaults.unusable(PORT, '', CAUSE),
    flashFaults.notWritten(PORT, CAUSE),
  ];
  for (const { cause } of failures) expect(cause).toBe(CAUSE);
});

test('no port among none is followed by no table', () => {
  expect(faults.noPort('').message).not.toContain('Other ports');
});

describe('what came back where no Espruino answers', () => {
  test.each<[Heard, string]>([
    ['nothing', 'Nothing came back: press RESET on the board and try again.'],
    ['noise', 'What came back is no text'],
    ['lua', "What answers is NodeMCU's Lua."],
    ['micropython', 'What answers is MicroPython.'],
    ['at', 'What answers is the AT firmware'],
    ['text', 'or from a script that restarts the board over and over.'],
  ])('%s', (heard, says) => {
    expect(faults.noAnswer(PORT, heard).message).toContain(says);
  });
});
