import { type Interpreter, printError } from '../interpreter.ts';
import { asCallback } from '../loop.ts';
import { PIN_COUNT, type PinMode, PinRefusal, Pins } from '../../hardware/pins.ts';
import { BoardError, BoardTypeError, type Callable, isObject, type Native } from '../../language/realm.ts';

const MODES: readonly string[] = [
  'input',
  'input_pullup',
  'output',
  'opendrain',
  'opendrain_pullup',
  'af_output',
  'af_opendrain',
] satisfies PinMode[];

interface Watch {
  readonly stop: () => void;
}

/** `digitalRead` and all else that touches pins (src/jswrap_io.c, targets/esp8266/jshardware.c). */
export function pinGlobals(interpreter: Interpreter): Record<string, Native> {
  const { pins, clock, realm } = interpreter;
  const watches = new Map<number, Watch>();

  const complain = (refusal: unknown): void => {
    if (!(refusal instanceof PinRefusal)) throw refusal;
    printError(interpreter, refusal.message);
  };
  const tryOn = (change: () => void): void => {
    try {
      change();
    } catch (refusal) {
      complain(refusal);
    }
  };
  const pinOf = (value: unknown): number => {
    const pin = typeof value === 'string' && /^D\d+$/.test(value) ? Number(value.slice(1)) : value;
    if (!Pins.isValid(pin)) throw new BoardError('Invalid pin');
    return pin;
  };
  const read = (value: unknown): number => {
    const pin = pinOf(value);
    try {
      return pins.read(pin);
    } catch (refusal) {
      complain(refusal);
      return pins.level(pin);
    }
  };
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
      if (!realm.isArray(value)) {
        write(value, Number(level) === 0 || level === undefined ? 0 : 1);
        return;
      }
      let bits = typeof level === 'boolean' ? (level ? -1 : 0) : Number(level) | 0;
      for (const pin of [...value].reverse()) {
        write(pin, bits & 1);
        bits >>= 1;
      }
    },
    digitalPulse: ([value, level, times]) => {
      const pin = pinOf(value);
      let high = Boolean(level);
      let atMs = 0;
      write(pin, high ? 1 : 0);
      for (const lengthMs of realm.isArray(times) ? times : [times]) {
        atMs += Number(lengthMs);
        high = !high;
        const drive = high ? 1 : 0;
        clock.after(atMs, () => {
          write(pin, drive);
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
    pinMode: ([value, mode]) => {
      const pin = pinOf(value);
      if (mode === undefined || mode === 'auto') pins.setMode(pin, null);
      else if (mode === 'analog' || mode === 'input_pulldown')
        printError(interpreter, 'Pin state not supported');
      else if (typeof mode === 'string' && isPinMode(mode))
        tryOn(() => {
          pins.setMode(pin, mode);
        });
      else throw new BoardError('Unknown pin mode');
    },
    getPinMode: ([value]) => pins.mode(pinOf(value)),
    setWatch: ([callback, value, options]) => {
      if (!Pins.isValid(value)) {
        printError(interpreter, 'Invalid pin');
        return undefined;
      }
      if (value === 16) {
        interpreter.print(
          'WARNING: Unable to set watch. You may already have a watch on a pin with the same number\n',
        );
        return undefined;
      }
      const id = Math.max(0, ...watches.keys()) + 1;
      const done = () => {
        watches.get(id)?.stop();
        watches.delete(id);
      };
      const watcher = asCallback(callback, (text) => realm.run(text, 'event'));
      read(value);
      watches.set(id, startWatch(interpreter, value, watcher, options, done));
      return id;
    },
    clearWatch: (args) => {
      const ids = args.length === 0 ? [...watches.keys()] : [Number(args[0])];
      for (const id of ids) {
        watches.get(id)?.stop();
        watches.delete(id);
      }
    },
  };
}

/** The names of the pins: plain numbers. There is no `LED1` on this board. */
export function pinNames(): Record<string, number> {
  const names: Record<string, number> = { HIGH: 1, LOW: 0 };
  for (let pin = 0; pin < PIN_COUNT; pin++) names[`D${pin}`] = pin;
  return names;
}

function isPinMode(mode: string): mode is PinMode {
  return MODES.includes(mode);
}

function startWatch(
  interpreter: Interpreter,
  pin: number,
  callback: Callable,
  options: unknown,
  done: () => void,
): Watch {
  const { pins, clock, realm, loop } = interpreter;
  const settings = isObject(options) ? options : { repeat: options };
  const edge = edgeOf(settings['edge']);
  const debounceMs = Number(settings['debounce'] ?? 0) || 0;
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
  return {
    stop: pins.listen(pin, (level) => {
      const change = ++changes;
      if (debounceMs === 0) report(level);
      else
        clock.after(debounceMs, () => {
          if (change === changes) report(pins.level(pin));
        });
    }),
  };
}

function edgeOf(value: unknown): -1 | 0 | 1 {
  if (value === undefined || value === 'both' || value === 0) return 0;
  if (value === 'rising' || (typeof value === 'number' && value > 0)) return 1;
  if (value === 'falling' || (typeof value === 'number' && value < 0)) return -1;
  throw new BoardTypeError("'edge' in setWatch should be 1, -1, 0, 'rising', 'falling' or 'both'");
}
