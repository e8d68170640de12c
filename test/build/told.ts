import { runInNewContext } from 'node:vm';

/** @returns what a program tells by `tell` */
export function told(code: string): unknown[] {
  const seen: unknown[] = [];
  runInNewContext(code, { tell: (value: unknown) => seen.push(value) });
  return seen;
}
