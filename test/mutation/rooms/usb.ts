import type { Room } from '../rooms.ts';

const FLASH = 'usb/commands/flash.test.ts';
const TALK = 'usb/{board/*,protocol/*,commands/{ctrl-c,dev,monitor,report,upload*}}.test.ts';

export const USB: readonly Room[] = [
  { folder: 'src/usb/board', tests: TALK },
  {
    folder: 'src/usb/protocol',
    files: [
      'espruino-package.ts',
      'espruino-protocol.ts',
      'faults.ts',
      'serial-link.ts',
      'until-aborted.ts',
      'wake.ts',
    ],
    tests: TALK,
  },
  { folder: 'src/usb/protocol', files: ['rom-loader.ts', 'web-serial.ts', 'flash-faults.ts'], tests: FLASH },
  {
    folder: 'src/usb/commands',
    files: [
      'ctrl-c.ts',
      'dev.ts',
      'first-run.ts',
      'monitor.ts',
      'open-until.ts',
      'report.ts',
      'session.ts',
      'upload.ts',
      'what-now.ts',
    ],
    tests: TALK,
  },
  {
    folder: 'src/usb/commands',
    files: ['enter-bootloader.ts', 'flash.ts', 'write-firmware.ts'],
    tests: FLASH,
  },
];
