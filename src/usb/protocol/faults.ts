import { Failure } from '../../failure.ts';

/** What came back from a port where no Espruino answered. */
export type Heard = 'nothing' | 'noise' | 'text' | 'lua' | 'micropython' | 'at';

const HEARD: Readonly<Record<Heard, string>> = {
  nothing: 'Nothing came back: press RESET on the board and try again.',
  noise: 'What came back is no text: something there speaks at another baud rate, or it is not Espruino.',
  lua: "What answers is NodeMCU's Lua.",
  micropython: 'What answers is MicroPython.',
  at: 'What answers is the AT firmware that many of these boards come with.',
  text: 'What came back is text, but not from Espruino, or from a script that restarts the board over and over.',
};

const FIRMWARE = '`npm run flash`.';

/** What to try where no board is seen. */
export const TRY =
  'Plug it in with a cable that carries data (many only charge), without a hub. A driver for its chip may be missing: CP2104 ' +
  '(Silicon Labs, on the Feather HUZZAH) or CH340 (WCH); Linux has both. Or name its port behind the command, `-- --port PORT`: ' +
  '/dev/ttyUSB0 or /dev/ttyACM0 on Linux, /dev/cu.SLAB_USBtoUART or /dev/cu.usbserial-0001 on macOS, COM3 or higher on Windows.';

/** Everything that can go wrong on the way to the board: one exit code and one sentence each. */
export const faults = {
  /** @param others what is there besides, as a table */
  noPort: (others: string) =>
    new Failure('noPort', `No board found on USB. ${TRY}${others === '' ? '' : `\nOther ports:\n${others}`}`),
  /** @param boards as a table, whose first path stands as the example */
  severalPorts: (example: string, boards: string) =>
    new Failure(
      'severalPorts',
      `More than one board is plugged in. Name the port of yours behind the command: \`-- --port ${example}\`.\n${boards}`,
    ),
  portMissing: (path: string) =>
    new Failure(
      'portMissing',
      `"${path}": there is no such port. Plug the board in; \`npm run ports\` lists the ports.`,
    ),
  portDenied: (path: string, cause: unknown) =>
    new Failure(
      'portDenied',
      `"${path}": no permission to open it. On Linux, join the group that owns it, then log out and in again: ` +
        '`sudo usermod -aG dialout $USER` (on Arch the group is `uucp`).',
      { cause },
    ),
  portBusy: (path: string, cause: unknown) =>
    new Failure(
      'portBusy',
      `"${path}" is in use. Close the other program that has it open (\`npm run monitor\`, the Web IDE, a terminal).`,
      { cause },
    ),
  portUnusable: (path: string, cause: unknown) =>
    new Failure(
      'portUnusable',
      `"${path}" did not open as a serial port: ${cause instanceof Error ? cause.message : 'no reason given'}. ` +
        '`npm run ports` lists the serial ports.',
      { cause },
    ),
  noAnswer: (path: string, heard: Heard) =>
    new Failure(
      'noAnswer',
      `"${path}": no Espruino answers. ${HEARD[heard]} To put Espruino on the board: ${FIRMWARE}`,
    ),
  answersNoMore: (path: string) =>
    new Failure(
      'noAnswer',
      `"${path}": the board answered before, and now it doesn't. Press RESET on it and try again.`,
    ),
  wrongBoard: (path: string, board: string) =>
    new Failure(
      'wrongBoard',
      `"${path}" is a "${board}", and the button runs on an ESP8266. Name the right port with \`--port\`.`,
    ),
  firmwareTooOld: (version: string, needed: string) =>
    new Failure(
      'firmwareTooOld',
      `Espruino "${version}" is too old for the button, which needs ${needed} or newer. Put the newest one on: ${FIRMWARE}`,
    ),
  moduleMissing: (modules: readonly string[]) =>
    new Failure(
      'moduleMissing',
      `This build of Espruino lacks ${modules.map((name) => `"${name}"`).join(', ')}, which the button needs. ` +
        `Put the build "ESP8266_4MB" on the board: ${FIRMWARE}`,
    ),
  scriptTooLarge: (bytes: number, room: number) =>
    new Failure(
      'scriptTooLarge',
      `The script takes ${bytes} bytes, and the board has room for ${room}. Shorten the messages; if another build ` +
        'than "ESP8266_4MB" is on the board, put that one on: ' +
        FIRMWARE,
    ),
  writeRefused: () =>
    new Failure(
      'writeRefused',
      'The board refused to write the script to its flash. Press RESET and upload again; if it stays so, ' +
        `put Espruino on anew: ${FIRMWARE}`,
    ),
  connectionLost: (path: string, cause?: unknown) =>
    new Failure(
      'connectionLost',
      `"${path}": the connection was lost. Check the cable and the plug, then try again.`,
      { cause },
    ),
  verifyFailed: () =>
    new Failure(
      'verifyFailed',
      'What the board stored is not what was sent. Upload again; if it stays so, try another cable or USB port.',
    ),
  scriptFailed: (line: string) =>
    new Failure('scriptFailed', `The script is on the board but fails at its start: ${line}`),
  deadline: (limitMs: number) =>
    new Failure('deadline', `Not done after ${limitMs / 1000} s. Press RESET on the board and upload again.`),
  interrupted: () => new Failure('interrupted', 'Stopped with Ctrl-C.'),
};
