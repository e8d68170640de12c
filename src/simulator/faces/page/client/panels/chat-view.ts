import type { ChatMessage, Update, World } from '../../wire.ts';
import { byId, html } from '../elements.ts';

/** The channel that the messages arrive in. */
export class ChatView {
  readonly #list = byId('chat');
  readonly #explains = byId('chat-explains');

  /** What stands in their place before the first message. */
  explain({ live, target, messages }: World): void {
    this.#explains.textContent = live
      ? `Live: the messages go to ${target}. Look there.`
      : `A smash posts here, on this machine only: ${messages.map((message) => `“${message}”`).join(', then ')}`;
  }

  take({ fresh, chat }: Update): void {
    if (fresh) this.#list.replaceChildren(this.#explains);
    if (chat.length === 0) return;
    this.#explains.remove();
    this.#list.append(...chat.map(bubble));
    this.#list.scrollTop = this.#list.scrollHeight;
  }
}

function bubble({ atMs, text, status }: ChatMessage): HTMLElement {
  const fate = fateOf(status);
  return html(
    'article',
    { class: fate === '' ? 'message' : 'message refused' },
    html('span', { class: 'avatar', 'aria-hidden': 'true' }),
    html('p', { class: 'who' }, 'deploy-button ', html('time', {}, seconds(atMs))),
    html('p', { class: 'text' }, text),
    ...(fate === '' ? [] : [html('p', { class: 'fate' }, `The channel ${fate}`)]),
  );
}

/** @returns what the channel did with a message that it did not take, '' for one that it took */
function fateOf(status: number | null): string {
  if (status === null) return 'got it, and says nothing';
  return status >= 200 && status < 300 ? '' : `refused it: ${status}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
