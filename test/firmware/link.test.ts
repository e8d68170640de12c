import { describe, expect, test } from '@jest/globals';
import { CONNECTING, OFFLINE, ONLINE, newLink, stepLink, type Link } from '../../src/firmware/link.ts';

/** Steps once a second with the same news and tells each change of phase. */
function changes(
  link: Link,
  fromMs: number,
  toMs: number,
  hasAddress: boolean,
  refused = false,
): [number, number][] {
  const seen: [number, number][] = [];
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += 1000) {
    if (stepLink(link, hasAddress, refused, nowMs)) seen.push([nowMs, link.phase]);
  }
  return seen;
}

describe('the link', () => {
  test('starts to connect at once', () => {
    expect(changes(newLink(), 0, 0, false)).toEqual([[0, CONNECTING]]);
  });

  test('is up when there is an address, and only then', () => {
    const link = newLink();
    expect(changes(link, 0, 4000, false)).toEqual([[0, CONNECTING]]);
    expect(changes(link, 5000, 90_000, true)).toEqual([[5000, ONLINE]]);
  });

  test('tries again five seconds after a refusal', () => {
    const link = newLink();
    changes(link, 0, 0, false);
    expect(stepLink(link, false, true, 2000)).toBe(true);
    expect(link.phase).toBe(OFFLINE);
    expect(changes(link, 2000, 8000, false)).toEqual([[7000, CONNECTING]]);
  });

  test('takes a long silence for a failure, for ever', () => {
    const link = newLink();
    expect(changes(link, 0, 60_000, false)).toEqual([
      [0, CONNECTING],
      [15_000, OFFLINE],
      [20_000, CONNECTING],
      [35_000, OFFLINE],
      [40_000, CONNECTING],
      [55_000, OFFLINE],
      [60_000, CONNECTING],
    ]);
  });

  test('comes back after a loss', () => {
    const link = newLink();
    changes(link, 0, 0, true);
    expect(changes(link, 10_000, 16_000, false)).toEqual([
      [10_000, OFFLINE],
      [15_000, CONNECTING],
    ]);
    expect(changes(link, 17_000, 17_000, true)).toEqual([[17_000, ONLINE]]);
  });

  test('takes an address that the chip got by itself while it waited', () => {
    const link = newLink();
    changes(link, 0, 0, false);
    stepLink(link, false, true, 1000);
    expect(changes(link, 3000, 3000, true)).toEqual([[3000, ONLINE]]);
  });

  test('ignores a late refusal while it is up or waits', () => {
    const link = newLink();
    changes(link, 0, 0, true);
    expect(stepLink(link, true, true, 1000)).toBe(false);
    changes(link, 2000, 2000, false);
    expect(stepLink(link, false, true, 3000)).toBe(false);
    expect(changes(link, 4000, 7000, false)).toEqual([[7000, CONNECTING]]);
  });
});
