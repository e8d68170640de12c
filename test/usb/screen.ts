import type { Output } from '../../src/usb/commands/report.ts';

/** Keeps what is written, and tells when something shows up. */
export class Screen implements Output {
  readonly isTTY: boolean;
  text = '';
  #onWrite = new Set<() => void>();

  constructor(isTTY = false) {
    this.isTTY = isTTY;
  }

  write = (text: string | Uint8Array): void => {
    this.text += Buffer.from(text).toString();
    for (const tell of this.#onWrite) tell();
  };

  /**
   * Resolves once the pattern is on the screen.
   * @param ended when nothing more is written; it is a failure if that comes first
   */
  async shows(pattern: RegExp, ended?: Promise<void>): Promise<void> {
    const shown = new Promise<void>((resolve) => {
      const look = (): void => {
        if (!pattern.test(this.text)) return;
        this.#onWrite.delete(look);
        resolve();
      };
      this.#onWrite.add(look);
      look();
    });
    const early = ended?.then(() => Promise.reject(new Error(`It ended, and showed: ${this.text}`)));
    await Promise.race([shown, ...(early === undefined ? [] : [early])]);
  }
}
