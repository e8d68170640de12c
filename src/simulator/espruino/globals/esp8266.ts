import type { Interpreter } from '../interpreter.ts';
import { notModelled } from '../missing.ts';
import type { RealmObject } from '../../language/realm.ts';

/** What is there besides. */
const OTHERS = [
  ...['ping', 'setLog', 'printLog', 'readLog', 'dumpSocketInfo', 'setCPUFreq', 'crc32', 'neopixelWrite'],
  'deepSleep',
];

/** `require("ESP8266")` (targets/esp8266/jswrap_esp8266.c). */
export function esp8266Module(interpreter: Interpreter): RealmObject {
  const { realm } = interpreter;
  return realm.object(
    {},
    {
      ...notModelled('ESP8266', OTHERS),
      // Of the chip's last start: `load()` and `reset()` begin the interpreter anew, and change nothing here. The addresses
      // hang on the build.
      getResetInfo: () => {
        const addresses = { epc1: 0, epc2: 0, epc3: 0, excvaddr: 0, depc: 0 };
        return realm.object({ ...interpreter.resetCause, ...addresses });
      },
      getState: () => realm.object({ sdkVersion: '2.2.1', cpuFrequency: 160, freeHeap: 10000 }),
      getFreeFlash: () => realm.array([]),
      logDebug: () => undefined,
      reboot: () => {
        interpreter.restart('reboot');
      },
    },
  );
}
