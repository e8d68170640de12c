/**
 * Every way a command can end, once. The table in docs/exit-codes.md is kept equal to this one by a test.
 * The numbers are part of the command line's interface: scripts branch on them, so they never change meaning.
 */
export const EXIT_CODES = {
  unexpected: { code: 1, meaning: 'a fault in this program' },
  config: { code: 2, meaning: 'the configuration is wrong' },
  build: { code: 3, meaning: 'the firmware could not be bundled for the board' },
  notDelivered: { code: 4, meaning: '`--smash`: the two messages were not both accepted' },
  usage: { code: 5, meaning: 'the command line was not understood' },
  pagePort: { code: 6, meaning: "the page's port could not be listened on" },
  nodeTooOld: { code: 7, meaning: 'Node is older than `engines` in package.json says' },
  noPort: { code: 20, meaning: 'upload, monitor, flash: no board was found on USB' },
  severalPorts: {
    code: 21,
    meaning: 'upload, monitor, flash: more than one board was found, and none was named',
  },
  portMissing: { code: 22, meaning: 'upload, monitor, flash: there is no port of that name' },
  portDenied: { code: 23, meaning: 'upload, monitor, flash: no permission to open the port' },
  portBusy: { code: 24, meaning: 'upload, monitor, flash: another program has the port open' },
  portUnusable: { code: 25, meaning: 'upload, monitor, flash: the port did not open as a serial port' },
  noAnswer: { code: 26, meaning: 'upload: no Espruino answers on the port' },
  wrongBoard: { code: 27, meaning: 'upload: the board is no ESP8266' },
  firmwareTooOld: { code: 28, meaning: 'upload, flash: the Espruino is too old' },
  moduleMissing: { code: 29, meaning: 'upload: the Espruino on the board lacks a module' },
  scriptTooLarge: { code: 30, meaning: 'upload: the script does not fit on the board' },
  writeRefused: { code: 31, meaning: 'upload: the board refused to write the script' },
  connectionLost: { code: 32, meaning: 'upload, flash: the connection was lost' },
  verifyFailed: { code: 33, meaning: 'upload: what the board stored is not what was sent' },
  scriptFailed: { code: 34, meaning: 'upload: the script fails at its start' },
  deadline: { code: 35, meaning: 'upload: it took too long' },
  firmwareMissing: { code: 36, meaning: 'flash: no file with Espruino was found' },
  firmwareUnusable: {
    code: 37,
    meaning: 'flash: the file is not the whole of an Espruino for an ESP8266 with 4 MB',
  },
  noBootloader: { code: 38, meaning: 'flash: the board did not enter its bootloader' },
  wrongChip: { code: 39, meaning: 'flash: the chip is no ESP8266, or its flash is not one of 4 MB' },
  relayPort: { code: 40, meaning: "the relay's port could not be listened on" },
  relayJournal: { code: 41, meaning: "the relay's journal could not be opened, or is damaged" },
  relayUnreachable: { code: 42, meaning: '`--check`: no relay answers at "relay.url"' },
  relaySecret: { code: 43, meaning: '`--check`: the relay runs with another secret' },
  relayWebhook: { code: 44, meaning: "`--check`: no verified connection to the webhook's host" },
  promiseBroken: {
    code: 50,
    meaning: '`npm run soak`, `soak:relay`: a promise was broken, and how is printed',
  },
  mutantLives: { code: 51, meaning: '`npm run mutation`: a mutant lives that nothing explains' },
  flashFailed: { code: 60, meaning: 'flash: the flash could not be written and read back as it was sent' },
  firmwareSilent: { code: 61, meaning: 'flash: Espruino was written and verified, and does not answer' },
  unwell: { code: 70, meaning: 'doctor: something is wrong, and how to mend it is printed' },
  interrupted: { code: 130, meaning: 'setup, upload, flash, doctor, `--smash`: stopped with Ctrl-C' },
} as const;

export type ExitName = keyof typeof EXIT_CODES;

/** A failure that a person can mend: the message says what failed, which field or port, and the mend. */
export class Failure extends Error {
  readonly exit: ExitName;

  /**
   * @param exit names the row of {@link EXIT_CODES} that the process ends with
   * @param message what failed, the field or port in quotes, how to mend it; never a secret
   */
  constructor(exit: ExitName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
    this.exit = exit;
  }
}
