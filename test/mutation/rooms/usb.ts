import type { Room } from '../rooms.ts';

const FLASH = 'usb/commands/flash.test.ts';

export const USB: readonly Room[] = [
  { folder: 'src/usb', tests: 'usb/index.test.ts' },
  { folder: 'src/usb/board', files: ['check.ts'], tests: 'usb/board/check.test.ts' },
  { folder: 'src/usb/board', files: ['transfer.ts'], tests: 'usb/board/transfer.test.ts' },
  { folder: 'src/usb/board', files: ['script-image.ts'], tests: 'usb/board/script-image.test.ts' },
  { folder: 'src/usb/board', files: ['console-text.ts'], tests: 'usb/board/console-text.test.ts' },
  { folder: 'src/usb/board', files: ['ports.ts'], tests: 'usb/board/ports.test.ts' },
  { folder: 'src/usb/board', files: ['firmware-image.ts'], tests: 'usb/board/firmware-image.test.ts' },
  { folder: 'src/usb/board', files: ['firmware-file.ts'], tests: 'usb/board/firmware-file.test.ts' },
  {
    folder: 'src/usb/protocol',
    files: ['espruino-protocol.ts', 'espruino-package.ts'],
    tests: 'usb/protocol/espruino-{package,protocol}.test.ts',
  },
  { folder: 'src/usb/protocol', files: ['wake.ts'], tests: 'usb/protocol/wake.test.ts' },
  { folder: 'src/usb/protocol', files: ['faults.ts'], tests: 'usb/protocol/faults.test.ts' },
  { folder: 'src/usb/protocol', files: ['serial-link.ts'], tests: 'usb/protocol/serial-link.test.ts' },
  { folder: 'src/usb/protocol', files: ['until-aborted.ts'], tests: 'usb/protocol/until-aborted.test.ts' },
  {
    folder: 'src/usb/protocol',
    files: ['rom-loader.ts', 'web-serial.ts'],
    tests: FLASH,
  },
  { folder: 'src/usb/protocol', files: ['flash-faults.ts'], tests: 'usb/protocol/faults.test.ts' },
  { folder: 'src/usb/commands', files: ['session.ts'], tests: 'usb/commands/session.test.ts' },
  { folder: 'src/usb/commands', files: ['upload.ts'], tests: 'usb/commands/upload-outcomes.test.ts' },
  { folder: 'src/usb/commands', files: ['monitor.ts'], tests: 'usb/commands/monitor.test.ts' },
  { folder: 'src/usb/commands', files: ['dev.ts'], tests: 'usb/commands/dev.test.ts' },
  { folder: 'src/usb/commands', files: ['ctrl-c.ts'], tests: 'usb/commands/ctrl-c.test.ts' },
  { folder: 'src/usb/commands', files: ['report.ts'], tests: 'usb/commands/report.test.ts' },
  { folder: 'src/usb/commands', files: ['what-now.ts'], tests: 'usb/commands/what-now.test.ts' },
  { folder: 'src/usb/commands', files: ['first-run.ts'], tests: 'usb/commands/first-run.test.ts' },
  { folder: 'src/usb/commands', files: ['open-until.ts'], tests: 'usb/commands/open-until.test.ts' },
  {
    folder: 'src/usb/commands',
    files: ['enter-bootloader.ts', 'flash.ts', 'write-firmware.ts'],
    tests: FLASH,
  },
];
