import type { Command, State, World } from '../../wire.ts';
import type { Line } from '../connection.ts';
import { byId, html, say } from '../elements.ts';

const SAID: Readonly<Record<Line, string>> = {
  open: '',
  ended: 'The simulator has ended. Start it again with “npm start”: this page waits for it.',
  shut: 'This button is live, and only the address that its start printed opens it, to the end of the line.',
};

/** What the user must know before anything else: no simulator, live, a failed build, warnings. */
export class BannersView {
  /** What a smash does. */
  #posts = '';
  #armed = false;

  constructor(send: (command: Command) => void) {
    byId('arm').addEventListener('click', () => {
      send({ do: 'arm', armed: !this.#armed });
    });
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') send({ do: 'arm', armed: false });
    });
  }

  draw({ live, practice, target, warnings, scriptBytes }: World): void {
    this.#posts = `posts to ${target} and ${practice ? 'deploys nothing: it is for practice' : 'deploys for real'}`;
    byId('live').hidden = !live;
    byId('warnings').hidden = warnings.length === 0;
    byId('warnings').replaceChildren(...warnings.map((warning) => html('li', {}, warning)));
    byId('script-bytes').textContent = `: ${scriptBytes} bytes`;
  }

  show({ building, buildFailure }: State): void {
    document.body.classList.toggle('building', building);
    const failure = byId('build-failure');
    failure.hidden = buildFailure === null;
    say(
      failure,
      buildFailure === null ? '' : `The edit can't be built; the board runs what it had.\n${buildFailure}`,
    );
  }

  arm(armed: boolean): void {
    this.#armed = armed;
    byId('live').classList.toggle('armed', armed);
    say(
      byId('live-says'),
      armed
        ? `Armed for a minute or one smash, which ${this.#posts}. Esc disarms.`
        : `Live: once armed, a smash ${this.#posts}.`,
    );
    say(byId('arm'), armed ? 'Disarm' : 'Arm the keys for one deploy');
  }

  /** A page that connects anew begins unarmed. */
  connected(line: Line): void {
    this.arm(false);
    byId('offline').hidden = line === 'open';
    say(byId('offline'), SAID[line]);
    document.body.classList.toggle('disconnected', line !== 'open');
    document.body.classList.toggle('shut', line === 'shut');
  }
}
