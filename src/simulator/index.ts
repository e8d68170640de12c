/**
 * A virtual Adafruit Feather HUZZAH that runs the very script that goes onto the real one.
 *
 *     const clock = new Clock();
 *     const network = new MemoryNetwork(clock);
 *     const chat = new MemoryChat();
 *     network.listen('10.0.0.1', 80, chat);
 *     const board = new Board({ script, clock, network, accessPoint: new AccessPoint({ ssid: 'office' }) });
 *     board.powerOn();
 *     board.advance(5000);
 *     board.keys.pressAll();
 *     board.advance(1000); // chat.messages, board.console.lines, board.lamp, board.counters
 *
 * What it cannot know: syntax that Espruino lacks or reads otherwise (V8 runs the script; the build's check refuses such
 * scripts), how deep calls may nest on the chip, and how many variables the program's own objects take.
 */
export { AccessPoint, type AccessPointSettings } from './access-point.ts';
export { type Answer, type Behaviour, type BehaviourName, BEHAVIOURS, type Moment } from './behaviour.ts';
export { Board } from './board.ts';
export type { BoardSettings, Counters } from './board-settings.ts';
export { Chat } from './chat.ts';
export { Clock } from './clock.ts';
export { Console } from './console.ts';
export { Conversation, type SeenRequest, type Step } from './conversation.ts';
export { HostScripts } from './host-engine.ts';
export { ScriptCache } from './isolated-engine.ts';
export type { Engines } from './engine.ts';
export { Keys } from './keys.ts';
export { type LampReading, readLamp } from './lamp-reader.ts';
export { LoopbackNetwork } from './loopback-network.ts';
export {
  MemoryChat,
  MemoryNetwork,
  type MemoryNetworkSettings,
  type MemoryServer,
} from './memory-network.ts';
export type { Line, LineError, Network, Peer } from './network.ts';
export type { Edge, PinMode } from './pins.ts';
export { type RunSettings, Session } from './session.ts';
export { smashOnce, type SmashSettings } from './smash.ts';
export type { StationTimes } from './station-times.ts';
export { Flash } from './storage.ts';
export { runTerminal, type TerminalSettings, type TerminalStreams } from './terminal.ts';
export { Waveform } from './waveform.ts';
