/** @returns the least of `values` that so large a share of them doesn't exceed */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** @returns median and 99th percentile as the table shows them */
export function spread(timesMs: readonly number[], digits = 0): string {
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(timesMs, share).toFixed(digits));
  return `p50 ${String(p50)} ms, p99 ${String(p99)} ms`;
}
