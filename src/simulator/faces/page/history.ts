import type { ChatMessage, ConsoleLine, LampEdge, News } from './wire.ts';

type Seen = Pick<News, 'edges' | 'console' | 'chat'>;

/** How much a page that has just come is told of what was before. */
const KEPT_EDGES = 200;
const KEPT_LINES = 300;
const KEPT_MESSAGES = 100;

/** What has been seen of the board, for pages that come later, and what of it the pages have not been told yet. */
export class History {
  readonly #edges: LampEdge[] = [];
  readonly #console: ConsoleLine[] = [];
  readonly #chat: ChatMessage[] = [];
  #news: { edges: LampEdge[]; console: ConsoleLine[]; chat: ChatMessage[] } | null = null;

  edge(edge: LampEdge): void {
    keep(this.#edges, edge, KEPT_EDGES);
    this.#fresh().edges.push(edge);
  }

  console(line: ConsoleLine): void {
    keep(this.#console, line, KEPT_LINES);
    this.#fresh().console.push(line);
  }

  chat(message: ChatMessage): void {
    keep(this.#chat, message, KEPT_MESSAGES);
    this.#fresh().chat.push(message);
  }

  all(): Seen {
    return { edges: this.#edges, console: this.#console, chat: this.#chat };
  }

  /** @returns what has come since the last call, null for nothing */
  takeNews(): Seen | null {
    const news = this.#news;
    this.#news = null;
    return news;
  }

  #fresh(): { edges: LampEdge[]; console: ConsoleLine[]; chat: ChatMessage[] } {
    return (this.#news ??= { edges: [], console: [], chat: [] });
  }
}

function keep<Item>(list: Item[], item: Item, most: number): void {
  list.push(item);
  if (list.length > most) list.shift();
}
