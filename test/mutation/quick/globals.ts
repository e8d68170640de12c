import { ModernFakeTimers } from '@jest/fake-timers';
import { jestExpect } from '@jest/expect';
import { ModuleMocker } from 'jest-mock';
import { replaceModule } from './replace.ts';

/** What `@jest/globals` is outside of Jest: the parts of Jest that it hands out, as far as the tests of these rooms use it. */

export { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'jest-circus';

const mocker = new ModuleMocker(globalThis);
const timers = new ModernFakeTimers({
  config: { fakeTimers: {}, rootDir: '.' } as ConstructorParameters<typeof ModernFakeTimers>[0]['config'],
  global: globalThis,
});

export const expect = jestExpect;

export const jest = {
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  replaceProperty: mocker.replaceProperty.bind(mocker),
  restoreAllMocks: mocker.restoreAllMocks.bind(mocker),
  useFakeTimers: timers.useFakeTimers.bind(timers),
  useRealTimers: timers.useRealTimers.bind(timers),
  advanceTimersByTime: timers.advanceTimersByTime.bind(timers),
  advanceTimersByTimeAsync: timers.advanceTimersByTimeAsync.bind(timers),
  getTimerCount: timers.getTimerCount.bind(timers),
  setSystemTime: timers.setSystemTime.bind(timers),
  unstable_mockModule: (specifier: string, exports: () => Record<string, unknown>): void => {
    replaceModule(specifier, exports());
  },
  /** Stryker has a time for all of them. */
  setTimeout: (): void => undefined,
};
