/** The keyboard's keys that stand for the button's, in its order. */
export const LETTERS = ['A', 'S', 'D', 'F', 'G', 'H', 'J', 'K'] as const;
