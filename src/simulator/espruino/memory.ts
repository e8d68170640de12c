import { BYTES_A_VARIABLE, type Interpreter, VARIABLES } from './interpreter.ts';
import type { Loop } from './loop.ts';

/** Variables that so many bytes of text take. */
export function textVariables(bytes: number): number {
  return Math.ceil(bytes / BYTES_A_VARIABLE);
}

/**
 * Whether so many more variables can be had. Where not, memory is gone for good: what nobody reads keeps its share until
 * the next reset, and `clsNow` can't free it either.
 */
export function hasRoomFor(
  interpreter: Pick<Interpreter, 'usedVariables' | 'print'> & { readonly loop: Pick<Loop, 'starved'> },
  variables: number,
): boolean {
  if (interpreter.usedVariables() + variables <= VARIABLES) return true;
  if (!interpreter.loop.starved) {
    interpreter.print('OUT OF MEMORY\nExecution Interrupted\nNew interpreter error: LOW_MEMORY,MEMORY\n');
  }
  interpreter.loop.starved = true;
  return false;
}
