import type { AnyNode, Program } from 'acorn';
import { ancestor, simple } from 'acorn-walk';
import { memberName } from './member-name.ts';
import type { Fault } from './scope-rules.ts';

/** Block size of SHA-1 in bytes, less one: the mask of what a text lacks to whole blocks. */
const BLOCK_MASK = 63;

/**
 * Hashes that can reset the chip: of a text of some lengths `crypto.SHA1` is an exception there (docs/chip.md). So it is to be
 * had only in a function that fills its text up to whole blocks, as `mac` of src/firmware/hmac.ts does.
 */
export function hashFaults(program: Program): Fault[] {
  const faults: Fault[] = [];
  ancestor(program, {
    MemberExpression(node, _state, ancestors) {
      if (memberName(node) !== 'SHA1') return;
      const around = ancestors.findLast(({ type }) => type.includes('Function'));
      if (around === undefined || !fillsBlocks(around)) faults.push({ node, fault: FAULT });
    },
  });
  return faults;
}

const FAULT =
  'SHA1: of some lengths it resets the chip, so fill the text up to whole blocks, as src/firmware/hmac.ts does';

function fillsBlocks(around: AnyNode): boolean {
  let does = false;
  simple(around, {
    BinaryExpression({ operator, left, right }) {
      does ||= operator === '&' && [left, right].some((side) => isNumber(side, BLOCK_MASK));
    },
  });
  return does;
}

function isNumber(node: AnyNode, value: number): boolean {
  return (node as { readonly value?: unknown }).value === value;
}
