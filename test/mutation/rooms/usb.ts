import type { Room } from '../rooms.ts';

export const USB: readonly Room[] = [
  { folder: 'src/usb/board', tests: 'usb/{board/*,commands/upload*}.test.ts' },
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
    tests: 'usb/{protocol/*,commands/{monitor,upload*}}.test.ts',
  },
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
    tests: 'usb/commands/{ctrl-c,dev,monitor,report,upload*}.test.ts',
  },
  {
    folder: 'src/usb/commands',
    files: ['flash.ts', 'enter-bootloader.ts', 'write-firmware.ts'],
    tests: 'usb/commands/flash.test.ts',
  },
  {
    folder: 'src/usb/protocol',
    files: ['rom-loader.ts', 'web-serial.ts', 'flash-faults.ts'],
    tests: 'usb/commands/flash.test.ts',
  },
];
