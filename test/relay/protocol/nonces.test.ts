import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Nonces } from '../../../src/relay/protocol/nonces.ts';

const NOW_MS = 123_456_789;

describe('a nonce', () => {
  test('is at most 64 characters of A-Z a-z 0-9 - _ and never the same twice', () => {
    const nonces = new Nonces(randomBytes);
    const many = Array.from({ length: 1000 }, () => nonces.issue(NOW_MS));
    expect(new Set(many).size).toBe(many.length);
    for (const nonce of many) expect(nonce).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });

  test('is good from its issue until just before 60 s', () => {
    const nonces = new Nonces(randomBytes);
    const nonce = nonces.issue(NOW_MS);
    expect(nonces.isGood(nonce, NOW_MS)).toBe(true);
    expect(nonces.isGood(nonce, NOW_MS + 59_999)).toBe(true);
    expect(nonces.isGood(nonce, NOW_MS + 60_000)).toBe(false);
  });

  test('is good in the first moment of a clock', () => {
    const nonces = new Nonces(randomBytes);
    expect(nonces.isGood(nonces.issue(0), 0)).toBe(true);
  });

  test('is good for one use', () => {
    const nonces = new Nonces(randomBytes);
    const [nonce, other] = [nonces.issue(NOW_MS), nonces.issue(NOW_MS)];
    nonces.use(nonce, NOW_MS);
    expect(nonces.isGood(nonce, NOW_MS)).toBe(false);
    expect(nonces.isGood(other, NOW_MS)).toBe(true);
  });

  test('comes back as it is, or with a mark of three numbers behind it, and is used up either way', () => {
    const nonces = new Nonces(randomBytes);
    const nonce = nonces.issue(NOW_MS);
    const forms = [nonce, `${nonce}-34125-29000-1`, `${nonce}-0-0-12`];
    for (const form of forms) expect(nonces.isGood(form, NOW_MS)).toBe(true);
    nonces.use(`${nonce}-34125-29000-1`, NOW_MS);
    for (const form of forms) expect(nonces.isGood(form, NOW_MS)).toBe(false);
  });

  test('with a mark ends when what it says is left of the press is over, and never later than by age', () => {
    const nonces = new Nonces(randomBytes);
    const nonce = nonces.issue(NOW_MS);
    expect(nonces.endMs(`${nonce}-34125-29000-1`)).toBe(NOW_MS + 29_000);
    expect(nonces.endMs(`${nonce}-34125-0-1`)).toBe(NOW_MS);
    expect(nonces.endMs(`${nonce}-34125-90000-1`)).toBe(NOW_MS + 60_000);
    expect(nonces.endMs(nonce)).toBe(NOW_MS + 60_000);
    expect(nonces.endMs('none of ours')).toBe(-Infinity);
  });

  test('of another process is not good: a restart ends all from before', () => {
    const nonce = new Nonces(randomBytes).issue(NOW_MS);
    expect(new Nonces(randomBytes).isGood(nonce, NOW_MS)).toBe(false);
  });

  test('has one spelling: with any other character in any place it is not good', () => {
    const nonces = new Nonces(randomBytes);
    const nonce = nonces.issue(NOW_MS);
    fc.assert(
      fc.property(fc.nat(nonce.length - 1), fc.stringMatching(/^[A-Za-z0-9_-]$/), (place, character) => {
        fc.pre(nonce[place] !== character);
        const forged = nonce.slice(0, place) + character + nonce.slice(place + 1);
        expect(nonces.isGood(forged, NOW_MS)).toBe(false);
      }),
    );
    const marked = ['-', '-1', '-1-', '--1', '-1-2', '-1-2-a', '-1-2-3-4', '-1--3', '1-2-3'].map(
      (mark) => nonce + mark,
    );
    for (const other of [`${nonce}A`, `${nonce}=`, nonce.slice(0, -1), ` ${nonce}`, '', ...marked]) {
      expect(nonces.isGood(other, NOW_MS)).toBe(false);
    }
  });
});

