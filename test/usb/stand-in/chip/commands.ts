/** The bootloader's commands, by the number in their frames (docs/en/advanced-topics/serial-protocol.rst of espressif/esptool). */
export const COMMAND = {
  flashBegin: 0x02,
  flashData: 0x03,
  flashEnd: 0x04,
  memoryBegin: 0x05,
  memoryEnd: 0x06,
  memoryData: 0x07,
  sync: 0x08,
  writeRegister: 0x09,
  readRegister: 0x0a,
  flashParameters: 0x0b,
  attachFlash: 0x0d,
  changeBaudRate: 0x0f,
  deflatedBegin: 0x10,
  deflatedData: 0x11,
  deflatedEnd: 0x12,
  flashMd5: 0x13,
  eraseFlash: 0xd0,
  eraseRegion: 0xd1,
  readFlash: 0xd2,
  runUserCode: 0xd3,
} as const;

/** What comes in a frame: direction, command, length, checksum, data. */
export interface Request {
  readonly direction: number;
  readonly command: number;
  readonly length: number;
  readonly checksum: number;
  readonly data: Buffer;
}

export function parseRequest(frame: Buffer): Request | undefined {
  if (frame.length < 8) return undefined;
  return {
    direction: frame.readUInt8(0),
    command: frame.readUInt8(1),
    length: frame.readUInt16LE(2),
    checksum: frame.readUInt32LE(4),
    data: frame.subarray(8),
  };
}

/** @param tail what follows the value: the two bytes of the status, and before them what the command answers */
export function answer(command: number, value: number, tail: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(1, 0);
  head.writeUInt8(command, 1);
  head.writeUInt16LE(tail.length, 2);
  head.writeUInt32LE(value >>> 0, 4);
  return Buffer.concat([head, tail]);
}

export function word(data: Buffer, index: number): number {
  return data.length < 4 * index + 4 ? 0 : data.readUInt32LE(4 * index);
}

export function checksumOf(content: Uint8Array): number {
  return content.reduce((sum, byte) => sum ^ byte, 0xef);
}

/** What of the chip a bootloader acts on. */
export interface ChipParts {
  /** Sends a frame. */
  send(content: Uint8Array): void;
  /** Takes this speed, once what was sent is out. */
  setBaudRate(baudRate: number): void;
  /** Loads the memory at an address. */
  load(address: number, content: Uint8Array): void;
  /** Runs what was loaded. */
  run(entry: number): void;
  /** Goes on to start what is in the flash. */
  boot(): void;
}
