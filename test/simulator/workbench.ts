import {
  AccessPoint,
  type AccessPointSettings,
  Board,
  type BoardSettings,
  Clock,
  MemoryChat,
  MemoryNetwork,
  type MemoryNetworkSettings,
} from '../../src/simulator/index.ts';

/** A board on a bench: power is on, a router and one chat server are in reach. */
export interface Workbench {
  readonly board: Board;
  readonly clock: Clock;
  readonly chat: MemoryChat;
  readonly network: MemoryNetwork;
  readonly accessPoint: AccessPoint;
  /** The console so far. */
  readonly lines: readonly string[];
}

export interface WorkbenchSettings extends Partial<
  Omit<BoardSettings, 'script' | 'network' | 'clock' | 'accessPoint'>
> {
  readonly accessPoint?: Partial<AccessPointSettings>;
  readonly network?: Partial<MemoryNetworkSettings>;
  /** Presses these pins before power comes on. */
  readonly held?: readonly number[];
}

/** The chat server's address in every test. */
export const HOST = '10.0.0.1';

/** Boots a script on a fresh board. */
export function boot(script: string, settings: WorkbenchSettings = {}): Workbench {
  const { accessPoint: apSettings, network: networkSettings, held, ...boardSettings } = settings;
  const clock = new Clock();
  const network = new MemoryNetwork(clock, networkSettings);
  const chat = new MemoryChat();
  network.listen(HOST, 80, chat);
  network.listen('chat.test', 80, chat);
  const accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame', ...apSettings });
  // How long the program takes is the subject of few tests.
  const board = new Board({ script, clock, network, accessPoint, speed: 'instant', ...boardSettings });
  board.keys.press(...(held ?? []));
  board.powerOn();
  return { board, clock, chat, network, accessPoint, lines: board.console.lines };
}

/** What a script prints before any time passes. */
export function output(script: string): string[] {
  return [...boot(script).lines];
}

/** A script that joins the office's network and then runs `body`. */
export function whenJoined(body: string): string {
  return `require('Wifi').connect('office', { password: 'open sesame' }, function (error) { ${body} });`;
}
