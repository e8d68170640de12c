import type { Explained } from '../survivors.ts';

export const VIRTUAL_BOARD: readonly Explained[] = [
  {
    file: 'src/simulator/language/realm.ts',
    from: "this.#engine.adaptLanguage({ later: this.fn('later', later), getTime: this.globals['getTime'] });",
    to: 'this.#engine.adaptLanguage({ later: this.fn("", later), getTime: this.globals[\'getTime\'] });',
    why: 'No program gets hold of this function to see its name, and nothing costs by it.',
  },
];
