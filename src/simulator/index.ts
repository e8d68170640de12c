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
export { AccessPoint, type AccessPointSettings } from './world/access-point.ts';
export {
  type Answer,
  type Behaviour,
  type BehaviourName,
  BEHAVIOURS,
  type Moment,
  type SeenRequest,
} from './world/behaviour.ts';
export { Board } from './board.ts';
export type { BoardSettings } from './board-settings.ts';
export type { Counters } from './espruino/counters.ts';
export { Chat } from './world/chat.ts';
export { Clock } from './world/clock.ts';
export { Console } from './espruino/console.ts';
export { Conversation, type Step } from './world/conversation.ts';
export { HostScripts } from './language/host-engine.ts';
export { ScriptCache } from './language/isolated-engine.ts';
export type { Engines } from './language/engine.ts';
export { Keys } from './hardware/keys.ts';
export { type LampReading, readLamp } from './faces/lamp-reader.ts';
export { LoopbackNetwork } from './world/loopback-network.ts';
export {
  MemoryChat,
  MemoryNetwork,
  type MemoryNetworkSettings,
  type MemoryServer,
} from './world/memory-network.ts';
export type { Line, LineError, Network, Peer } from './world/network.ts';
export type { Edge, PinMode } from './hardware/pins.ts';
export { type RunSettings, Session } from './faces/session.ts';
export { smashOnce, type SmashSettings } from './faces/smash.ts';
export type { StationTimes } from './hardware/station-times.ts';
export { type Speed, SPEEDS } from './speeds.ts';
export { Flash } from './hardware/flash.ts';
export { runTerminal } from './faces/terminal.ts';
export type { TerminalSettings, TerminalStreams } from './faces/terminal-run.ts';
export { Waveform } from './hardware/waveform.ts';
