import { SerialPort } from 'serialport';
import * as z from 'zod';
import { oneLine } from '../../printable.ts';
import { faults, TRY } from '../protocol/faults.ts';

const portList = z.array(
  z.object({
    path: z.string(),
    /** Four hexadecimal digits, as in `10c4`. */
    vendorId: z.string().optional(),
    productId: z.string().optional(),
    manufacturer: z.string().optional(),
  }),
);

/** A serial port as the system lists it. */
export type Port = z.output<typeof portList>[number];

export type ListPorts = () => Promise<readonly Port[]>;

/** The USB-to-serial chips that ESP8266 boards carry, by vendor and product id; the Feather HUZZAH has the first. */
const CHIPS: Readonly<Record<string, string>> = {
  '10c4:ea60': 'CP2104, as on the Feather HUZZAH',
  '1a86:7523': 'CH340',
  '0403:6001': 'FTDI',
};

/** @returns the port's chip when it is one that ESP8266 boards carry, otherwise undefined */
export function boardChip(port: Port): string | undefined {
  return CHIPS[usbId(port)];
}

function usbId(port: Port): string {
  return `${port.vendorId ?? ''}:${port.productId ?? ''}`.toLowerCase();
}

/**
 * The serial ports of this machine. It is empty too where the system can't list them (Linux without udevadm), and
 * pseudo-terminals are never in it, so a port that the user names is opened whether it is listed or not.
 */
export async function listPorts(): Promise<readonly Port[]> {
  try {
    return portList.parse(await SerialPort.list());
  } catch {
    return [];
  }
}

/**
 * The port to use: the one that was named, or the only one with a board's chip.
 * @throws Failure noPort, severalPorts
 */
export async function choosePort(named: string | undefined, list: ListPorts = listPorts): Promise<string> {
  if (named !== undefined) return named;
  const ports = await list();
  const boards = ports.filter((port) => boardChip(port) !== undefined);
  const [only, ...more] = boards;
  if (only === undefined) throw faults.noPort(portTable(ports.filter((port) => usbId(port) !== ':')));
  if (more.length > 0) throw faults.severalPorts(only.path, portTable(boards));
  return only.path;
}

/** Whoever made a device says what it is called. */
const MOST_NAME_CHARACTERS = 60;

/** The ports, and what to try where none looks like a board. */
export function portReport(ports: readonly Port[]): string {
  if (ports.length === 0) return `No serial ports found. ${TRY}`;
  const table = portTable(ports);
  if (ports.some((port) => boardChip(port) !== undefined)) return table;
  return `${table}\nNo board is among them. ${TRY}`;
}

/** One line a port, none for none: its path, its USB ids, and what is known of it. */
export function portTable(ports: readonly Port[]): string {
  const width = Math.max(...ports.map((port) => port.path.length));
  return ports
    .map((port) => {
      const id = usbId(port) === ':' ? 'not USB  ' : usbId(port);
      const chip = boardChip(port);
      const about =
        chip === undefined
          ? oneLine(port.manufacturer ?? '', MOST_NAME_CHARACTERS)
          : `looks like your board (${chip})`;
      return `  ${port.path.padEnd(width)}  ${id}  ${about}`.trimEnd();
    })
    .join('\n');
}
