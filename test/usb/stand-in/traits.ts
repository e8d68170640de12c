/** What a stand-in board is, and what is wrong with it. */
export interface Traits {
  readonly env: Readonly<Record<string, string | number>>;
  /** What is at the other end of the line, if it isn't Espruino. */
  readonly instead: 'nothing' | 'noise' | 'shell' | 'lua' | 'micropython' | 'at' | undefined;
  /** Whether Ctrl-C ends a loop, as on most boards; the ESP8266 has only its watchdog. */
  readonly ctrlCEndsLoops: boolean;
  /** Whether it refuses the packet with this number, from 1 on. */
  readonly naksPacket: (number: number) => boolean;
  /** How often it takes what has come in; 0 is at once. */
  readonly readsEveryMs: number;
  /** Of the keys, one bit each. */
  readonly levels: number;
  /** What a script from the flash runs on, in place of what knows little more than uploads need. */
  readonly runs: ((script: string, print: (line: string) => void) => { end(): void }) | undefined;
}

/** The board that the button is made for, in good order. */
export const ESP8266: Traits = {
  env: {
    VERSION: '2v29',
    BOARD: 'ESP8266_4MB',
    STORAGE: 196_608,
    CONSOLE: 'Serial1',
    MODULES: 'Flash,Storage,net,http,NetworkJS,Wifi,ESP8266,TelnetServer,crypto,neopixel',
  },
  instead: undefined,
  ctrlCEndsLoops: false,
  naksPacket: () => false,
  readsEveryMs: 0,
  levels: 15,
  runs: undefined,
};
