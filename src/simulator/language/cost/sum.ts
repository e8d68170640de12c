/** Adds up what there is for each of a list. */
export function sum<T>(list: readonly T[], of: (each: T) => number): number {
  let all = 0;
  for (const each of list) all += of(each);
  return all;
}
