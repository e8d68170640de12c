import { byId } from '../elements.ts';

const VOLUME = 0.06;

/** What the piezo sounds like. Silent until the user allows it. */
export class KlaxonSound {
  readonly #button = byId('sound');
  #tone: OscillatorNode | null = null;
  #gain: GainNode | null = null;
  #hz = 0;

  constructor() {
    this.#button.addEventListener('click', () => {
      this.#toggle();
    });
  }

  offer(hasKlaxon: boolean): void {
    this.#button.hidden = !hasKlaxon;
  }

  /** @param hz what the board's pin sounds, 0 for nothing */
  sound(hz: number): void {
    this.#hz = hz;
    if (!this.#tone || !this.#gain) return;
    if (hz > 0) this.#tone.frequency.value = hz;
    this.#gain.gain.value = hz > 0 ? VOLUME : 0;
  }

  #toggle(): void {
    const on = this.#button.getAttribute('aria-pressed') !== 'true';
    this.#button.setAttribute('aria-pressed', String(on));
    if (on) this.#start();
    else this.#stop();
  }

  #start(): void {
    const context = new AudioContext();
    this.#gain = new GainNode(context, { gain: 0 });
    this.#tone = new OscillatorNode(context, { type: 'square' });
    this.#tone.connect(this.#gain).connect(context.destination);
    this.#tone.start();
    this.sound(this.#hz);
  }

  #stop(): void {
    const context = this.#tone?.context;
    this.#tone = null;
    this.#gain = null;
    if (context instanceof AudioContext) void context.close();
  }
}
