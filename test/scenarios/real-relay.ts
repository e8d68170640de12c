import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningRelay, startRelay } from '../../src/relay/index.ts';
import type { Chat } from '../../src/simulator/index.ts';
import { PATH, SECRET } from './editions.ts';
import type { RelayControls } from './subject.ts';
import { Wire } from './wire.ts';

/** A real relay before a chat on this machine, with its journal, at the end of a wire of its own. */
export class RealRelay implements RelayControls {
  readonly #wire = new Wire();
  readonly #chat: Chat;
  readonly #folder: string;
  #running: RunningRelay | null = null;

  private constructor(chat: Chat, folder: string) {
    this.#chat = chat;
    this.#folder = folder;
  }

  static async open(chat: Chat): Promise<RealRelay> {
    const relay = new RealRelay(chat, await mkdtemp(join(tmpdir(), 'button-journal-')));
    await relay.comeUp();
    return relay;
  }

  /** As the button's configuration names it. */
  get url(): string {
    return `http://127.0.0.1:${this.#wire.port}`;
  }

  async goDown(): Promise<void> {
    await this.#wire.close();
    await this.#running?.close();
    this.#running = null;
  }

  async comeUp(secret = SECRET): Promise<void> {
    await this.goDown();
    this.#running = await startRelay(
      {
        webhook: { url: `http://127.0.0.1:${this.#chat.port}${PATH}`, headers: {} },
        secret,
        pressTtlMs: 6000,
        host: '127.0.0.1',
        port: 0,
        journalPath: join(this.#folder, 'journal.jsonl'),
      },
      { info: () => undefined, warn: () => undefined, error: () => undefined },
    );
    await this.#wire.open(Number(new URL(this.#running.url).port));
  }

  loseAnswers(count: number): void {
    this.#wire.lose(count);
  }

  webhookAnswers(...statuses: number[]): void {
    this.#chat.queue.push(...statuses.map((status) => ({ kind: 'answer', status }) as const));
  }

  async close(): Promise<void> {
    await this.goDown();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
