import type { Command, State, World } from '../../wire.ts';
import type { Line } from '../connection.ts';
import { byId, html } from '../elements.ts';

const SAID: Readonly<Record<Exclude<Line, 'open'>, string>> = {
  ended: 'The simulator has ended. Start it again with “npm start”: this page waits for it.',
  shut: 'This button is live, and only the address that its start printed opens it, to the end of the line.',
};

/** What the user must know before anything else: no simulator, live, a failed build, warnings. */
export class BannersView {
  readonly #arm = byId('arm');
  #live = false;

  constructor(send: (command: Command) => void) {
    this.#arm.addEventListener('click', () => {
      const armed = this.#arm.getAttribute('aria-pressed') !== 'true';
      this.#arm.setAttribute('aria-pressed', String(armed));
      send({ do: 'arm', armed });
    });
  }

  get isArmed(): boolean {
    return !this.#live || this.#arm.getAttribute('aria-pressed') === 'true';
  }

  draw({ live, practice, target, warnings, scriptBytes }: World): void {
    this.#live = live;
    byId('live').hidden = !live;
    byId('live-says').textContent = practice
      ? `Live, for practice: a smash posts to ${target} and deploys nothing.`
      : `Live: a smash posts to ${target} and deploys for real.`;
    byId('warnings').hidden = warnings.length === 0;
    byId('warnings').replaceChildren(...warnings.map((warning) => html('li', {}, warning)));
    byId('script-bytes').textContent = `: ${scriptBytes} bytes`;
  }

  show({ building, buildFailure }: State): void {
    document.body.classList.toggle('building', building);
    const failure = byId('build-failure');
    failure.hidden = buildFailure === null;
    const text =
      buildFailure === null ? '' : `The edit can't be built; the board runs what it had.\n${buildFailure}`;
    if (failure.textContent !== text) failure.textContent = text;
  }

  /** A page that connects anew begins unarmed, as the simulator sees it. */
  connected(line: Line): void {
    this.#arm.setAttribute('aria-pressed', 'false');
    byId('offline').hidden = line === 'open';
    if (line !== 'open') byId('offline').textContent = SAID[line];
    document.body.classList.toggle('disconnected', line !== 'open');
    document.body.classList.toggle('shut', line === 'shut');
  }
}
