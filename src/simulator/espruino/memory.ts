import { BYTES_A_VARIABLE, type Interpreter, VARIABLES } from './interpreter.ts';

/** Variables that so many bytes of text take. */
export function textVariables(bytes: number): number {
  return Math.ceil(bytes / BYTES_A_VARIABLE);
}

/**
 * Whether so many more variables can be had. Where not, memory is gone for good: what nobody reads keeps its share until
 * the next reset, and `clsNow` can't free it either.
 */
export function hasRoomFor(interpreter: Interpreter, variables: number): boolean {
  if (interpreter.usedVariables() + variables <= VARIABLES) return true;
  interpreter.loop.starved = true;
  if (!interpreter.errorFlags.has('MEMORY')) {
    interpreter.errorFlags.add('LOW_MEMORY').add('MEMORY');
    interpreter.print('OUT OF MEMORY\nExecution Interrupted\nNew interpreter error: LOW_MEMORY,MEMORY\n');
  }
  return false;
}
