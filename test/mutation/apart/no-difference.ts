/** Why a mutant is not counted: the script is the same with it, by what the minifier has made of either. */
export const NO_DIFFERENCE = 'It makes no difference in the script.';
