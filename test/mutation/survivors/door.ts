import type { Explained } from '../survivors.ts';

export const DOOR: readonly Explained[] = [
  ...[
    `const [, given = "Stryker was here!", ...more] = (offered ?? '').split(',').map((word) => word.trim());`,
    `const [, given = '', ...more] = (offered ?? "Stryker was here!").split(',').map((word) => word.trim());`,
  ].map((to) => ({
    file: 'src/simulator/faces/page/token.ts',
    from: `const [, given = '', ...more] = (offered ?? '').split(',').map((word) => word.trim());`,
    to,
    why: 'Neither is a token.',
  })),
  {
    file: 'src/command-line.ts',
    from: 'const { names = [] } = manual;',
    to: 'const { names = ["Stryker was here"] } = manual;',
    why: 'Nobody types that word.',
  },
  {
    file: 'src/printable.ts',
    from: "return character <= '\\u00ff' ? `\\\\x${hex(character, 2)}` : `\\\\u${hex(character, 4)}`;",
    to: "return character < '\\u00ff' ? `\\\\x${hex(character, 2)}` : `\\\\u${hex(character, 4)}`;",
    why: 'U+00FF is a letter, which no terminal obeys.',
  },
  {
    file: 'src/simulator/faces/page/command.ts',
    from: '} catch {\n    return undefined;\n  }',
    to: '} catch {}',
    why: 'What ends without a return returns undefined.',
  },
  {
    file: 'src/simulator/faces/page/gate.ts',
    from: "const { host = '', origin } = headers;",
    to: 'const { host = "Stryker was here!", origin } = headers;',
    why: 'Neither is a name with a port, so both are refused.',
  },
  ...[
    [
      "const asset = files.get(request.url ?? '');",
      'const asset = files.get(request.url ?? "Stryker was here!");',
    ],
    [
      "function knockOf({ method = '', headers }: IncomingMessage): {",
      'function knockOf({ method = "Stryker was here!", headers }: IncomingMessage): {',
    ],
  ].map(([from = '', to = '']) => ({
    file: 'src/simulator/faces/page/server.ts',
    from,
    to,
    why: 'Node gives every request that a server gets a method and an address.',
  })),
  {
    file: 'src/simulator/faces/page/open-browser.ts',
    from: 'return () => Promise.resolve();',
    to: 'return () => undefined;',
    why: 'Whoever waits for what it returns goes on either way.',
  },
  {
    file: 'src/simulator/faces/page/open-browser.ts',
    from: "const folder = await mkdtemp(join(tmpdir(), 'button-open-'));",
    to: 'const folder = await mkdtemp(join(tmpdir(), ""));',
    why: 'The name is for people who look through the temporary files.',
  },
  {
    file: 'src/simulator/faces/page/assets.ts',
    from: "target: 'es2022',",
    to: 'target: "",',
    why: 'The page has nothing newer in it today.',
  },
  {
    file: 'src/simulator/faces/page/assets.ts',
    from: "logLevel: 'silent',",
    to: 'logLevel: "",',
    why: 'There is nothing to tell of a page without a fault.',
  },
  {
    file: 'src/simulator/faces/lamp-reader.ts',
    from: 'for (let by = 0; by < LAMP_FRAMES; by++) {',
    to: 'for (let by = 0; by <= LAMP_FRAMES; by++) {',
    why: 'Turned once around, a pattern is what it was.',
  },
  {
    file: 'src/simulator/faces/lamp-watch.ts',
    from: '#chordMs = -Infinity;',
    to: '#chordMs = +Infinity;',
    why: 'Nothing is near either.',
  },
  {
    file: 'src/simulator/faces/lamp-watch.ts',
    from: '.map((score) => ({ score, at: score.runsMs.length - 1, leastMs: 0, mostMs: Infinity }));',
    to: '.map((score) => ({ score, at: score.runsMs.length + 1, leastMs: 0, mostMs: Infinity }));',
    why: 'Joining has two runs: after either comes the first.',
  },
  {
    file: 'src/simulator/faces/page/bench.ts',
    from: 'if (!(error instanceof Failure)) throw error;',
    to: 'if (false) throw error;',
    why: 'Nothing but a relay that comes up can fail, and that with a Failure.',
  },
  {
    file: 'src/simulator/faces/lamp-reader.ts',
    from: 'const changedMs = lamp.edges.findLast(({ atMs }) => atMs <= nowMs)?.atMs ?? nowMs;',
    to: 'const changedMs = lamp.edges.findLast(({ atMs }) => atMs < nowMs)?.atMs ?? nowMs;',
    why: 'A change of this very moment is on the beat of the one before it.',
  },
  {
    file: 'src/simulator/faces/lamp-reader.ts',
    from: 'const changedMs = lamp.edges.findLast(({ atMs }) => atMs <= nowMs)?.atMs ?? nowMs;',
    to: 'const changedMs = lamp.edges.findLast(({\n  atMs\n}) => atMs <= nowMs).atMs ?? nowMs;',
    why: 'A lamp has an edge from its beginning on.',
  },
  {
    file: 'src/simulator/faces/terminal-run.ts',
    from: "this.#messages.push(status === 200 ? textOf(body) : `${status ?? 'no answer'}: ${textOf(body)}`);",
    to: 'this.#messages.push(status === 200 ? textOf(body) : `${status ?? ""}: ${textOf(body)}`);',
    why: 'In the terminal the stand-in always answers.',
  },
  ...[
    [
      'if (nowMs >= pressAtMs + HOLD_MS) board.keys.releaseAll();',
      'if (nowMs > pressAtMs + HOLD_MS) board.keys.releaseAll();',
    ],
    [
      'else if (nowMs >= pressAtMs) board.keys.pressAll();',
      'else if (nowMs > pressAtMs) board.keys.pressAll();',
    ],
    [
      'else if (pressAtMs === Infinity && nowMs > JOIN_MS) {',
      'else if (pressAtMs === Infinity && nowMs >= JOIN_MS) {',
    ],
    ['} else if (nowMs > pressAtMs + deadlineMs) {', '} else if (nowMs >= pressAtMs + deadlineMs) {'],
  ].map(([from = '', to = '']) => ({
    file: 'src/simulator/faces/smash.ts',
    from,
    to,
    why: 'It comes a tick earlier or later.',
  })),
  {
    file: 'src/simulator/faces/smash.ts',
    from: 'const session = await Session.open({ stationTimes: { associateMs: 100, dhcpMs: 50 }, ...settings });',
    to: 'const session = await Session.open({ stationTimes: {}, ...settings });',
    why: 'The radio is only slower.',
  },
];
