/** Which serial port: the same of every command that talks to a board. */
export const PORT = {
  type: 'string',
  value: 'PORT',
  about: 'the serial port, as `npm run ports` lists it',
  otherwise: 'the only board on USB',
} as const;
