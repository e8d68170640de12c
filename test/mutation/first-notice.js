import StrykerEnvironment from '@stryker-mutator/jest-runner/jest-env/node';

/** The mutant that a test has noticed last. */
let noticed;

/** Once a test has noticed a mutant it skips all others: nothing more is to be known of it, and tests that fail take long. */
export default class FirstNotice extends StrykerEnvironment {
  handleTestEvent({ name, test }) {
    const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
    if (mutant === undefined) return;
    if (name === 'test_start' && mutant === noticed) test.mode = 'skip';
    if (name === 'test_done' && test.errors.length > 0) noticed = mutant;
  }
}
