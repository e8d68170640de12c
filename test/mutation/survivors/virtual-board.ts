import type { Explained } from '../survivors.ts';

const INSTRUMENT = 'src/simulator/language/cost/instrument.ts';
const INSERTIONS = 'src/simulator/language/cost/insertions.ts';

export const VIRTUAL_BOARD: readonly Explained[] = [
  {
    file: INSTRUMENT,
    from: "names.names.push('return');",
    to: 'names.names.push("");',
    why: 'It counts among the names, and nothing looks for one that is a reserved word.',
  },
  {
    file: INSERTIONS,
    from: "before(at: number, text = ''): Insertion {",
    to: 'before(at: number, text = "Stryker was here!"): Insertion {',
    why: 'Whoever asks for one without a text gives it its text later.',
  },
  {
    file: INSERTIONS,
    from: "after(at: number, text = ''): Insertion {",
    to: 'after(at: number, text = "Stryker was here!"): Insertion {',
    why: 'Whoever asks for one without a text gives it its text later.',
  },
  {
    file: 'src/simulator/language/cost/statements.ts',
    from: 'let may = false;',
    to: 'let may = true;',
    why: 'Charges in more pieces come to the same sum; it saves the time of the host.',
  },
  ...['const options = {};', 'const options = { noDelay: false };'].map((to) => ({
    file: 'src/simulator/world/chat.ts',
    from: 'const options = { noDelay: true };',
    to,
    why: 'It changes when bytes leave, and on loopback nobody waits for that.',
  })),
  ...['socket.on("", () => this.#sockets.delete(socket));', "socket.on('close', () => undefined);"].map(
    (to) => ({
      file: 'src/simulator/world/chat.ts',
      from: "socket.on('close', () => this.#sockets.delete(socket));",
      to,
      why: 'Whatever is over can be destroyed once more.',
    }),
  ),
  ...[
    'if (true) setTimeout(perform, step.afterMs).unref();',
    'if (step.afterMs >= 0) setTimeout(perform, step.afterMs).unref();',
  ].map((to) => ({
    file: 'src/simulator/world/chat.ts',
    from: 'if (step.afterMs > 0) setTimeout(perform, step.afterMs).unref();',
    to,
    why: 'A step without a wait is as good a moment later.',
  })),
  {
    file: 'src/simulator/world/chat.ts',
    from: '.filter(({ status }) => status !== null && status >= 200 && status < 300)',
    to: '.filter(({ status }) => true && status >= 200 && status < 300)',
    why: 'No status is less than 200.',
  },
];