describe('the memory of used nonces', () => {
  test('stays within its bound, and no used nonce is ever good again', () => {
    const nonces = new Nonces(randomBytes, 8);
    const used: string[] = [];
    for (let nowMs = NOW_MS; nowMs < NOW_MS + 200; nowMs += 1) {
      const nonce = nonces.issue(nowMs);
      if (!nonces.isGood(nonce, nowMs)) continue;
      nonces.use(nonce, nowMs);
      used.push(nonce);
      for (const each of used) expect(nonces.isGood(each, nowMs)).toBe(false);
    }
    expect(used.length).toBeGreaterThan(150);
  });

  test('when it is full, older nonces are refused and new ones are good', () => {
    const nonces = new Nonces(randomBytes, 2);
    const waiting = nonces.issue(NOW_MS);
    for (let count = 0; count < 3; count += 1) nonces.use(nonces.issue(NOW_MS), NOW_MS);
    expect(nonces.isGood(waiting, NOW_MS)).toBe(false);
    expect(nonces.isGood(nonces.issue(NOW_MS + 1), NOW_MS + 1)).toBe(true);
  });

  test('forgets dead ones first, so that uses at a human pace never make it full', () => {
    const nonces = new Nonces(randomBytes, 2);
    for (let nowMs = NOW_MS; nowMs < NOW_MS + 600_000; nowMs += 60_000) {
      const [used, waiting] = [nonces.issue(nowMs), nonces.issue(nowMs)];
      nonces.use(used, nowMs);
      expect(nonces.isGood(waiting, nowMs)).toBe(true);
    }
  });

  test('forgets by the time of issue, not of use, and at the very end of a life', () => {
    const nonces = new Nonces(randomBytes, 2);
    const [old, young, waiting] = [0, 59_999, 59_999].map((sinceMs) => nonces.issue(NOW_MS + sinceMs));
    for (const nonce of [old!, young!]) nonces.use(nonce, NOW_MS + 59_999);
    nonces.use(nonces.issue(NOW_MS + 60_000), NOW_MS + 60_000);
    expect(nonces.isGood(waiting!, NOW_MS + 60_000)).toBe(true);
  });

  test('refuses the older half, in whatever order they were used, and no more', () => {
    const nonces = new Nonces(randomBytes, 4);
    const [, , second, third] = [0, 1, 2, 3].map((sinceMs) => nonces.issue(NOW_MS + sinceMs));
    for (const sinceMs of [3, 1, 0, 2]) nonces.use(nonces.issue(NOW_MS + sinceMs), NOW_MS + 4);
    nonces.use(nonces.issue(NOW_MS + 4), NOW_MS + 4);
    expect([second, third].map((nonce) => nonces.isGood(nonce!, NOW_MS + 4))).toEqual([false, true]);
  });

  test('has room for as many as it gave up, and refuses no more until they are there', () => {
    const nonces = new Nonces(randomBytes, 4);
    const waiting = nonces.issue(NOW_MS + 4);
    for (const sinceMs of [1, 2, 3, 4, 5, 6, 7]) nonces.use(nonces.issue(NOW_MS + sinceMs), NOW_MS + 7);
    // Those of 1 to 3 were given up for the fifth.
    expect(nonces.isGood(waiting, NOW_MS + 7)).toBe(true);
    nonces.use(nonces.issue(NOW_MS + 8), NOW_MS + 8);
    expect(nonces.isGood(waiting, NOW_MS + 8)).toBe(false);
  });

  test('has room again after that, also where all are of one moment', () => {
    const nonces = new Nonces(randomBytes, 4);
    const issued = (sinceMs: number, count: number) =>
      Array.from({ length: count }, () => nonces.issue(NOW_MS + sinceMs));
    for (const nonce of issued(0, 4)) nonces.use(nonce, NOW_MS);
    const [waiting, ...used] = issued(1, 5);
    // The first makes room for all of these.
    for (const nonce of used) nonces.use(nonce, NOW_MS + 1);
    expect(nonces.isGood(waiting!, NOW_MS + 1)).toBe(true);
    nonces.use(nonces.issue(NOW_MS + 2), NOW_MS + 2);
    expect(nonces.isGood(waiting!, NOW_MS + 2)).toBe(false);
  });
});
