import { Failure } from '../../failure.ts';

const GET_IT =
  'Get the newest `espruino_…_esp8266_4mb.tgz` from https://www.espruino.com/Download and name it behind the command: ' +
  '`npm run flash -- FILE`.';

/** How to get a board into its bootloader where DTR and RTS don't do it. */
export const BY_HAND =
  'Hold its button FLASH, BOOT or GPIO0 (where there is none, as on the Feather HUZZAH, join pin 0 to GND with a wire), press ' +
  'RESET for a moment, then let go.';

/** What can go wrong when Espruino is put on a board, besides what can with any port (`faults.ts`). */
export const flashFaults = {
  noFile: (folders: readonly string[]) =>
    new Failure(
      'firmwareMissing',
      `No Espruino for the board in ${folders.map((folder) => `"${folder}"`).join(' or ')}. ${GET_IT}`,
    ),
  noSuchFile: (path: string) => new Failure('firmwareMissing', `"${path}": there is no such file. ${GET_IT}`),
  unusable: (path: string, what: string, cause?: unknown) =>
    new Failure('firmwareUnusable', `"${path}" is not what the board needs: ${what}. ${GET_IT}`, { cause }),
  noBootloader: (path: string) =>
    new Failure(
      'noBootloader',
      `"${path}": no bootloader answers. ${BY_HAND} Then run it again. If nothing helps, try another cable or USB port.`,
    ),
  wrongChip: (path: string) =>
    new Failure(
      'wrongChip',
      `"${path}": the chip there is no ESP8266. Name the port of the right board with \`-- --port <port>\`.`,
    ),
  wrongFlash: (path: string, id: number) =>
    new Failure(
      'wrongChip',
      `"${path}": the board's flash is not one of 4 MB (its id is 0x${id.toString(16).padStart(6, '0')}), which this Espruino ` +
        'is made for. An ESP8266 with 4 MB, as on the Feather HUZZAH, is what the button needs.',
    ),
  notWritten: (path: string, cause: unknown) =>
    new Failure(
      'flashFailed',
      `"${path}": the flash could not be erased, written and read back as it was sent, at no speed. Try another cable or USB ` +
        'port, without a hub; if it stays so, the flash of this board is worn out.',
      { cause },
    ),
  silent: (path: string) =>
    new Failure(
      'firmwareSilent',
      `"${path}": Espruino was written and read back as it was sent, and does not answer. Take a wire from pin 0 away, press ` +
        'RESET, and look with `npm run monitor`; if it stays silent, flash it again.',
    ),
};
