import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ARMED_MS, Arming } from '../../../src/simulator/faces/arming.ts';

describe('arming', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('ends by itself after a minute, however often it was asked for', () => {
    const told: boolean[] = [];
    const arming: Arming = new Arming(true, () => told.push(arming.armed));
    expect(arming.armed).toBe(false);
    arming.set(true);
    jest.advanceTimersByTime(ARMED_MS - 1);
    arming.set(true);
    expect(arming.armed).toBe(true);
    jest.advanceTimersByTime(1);
    expect(arming.armed).toBe(false);
    expect(told).toEqual([true, false]);
    expect(ARMED_MS).toBe(60_000);
  });

  test('that was ended lasts a whole minute when it begins again', () => {
    const arming = new Arming(true, () => undefined);
    arming.set(true);
    jest.advanceTimersByTime(ARMED_MS / 2);
    arming.set(false);
    expect(arming.armed).toBe(false);
    arming.set(true);
    jest.advanceTimersByTime(ARMED_MS - 1);
    expect(arming.armed).toBe(true);
  });

  test('is not needed where nothing is at stake', () => {
    const arming = new Arming(false, () => undefined);
    arming.set(false);
    expect(arming.armed).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });
});
