/** A WebSocket of which the test is the other end. */
export class FakeSocket {
  static readonly OPEN = 1;
  readyState = 0;
  /** What has reached the other end. */
  readonly sent: string[] = [];
  readonly #listeners = new Map<string, (event: unknown) => void>();
  readonly url: string;
  readonly protocols: readonly string[];

  constructor(url: string, protocols: readonly string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  addEventListener(name: string, listener: (event: unknown) => void): void {
    this.#listeners.set(name, listener);
  }

  send(text: string): void {
    if (this.readyState === 0) throw new Error('InvalidStateError');
    if (this.readyState === FakeSocket.OPEN) this.sent.push(text);
  }

  opens(): void {
    this.readyState = FakeSocket.OPEN;
    this.#listeners.get('open')?.({});
  }

  closes(): void {
    this.readyState = 3;
    this.#listeners.get('close')?.({});
  }

  says(message: unknown): void {
    this.#listeners.get('message')?.({ data: JSON.stringify(message) });
  }
}
