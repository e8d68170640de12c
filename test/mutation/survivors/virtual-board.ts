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
];
