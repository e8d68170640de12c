/** As much of the Web Audio API as the page uses: an oscillator, how loud it is, and what it comes out of. */

export interface Sound {
  readonly type: string;
  readonly hz: number;
  readonly volume: number;
}

class FakeNode {
  #to: FakeNode | undefined;
  readonly context: FakeAudioContext;

  constructor(context: FakeAudioContext) {
    this.context = context;
  }

  connect(to: FakeNode): FakeNode {
    this.#to = to;
    return to;
  }

  /** How much of what goes in here comes out of the speaker. */
  get volume(): number {
    return this.#to?.volume ?? 0;
  }
}

class Speaker extends FakeNode {
  override get volume(): number {
    return 1;
  }
}

export class FakeGainNode extends FakeNode {
  readonly gain: { value: number };

  constructor(context: FakeAudioContext, { gain = 1 }: { gain?: number } = {}) {
    super(context);
    this.gain = { value: gain };
  }

  override get volume(): number {
    return this.gain.value * super.volume;
  }
}

export class FakeOscillatorNode extends FakeNode {
  readonly frequency = { value: 440 };
  readonly type: string;

  constructor(context: FakeAudioContext, { type = 'sine' }: { type?: string }) {
    super(context);
    this.type = type;
  }

  start(): void {
    this.context.started.push(this);
  }
}

export class FakeAudioContext {
  readonly destination: FakeNode = new Speaker(this);
  readonly started: FakeOscillatorNode[] = [];
  isClosed = false;

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  /** What can be heard of it. */
  get sounds(): Sound[] {
    const all = this.started.map(({ type, frequency, volume }) => ({ type, hz: frequency.value, volume }));
    return this.isClosed ? [] : all.filter(({ volume }) => volume > 0);
  }
}
