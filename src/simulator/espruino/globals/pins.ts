import { type Interpreter, printError } from '../interpreter.ts';
import { asCallback } from '../loop.ts';
import { PIN_COUNT, type PinMode, PinRefusal, Pins } from '../../hardware/pins.ts';
import { BoardError, BoardTypeError, type Callable, isObject, type Native } from '../../language/realm.ts';

const MODES: readonly unknown[] = [
  'analog',
  'input',
  'input_pullup',
  'input_pulldown',
  'output',
  'opendrain',
  'opendrain_pullup',
  'af_output',
  'af_opendrain',
] satisfies PinMode[];

/** `digitalRead` and all else that touches pins (src/jswrap_io.c, targets/esp8266/jshardware.c). */
export function pinGlobals(interpreter: Interpreter): Record<string, Native> {
  const { pins, clock, realm } = interpreter;
  const watches = new Map<number, () => void>();

  /** False when there is none of this number. */
  const stopWatch = (id: number): boolean => {
    watches.get(id)?.();
    return watches.delete(id);
  };

  const tryOn = (change: () => void): void => {
    try {
      change();
    } catch (refusal) {
      if (!(refusal instanceof PinRefusal)) throw refusal;
      printError(interpreter, refusal.message);
    }
  };
  const pinOf = (value: unknown): number => {
    const pin = typeof value === 'string' && /^D\d\d?$/.test(value) ? Number(value.slice(1)) : value;
    if (!Pins.isValid(pin)) throw new BoardError('Invalid pin');
    return pin;
  };
  const read = (value: unknown): number => pins.read(pinOf(value));
  const write = (value: unknown, drive: number, hz = 0): void => {
    const pin = pinOf(value);
    tryOn(() => {
      pins.write(pin, drive, hz);
    });
  };

  return {
    digitalRead: ([value]) => {
      if (!realm.isArray(value)) return read(value);
      let bits = 0;
      for (const pin of value) bits = (bits << 1) | read(pin);
      return bits;
    },
    digitalWrite: ([value, level]) => {
      let bits = typeof level === 'boolean' ? -Number(level) : Number(level) | 0;
      if (!realm.isArray(value)) {
        write(value, bits === 0 ? 0 : 1);
        return;
      }
      for (const pin of [...value].reverse()) {
        write(pin, bits & 1);
        bits >>= 1;
      }
    },
    digitalPulse: ([value, level, times]) => {
      const pin = pinOf(value);
      let drive = level ? 1 : 0;
      let atMs = 0;
      write(pin, drive);
      if (!realm.isArray(times) && !(Number(times) >= 0)) {
        throw new BoardError('Pulse Time is less than 0 or not a number');
      }
      for (const lengthMs of realm.isArray(times) ? times : [times]) {
        drive = 1 - drive;
        if (!(Number(lengthMs) > 0)) continue;
        atMs += Number(lengthMs);
        const next = drive;
        clock.after(atMs, () => {
          write(pin, next);
        });
      }
    },
    analogWrite: ([value, duty, options]) => {
      const freq = isObject(options) ? Number(options['freq']) || 0 : 0;
      write(value, Math.min(1, Math.max(0, Number(duty) || 0)), freq);
    },
    // jshPinAnalog: only the pin of the converter has a value.
    analogRead: ([value]) => {
      pinOf(value);
      return NaN;
    },
    pinMode: ([value, mode, automatic]) => {
      const pin = pinOf(value);
      if (isPinMode(mode)) {
        tryOn(() => {
          pins.setMode(pin, mode, Boolean(automatic));
        });
        return;
      }
      pins.giveBack(pin);
      if (mode !== undefined && mode !== 'auto') throw new BoardError('Unknown pin mode');
    },
    getPinMode: ([value]) => pins.mode(pinOf(value)),
    setWatch: ([callback, value, options]) => {
      if (!Pins.isValid(value)) {
        printError(interpreter, 'Invalid pin');
        return undefined;
      }
      if (value === 16) {
        interpreter.print(
          'WARNING: Unable to set watch. You may already have a watch on a pin with the same number (eg. A0 and B0),\n' +
            'or this pin cannot be used with watch\n',
        );
        return undefined;
      }
      const id = Math.max(0, ...watches.keys()) + 1;
      const watcher = asCallback(callback, (text) => realm.run(text, 'event'));
      read(value);
      watches.set(
        id,
        startWatch(interpreter, value, watcher, options, () => stopWatch(id)),
      );
      return id;
    },
    clearWatch: (args) => {
      if (args.length === 0) for (const id of watches.keys()) stopWatch(id);
      else if (args[0] === undefined) {
        throw new BoardError('clearWatch(undefined) not allowed. Use clearWatch() instead');
      } else if (!stopWatch(Number(args[0])))
        throw new BoardError(`Unknown Watch ${realm.describe(args[0])}`);
    },
  };
}

/** The names of the pins: plain numbers. There is no `LED1` on this board. */
export function pinNames(): Record<string, number> {
  const names: Record<string, number> = { HIGH: 1, LOW: 0 };
  for (let pin = 0; pin < PIN_COUNT; pin++) names[`D${pin}`] = pin;
  return names;
}

function isPinMode(mode: unknown): mode is PinMode {
  return MODES.includes(mode);
}

function startWatch(
  interpreter: Interpreter,
  pin: number,
  callback: Callable,
  options: unknown,
  done: () => void,
): () => void {
  const { pins, clock, realm, loop } = interpreter;
  const settings = isObject(options) ? options : { repeat: options };
  const edge = edgeOf(settings['edge']);
  const debounceMs = Number(settings['debounce']);
  let reported = pins.level(pin);
  let changes = 0;
  const report = (level: 0 | 1): void => {
    if (level === reported) return;
    reported = level;
    if (edge !== 0 && edge !== (level === 1 ? 1 : -1)) return;
    const time = (clock.nowMs + interpreter.timeOffsetMs) / 1000;
    loop.queue([callback], undefined, [realm.object({ state: level === 1, time, pin })]);
    if (!settings['repeat']) done();
  };
  return pins.listen(pin, (level) => {
    const change = ++changes;
    if (debounceMs > 0) {
      clock.after(debounceMs, () => {
        if (change === changes) report(pins.level(pin));
      });
    } else report(level);
  });
}

function edgeOf(value: unknown): number {
  if (value === undefined || value === 'both') return 0;
  if (value === 'rising') return 1;
  if (value === 'falling') return -1;
  if (typeof value === 'number') return Math.sign(value | 0);
  throw new BoardTypeError("'edge' in setWatch should be 1, -1, 0, 'rising', 'falling' or 'both'");
}
