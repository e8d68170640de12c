import { readFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { FakeAudioContext, FakeGainNode, FakeOscillatorNode, type Sound } from './fake-audio.ts';
import { FakeSocket } from './fake-socket.ts';
import type { Command } from '../../../../../src/simulator/faces/page/wire.ts';

/** The page as a browser loads it, but for its head: there are no styles here, and its script is what a test imports. */
const [, BODY = ''] =
  /<body>(.*)<\/body>/s.exec(readFileSync('src/simulator/faces/page/client/page.html', 'utf8')) ?? [];

export const ADDRESS = 'http://127.0.0.1:4004/';

export interface BrowserSettings {
  /** Behind the page's address, with its `#`. */
  readonly hash?: string;
  /** What the tab has kept. */
  readonly kept?: Readonly<Record<string, string>>;
  /** Whether it keeps nothing, as with cookies forbidden. */
  readonly keepsNothing?: boolean;
  /** Which media queries hold. */
  readonly media?: readonly string[];
}

/** A storage that the browser's user has forbidden. */
const REFUSES = { getItem: refuse, setItem: refuse };

function refuse(): never {
  throw new Error('SecurityError');
}

/** A tab with the page in it, in this process: the page's modules find in it what they use of a browser. */
export class Browser {
  /** The page's connections, in the order in which it made them. */
  readonly sockets: FakeSocket[] = [];
  /** What it asked in plain HTTP. */
  readonly asked: string[] = [];
  /** What it is answered there. */
  answer: () => Promise<{ readonly status: number }> = () => Promise.resolve({ status: 426 });
  reloads = 0;
  readonly #audio: FakeAudioContext[] = [];
  readonly #window: Window;
  readonly #replaced = new Map<string, PropertyDescriptor | undefined>();
  readonly #media: ReadonlySet<string>;
  readonly #frames: (() => void)[] = [];

  constructor({ hash = '', kept = {}, keepsNothing = false, media = [] }: BrowserSettings = {}) {
    this.#media = new Set(media);
    this.#window = new Window({ url: `${ADDRESS}${hash}` });
    const { sockets } = this;
    const audio = this.#audio;
    const { document, location, history, sessionStorage, Element } = this.#window;
    const { KeyboardEvent, MouseEvent, PointerEvent } = this.#window;
    document.body.innerHTML = BODY;
    for (const [name, value] of Object.entries(kept)) sessionStorage.setItem(name, value);
    location.reload = (): void => {
      this.reloads++;
    };
    this.#replace({
      document,
      location,
      history,
      sessionStorage: keepsNothing ? REFUSES : sessionStorage,
      Element,
      KeyboardEvent,
      MouseEvent,
      PointerEvent,
      addEventListener: this.#window.addEventListener.bind(this.#window),
      matchMedia: (query: string) => ({ matches: this.#media.has(query) }),
      requestAnimationFrame: (draw: () => void) => this.#frames.push(draw),
      WebSocket: class extends FakeSocket {
        constructor(url: string, protocols: readonly string[]) {
          super(url, protocols);
          sockets.push(this);
        }
      },
      fetch: (address: string) => {
        this.asked.push(address);
        return this.answer();
      },
      AudioContext: class extends FakeAudioContext {
        constructor() {
          super();
          audio.push(this);
        }
      },
      GainNode: FakeGainNode,
      OscillatorNode: FakeOscillatorNode,
    });
  }

  get address(): string {
    return this.#window.location.href;
  }

  /** What the tab keeps. */
  get kept(): Readonly<Record<string, string>> {
    const { sessionStorage } = this.#window;
    return Object.fromEntries(
      Object.keys(sessionStorage).map((name) => [name, sessionStorage.getItem(name) ?? '']),
    );
  }

  /** How many entries of history there are. */
  get past(): number {
    return this.#window.history.length;
  }

  /** The connection that it made last. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('The page has not connected.');
    return socket;
  }

  /** What it has sent on all of its connections. */
  get sent(): Command[] {
    return this.sockets.flatMap(({ sent }) => sent.map((text) => JSON.parse(text) as Command));
  }

  /** What its user hears. */
  get sounds(): Sound[] {
    return this.#audio.flatMap(({ sounds }) => sounds);
  }

  /** Something happens to the window. */
  happens(type: string): void {
    this.#window.dispatchEvent(new this.#window.Event(type));
  }

  /** The screen is drawn anew. */
  drawFrame(): void {
    for (const draw of this.#frames.splice(0)) draw();
  }

  async close(): Promise<void> {
    for (const [name, before] of this.#replaced) {
      if (before) Object.defineProperty(globalThis, name, before);
      else Reflect.deleteProperty(globalThis, name);
    }
    await this.#window.happyDOM.close();
  }

  #replace(values: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(values)) {
      this.#replaced.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
  }
}
