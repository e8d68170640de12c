import { byId } from '../elements.ts';

const VOLUME = 0.06;

interface Voice {
  readonly context: AudioContext;
  readonly tone: OscillatorNode;
  readonly gain: GainNode;
}

/** What the piezo sounds like. Silent until the user allows it. */
export class KlaxonSound {
  readonly #button = byId('sound');
  #voice: Voice | null = null;
  #hz = 0;

  constructor() {
    this.#button.addEventListener('click', () => {
      if (this.#voice) this.#stop(this.#voice);
      else this.#start();
      this.#button.setAttribute('aria-pressed', String(this.#voice !== null));
    });
  }

  offer(hasKlaxon: boolean): void {
    this.#button.hidden = !hasKlaxon;
  }

  /** @param hz what the board's pin sounds, 0 for nothing */
  sound(hz: number): void {
    this.#hz = hz;
    if (!this.#voice) return;
    this.#voice.tone.frequency.value = hz;
    this.#voice.gain.gain.value = hz > 0 ? VOLUME : 0;
  }

  #start(): void {
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { type: 'square' });
    const gain = new GainNode(context);
    tone.connect(gain).connect(context.destination);
    this.#voice = { context, tone, gain };
    this.sound(this.#hz);
    tone.start();
  }

  #stop({ context }: Voice): void {
    this.#voice = null;
    void context.close();
  }
}
