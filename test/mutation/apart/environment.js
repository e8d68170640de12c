import { TestEnvironment } from 'jest-environment-node';

/** Where a file's tests run: they get the script that is being tried, and those after one that fails are left out. */
export default class extends TestEnvironment {
  #hasFailed = false;

  async setup() {
    await super.setup();
    this.global.firmwareScript = globalThis.firmwareScript;
  }

  handleTestEvent({ name, test }) {
    if (name === 'test_done' && test.errors.length > 0) this.#hasFailed = true;
    if (name === 'test_start' && this.#hasFailed) test.mode = 'skip';
  }
}
