import type { Room } from '../rooms.ts';

const GLOBALS = 'simulator/espruino/globals';
const HARDWARE = 'simulator/hardware';

/** The chip of the virtual board, what Espruino has on it, and the world around it. */
export const VIRTUAL_HARDWARE: readonly Room[] = [
  {
    folder: 'src/simulator/hardware',
    files: ['keys.ts', 'pins.ts', 'waveform.ts'],
    tests: `${HARDWARE}/{pins,waveform}.test.ts`,
  },
  {
    folder: 'src/simulator/hardware',
    files: ['strapping.ts', 'watchdog.ts'],
    tests: 'simulator/{espruino/loop,hardware/strapping}.test.ts',
  },
  { folder: 'src/simulator/hardware', files: ['flash.ts'], tests: `${GLOBALS}/storage.test.ts` },
  { folder: 'src/simulator/hardware', files: ['noise-source.ts'], tests: `${HARDWARE}/noise-source.test.ts` },
  {
    folder: 'src/simulator/hardware',
    files: ['socket.ts', 'sockets.ts'],
    tests: `${HARDWARE}/sockets.test.ts`,
  },
  {
    folder: 'src/simulator/hardware',
    files: ['radio-mode.ts', 'station.ts', 'station-times.ts'],
    tests: `${HARDWARE}/station.test.ts`,
  },
  {
    folder: 'src/simulator/hardware',
    files: ['chip.ts', 'socket-errors.ts'],
    tests: 'simulator/{espruino/http/http,espruino/net/events,hardware/sockets}.test.ts',
  },
  { folder: 'src/simulator/espruino/globals', files: ['pins.ts'], tests: `${GLOBALS}/pins.test.ts` },
  { folder: 'src/simulator/espruino/globals', files: ['storage.ts'], tests: `${GLOBALS}/storage.test.ts` },
  { folder: 'src/simulator/espruino/globals', files: ['crypto.ts'], tests: `${GLOBALS}/crypto.test.ts` },
  {
    folder: 'src/simulator/espruino/globals',
    files: ['bytes.ts', 'system.ts'],
    tests: `${GLOBALS}/{bytes,system}.test.ts`,
  },
  {
    folder: 'src/simulator/espruino/globals',
    files: ['url.ts'],
    tests: `${GLOBALS}/url.test.ts`,
  },
  {
    folder: 'src/simulator/espruino/globals',
    files: ['esp8266.ts', 'index.ts', 'time.ts'],
    tests: 'simulator/espruino/{globals/{globals,modules,reset-info},loop}.test.ts',
  },
  { folder: 'src/simulator/espruino/http', tests: 'simulator/espruino/http/*.test.ts' },
  { folder: 'src/simulator/espruino/net', tests: 'simulator/espruino/{net/*,http/{http,answers}}.test.ts' },
  { folder: 'src/simulator/espruino/wifi', tests: 'simulator/espruino/wifi/*.test.ts' },
  {
    folder: 'src/simulator/espruino',
    files: ['console.ts', 'print.ts'],
    tests: 'simulator/espruino/console.test.ts',
  },
  {
    folder: 'src/simulator/espruino',
    files: ['loop.ts'],
    tests: 'simulator/espruino/{loop,memory,turn}.test.ts',
  },
  {
    folder: 'src/simulator/espruino',
    files: ['events.ts'],
    tests: 'simulator/espruino/{globals/modules,loop,net/events}.test.ts',
  },
  {
    folder: 'src/simulator/espruino',
    files: [
      'boot.ts',
      'boot-parts.ts',
      'counters.ts',
      'interpreter.ts',
      'memory.ts',
      'running.ts',
      'turns.ts',
      'uncaught.ts',
    ],
    tests: 'simulator/{board,espruino/{boot,globals/reset-info,loop,memory,turns,typed}}.test.ts',
  },
  { folder: 'src/simulator/espruino', files: ['missing.ts'], tests: `${GLOBALS}/modules.test.ts` },
  {
    folder: 'src/simulator/espruino',
    files: ['native-costs.ts', 'processor.ts', 'turn-cost.ts'],
    tests: 'simulator/espruino/costs.test.ts',
  },
  { folder: 'src/simulator/world', files: ['clock.ts'], tests: 'simulator/world/clock.test.ts' },
  {
    folder: 'src/simulator/world',
    files: ['behaviour.ts', 'conversation.ts', 'memory-network.ts', 'network.ts'],
    tests: 'simulator/world/{conversation,memory-network}.test.ts',
  },
  {
    folder: 'src/simulator/world',
    files: ['chat.ts'],
    tests: 'simulator/world/chat.test.ts',
  },
  {
    folder: 'src/simulator/world',
    files: ['access-point.ts'],
    tests: 'simulator/{espruino/wifi/{answers,events},hardware/station}.test.ts',
  },
  {
    folder: 'src/simulator/world',
    files: ['loopback-network.ts'],
    tests: 'simulator/world/loopback-network.test.ts',
  },
  {
    folder: 'src/simulator/world',
    files: ['relay-chain.ts', 'stand-in-relay.ts', 'stand-ins.ts'],
    tests: 'simulator/world/stand-ins.test.ts',
  },
];
